"""Learns a model from the records alone: roles, frequencies, blocking, weights, prior, threshold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lintel.engines.matching import (
    blocking,
    calibrate,
    comparisons,
    prepare,
    rules,
    threshold,
    training,
    weights,
)
from lintel.engines.matching.bench import RULED_OUT, Bench
from lintel.engines.matching.clock import Clock
from lintel.engines.matching.clusters import Pairs, components
from lintel.engines.matching.fields import Field, Role
from lintel.engines.matching.model import MAILBOXES, TOLD, Model, with_threshold
from lintel.engines.matching.normalise import split_names
from lintel.engines.matching.profile import profile
from lintel.engines.matching.review import BAND
from lintel.engines.matching.training import Effort

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

PEOPLE_PER_VALUE = 6  # a mailbox or phone that more people (different first names) hold is nobody's
CALIBRATED_PAIRS = 150_000


@dataclass(frozen=True)
class Need:
    """What learning is told about the raw table; see `job.Config`."""

    id_column: str | None
    source_column: str | None
    source: str
    ignore: tuple[str, ...]
    roles: dict[str, Role]
    region: str | None
    pairs: int | None
    guards: tuple[str, ...]
    effort: Effort
    limits: dict[str, int]


def read(
    connection: DuckDBPyConnection, need: Need, fields: tuple[Field, ...], out: str, first_rid: int = 0
) -> int:
    """Cleans the raw table into `out`."""
    return prepare.clean(
        connection, "raw", out, fields, id_column=need.id_column, source_column=need.source_column,
        source=need.source, first_rid=first_rid,
    )  # fmt: skip


def prepare_with(
    connection: DuckDBPyConnection, model: Model, need: Need, out: str = "clean", first_rid: int = 0
) -> int:
    """Reads the raw table the way a model was taught to; raises ValueError when a column it needs is
    missing."""
    there = {row[0] for row in connection.execute("describe raw").fetchall()}
    lacking = sorted({field.column for field in model.fields if field.role != "ignored"} - there)
    if lacking:
        raise ValueError(
            f"The model reads a column {lacking[0]!r}, which is not there. Rename it, or train anew."
        )
    known = tuple(field for field in model.fields if field.column in there)
    count = read(connection, need, known, f"{out}_read", first_rid)
    prepare.forget_mailboxes(connection, f"{out}_read", known, model.mailboxes)
    prepare.forget_shared(connection, f"{out}_read", known, model.shared)
    prepare.with_frequencies(connection, f"{out}_read", out, known, model.terms, model.records)
    connection.execute(f"drop table {out}_read")
    return count


def learn(connection: DuckDBPyConnection, need: Need, clock: Clock, seed: int) -> Bench:
    """A bench with records, a learnt model, and all pairs weighed with it."""
    import pyarrow as pa

    skipped = tuple(name for name in (need.id_column, need.source_column, *need.ignore) if name)
    fields = profile(connection, "raw", ignore=skipped, roles=need.roles, region=need.region)
    kept = split_names(fields)
    if not kept:
        raise ValueError(
            "No column tells people apart. Give a column its role, for example email or family_name."
        )
    records = read(connection, need, fields, "clean_read")
    prepare.forget_mailboxes(connection, "clean_read", fields, MAILBOXES)
    shared = prepare.learn_shared(connection, "clean_read", fields, PEOPLE_PER_VALUE)
    prepare.forget_shared(connection, "clean_read", fields, shared)
    terms = prepare.learn_terms(connection, "clean_read", fields)
    prepare.with_frequencies(connection, "clean_read", "clean", fields, terms, records)
    connection.execute("drop table clean_read")
    blocks = blocking.choose(connection, "clean", kept, records, budget=need.pairs)
    if not blocks:
        raise ValueError(
            "No two records agree on anything, so there is nothing to match. Check the columns' roles."
        )
    ruled = rules.choose(connection, "clean", fields, need.limits)
    shared = pa.concat_tables([shared, rules.crowded(connection, "clean", ruled)])
    clock.lap("profile")
    learnt = training.train(
        connection, "clean", comparisons.choose(kept), blocks, records, seed=seed, effort=need.effort
    )
    model = Model(
        fields,
        blocks,
        learnt,
        ruled,
        1 / max(records, 2),
        0.0,
        "break-even",
        records,
        terms,
        shared,
        need.guards,
    )
    bench = Bench(connection, model)
    clock.lap("train")
    bench.compared = blocking.write_pairs(connection, "clean", blocks, "to_compare")
    clock.lap("predict")
    bench.model = _calibrated(bench)
    clock.lap("train")
    _fit(bench, clock)
    return bench


def outgrown(bench: Bench) -> bool:
    """Whether the model was learnt from less than half or more than twice the records that are here."""
    return not 0.5 <= bench.count() / bench.model.records <= 2


def adapt(bench: Bench, clock: Clock) -> None:
    """Fits a given model's prior and threshold to the records that are here, and weighs their pairs.

    How often strangers agree does not depend on their number, but how many strangers there are does. A
    threshold that a person told stays.
    """
    bench.compared = blocking.write_pairs(bench.connection, "clean", bench.model.blocks, "to_compare")
    records = bench.count()
    probability = _matches(bench) / (records * (records - 1) / 2)
    bench.model = replace(bench.model, probability=probability)
    clock.lap("train")
    _fit(bench, clock)


def _fit(bench: Bench, clock: Clock) -> None:
    """Weighs the pairs in `to_compare`, chooses the threshold, and keeps what lies above it or near."""
    bench.score_written("pairs", least=threshold.LOWEST - BAND)
    clock.lap("predict")
    if bench.model.threshold_reason != TOLD:
        bench.model = with_threshold(bench.model, 0.0, "break-even")
        bench.model = with_threshold(bench.model, *_threshold(bench))
    clock.lap("train")
    bench.connection.execute(
        f"delete from pairs where weight < {round(bench.lowest * 1000)} and rule is null"
    )
    bench.add_vetoed("pairs")
    clock.lap("predict")


def _matches(bench: Bench) -> float:
    """Matching pairs among all, expected from a part of those to compare."""
    model, connection = bench.model, bench.connection
    part = max(1, bench.compared // CALIBRATED_PAIRS)
    connection.execute(
        "create or replace temp table some_pairs as select * from to_compare "
        f"where (rid_l * 2654435761 + rid_r * 40503) % {part * 97} < 97"
    )
    weights.weigh(connection, "clean", model, "some_pairs", "some_scored")
    found = connection.execute(
        f"select weight / 1000.0 as w from some_scored where weight > {RULED_OUT}"
    ).fetchnumpy()["w"]
    for name in ("some_pairs", "some_scored"):
        connection.execute(f"drop table {name}")
    return training.rounded(calibrate.matches(found, model.probability, bench.count(), 1 / part))


def _calibrated(bench: Bench) -> Model:
    """The model with its prior found, and chance agreement and frequencies freed of a person's own copies."""
    model, connection = bench.model, bench.connection
    matches = _matches(bench)
    probability = matches / (model.records * (model.records - 1) / 2)
    copies = 2 * matches / model.records
    calibrate.forget_copies(connection, "clean", model.comparisons, copies, model.records)
    return replace(
        model,
        probability=probability,
        comparisons=calibrate.chance(model.comparisons, probability),
        terms=calibrate.without_copies(model.terms, model.comparisons, copies, model.records),
    )


def _threshold(bench: Bench) -> tuple[float, str]:
    """See `threshold`: clusters are built around a draw of pairs, at the model's break-even."""
    import numpy as np

    nobody = bench.nothing_decided()
    pairs = bench.all_pairs()
    size = bench.count()
    strong = pairs.weight >= bench.bar
    whole = components(size, pairs.left[strong], pairs.right[strong])

    def together(left: Ints, right: Ints, weight: Ints) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        touched = np.zeros(size, dtype=bool)
        touched[np.union1d(whole[left], whole[right])] = True
        rids = np.flatnonzero(touched[whole])
        _, customer = bench.settle(rids, nobody)
        home = np.full(size, -1, dtype=np.int64)
        home[rids] = customer
        count = np.bincount(customer, minlength=size)
        return home[left] == home[right], (count[home[left]] > 1) & (count[home[right]] > 1)

    choice = threshold.choose(size, Pairs(pairs.left, pairs.right, pairs.weight), together)
    return choice.threshold, choice.reason
