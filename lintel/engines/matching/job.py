"""The whole job: records in, customers out, with everything that was chosen, decided and asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from lintel.engines.matching import edges, outcome
from lintel.engines.matching import model as models
from lintel.engines.matching.bench import Bench, connect
from lintel.engines.matching.clock import Clock
from lintel.engines.matching.edges import Decision
from lintel.engines.matching.fields import Role
from lintel.engines.matching.learning import Need, adapt, learn, outgrown, prepare_with
from lintel.engines.matching.model import Model
from lintel.engines.matching.outcome import Result
from lintel.engines.matching.state import State
from lintel.engines.matching.training import Effort

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession


@dataclass(frozen=True)
class Config:
    """What a person may say; everything else is found out.

    `id_column` tells records of a source apart (without it, the place in the file does, and ids are then
    only as stable as the file). `ignore` are columns not to look at, `roles` overrules what a column was
    taken for. `limits` says of how many records a deterministic rule may join the same value, by the field's
    name or role (20 unless told). `adapt` fits prior and threshold of a given model to the number of records
    when that is less than half or more than twice what it was learnt from; without it a model stays as it is,
    so that records added later are decided as they would have been at once.
    """

    id_column: str | None = None
    source_column: str | None = None
    source: str = "file"
    ignore: Sequence[str] = ()
    roles: Mapping[str, Role] = field(default_factory=dict)
    region: str | None = None
    pairs: int | None = None
    threshold: float | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    adapt: bool = False
    guards: tuple[str, ...] = ("conflict", "resplit")
    effort: Effort = field(default_factory=Effort)
    memory: str = "2500MB"
    threads: int | None = None


def run(
    records: pa.Table,
    config: Config,
    *,
    now: datetime,
    seed: int = 0,
    model: Model | None = None,
    previous: State | None = None,
    decisions: Sequence[Decision] = (),
    spark: SparkSession | None = None,
) -> Result:
    """Matches all `records`. Without a `model` one is learnt; with a `previous` state ids and decisions are
    kept.

    With a `spark` session pairs are weighed and components found there; learning stays here.
    Same arguments, same result: neither the order of rows nor the clock of the machine plays a part.
    Raises ValueError with a sentence for people when the records cannot be read as asked.
    """
    clock = Clock()
    connection = connect(config.memory, config.threads)
    try:
        connection.register("raw", records)
        need = need_of(config)
        if model is None:
            bench = learn(connection, need, clock, seed)
        else:
            prepare_with(connection, model, need)
            clock.lap("profile")
            bench = Bench(connection, model)
            if config.adapt and outgrown(bench):
                adapt(bench, clock)
            elif spark is None:
                bench.weigh_pairs("pairs")
            clock.lap("predict")
        if config.threshold is not None:
            bench.model = models.with_threshold(bench.model, config.threshold, models.TOLD)
        return _finish(bench, clock, previous, decisions, now, seed, spark)
    finally:
        connection.close()


def need_of(config: Config) -> Need:
    """The part of a configuration that reading and learning need."""
    return Need(
        config.id_column, config.source_column, config.source, tuple(config.ignore), dict(config.roles),
        config.region, config.pairs, config.guards, config.effort, dict(config.limits),
    )  # fmt: skip


def _finish(
    bench: Bench,
    clock: Clock,
    previous: State | None,
    decisions: Sequence[Decision],
    now: datetime,
    seed: int,
    spark: SparkSession | None,
) -> Result:
    import numpy as np

    decided = edges.manual(previous.decided if previous else None, decisions, now)
    rids = np.arange(bench.count(), dtype=np.int64)
    if spark is None:
        component, customer = bench.settle(rids, decided)
    else:
        from lintel.engines.matching import spark as on_spark

        component, customer = on_spark.match(bench, spark, decided)
    clock.lap("cluster")
    earlier = outcome.earlier(previous)
    aliases = previous.aliases if previous else {}
    identities = outcome.identify(bench, rids, component, customer, earlier, aliases, now, seed)
    clock.lap("identify")
    result = outcome.collect(bench, decided, identities)
    clock.lap("report")
    return replace(result, seconds=clock.laps)
