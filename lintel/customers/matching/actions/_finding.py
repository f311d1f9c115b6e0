"""From records to customers: everything anew, or what changed since the last matching."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from lintel.customers.matching.actions import _state
from lintel.customers.matching.datasets import CHANGES, PRINTS, STATE
from lintel.customers.matching.models import Matching, PairDecision
from lintel.customers.shapes import ALIASES, ATTRIBUTES, EDGES, EVENTS, IDENTITIES, MEMBERS, RECORDS
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

    from lintel.engines.matching import Config, Model, Standing, State
    from lintel.engines.matching.outcome import Change

READ = (
    *(shape.name for shape in (RECORDS, EVENTS, MEMBERS, IDENTITIES, ALIASES, EDGES, PRINTS, CHANGES)),
    *STATE,
)
# What the engine takes each attribute for; the sources' mapping has settled what they are.
ROLES: dict[str, Any] = {name: name for name in ATTRIBUTES} | {
    "country": "region", "job_title": "ignored", "language": "ignored",
}  # fmt: skip
OUTGROWN = 2.0  # a model learnt from half or twice as many records is learnt anew
PRINT = "md5(cast(row(" + ", ".join(f'"{name}"' for name in ATTRIBUTES) + ") as varchar))"


@dataclass(frozen=True)
class Settled:
    """All customers as they are now: the engine's state, who each record is, what to ask people, and what
    happened to customers."""

    state: State
    members: pa.Table
    questions: pa.Table
    changes: pa.Table


@dataclass(frozen=True)
class Found:
    """What came of looking, before it is written. Nothing is `settled` when only events are new."""

    kind: str
    settled: Settled | None = None
    records_changed: bool = True
    pairs_compared: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)


def afresh(
    connection: DuckDBPyConnection,
    last: Matching | None,
    *,
    now: dt.datetime,
    seed: int,
    threshold: float | None = None,
    body: Mapping[str, Any] | None = None,
) -> Found:
    """Match all records; ids and people's decisions are kept. `body` is an edited model to use."""
    from lintel.engines import matching as engine

    columns = _filled(connection)
    raw = connection.execute(f"select {_listed(columns)} from {RECORDS.name}").to_arrow_table()
    decisions = list(PairDecision.objects.in_force())
    previous = _state.load(connection, last, _state.decided(decisions)) if last else None
    told: list[Any] = [] if last else [engine.Decision(one.word, one.record_l, one.record_r)  # type: ignore[arg-type]  # the model's constraint allows only these words
                                       for one in decisions]  # fmt: skip
    try:
        result = engine.run(
            raw, config(columns, threshold), now=now, seed=seed, previous=previous, decisions=told,
            model=_given(connection, body) if body else None,
        )  # fmt: skip
    except ValueError as error:
        raise Problem(f"The records cannot be matched: {error}") from error
    settled = Settled(result.state, result.customers, result.review, result.events)
    return Found(Matching.Kind.FULL, settled, pairs_compared=result.pairs_compared, seconds=result.seconds)


def since(
    connection: DuckDBPyConnection, last: Matching, *, events_changed: bool, now: dt.datetime, seed: int
) -> Found | None:
    """Take in what changed since the `last` matching; None when nothing did."""
    from lintel.engines.matching import Standing

    arrived, gone = _changed(connection, last)
    decisions = list(PairDecision.objects.in_force())
    spoken = _spoken(connection, decisions)
    if not (arrived.num_rows or gone or spoken):
        return Found(Matching.Kind.STEP, records_changed=False) if events_changed else None
    steps: list[Change] = []
    standing_words = _state.decided([*_words_known(connection)])
    with Standing(_state.load(connection, last, standing_words)) as standing:
        if arrived.num_rows or gone:
            columns = [name for name in arrived.column_names if name in ATTRIBUTES]
            steps.append(standing.update(arrived, config(columns), gone=gone, now=now, seed=seed))
        if spoken:
            steps.append(standing.decide(spoken, now=now, seed=seed))
        return found(connection, standing, steps, gone, changed=bool(arrived.num_rows or gone))


def found(
    connection: DuckDBPyConnection,
    standing: Standing,
    steps: list[Change],
    gone: list[str],
    *,
    changed: bool,
    kind: str = Matching.Kind.STEP,
) -> Found:
    """What a standing holds after some steps, the records that they did not touch included."""
    import pyarrow as pa

    from lintel.engines.matching import review

    decided = _state.decided(PairDecision.objects.in_force())
    state = replace(standing.state(), decided=decided)
    bench = standing.bench
    bench.connection.register("decided_now", decided)
    questions = review.queue(bench.connection, "pairs", "assigned", "decided_now", bench.model.threshold)
    seconds: dict[str, float] = {}
    for step in steps:
        for lap, spent in step.seconds.items():
            seconds[lap] = seconds.get(lap, 0.0) + spent
    events = pa.concat_tables([step.events for step in steps])
    settled = Settled(state, _members(connection, steps, gone), questions, events)
    return Found(kind, settled, changed, sum(step.pairs_compared for step in steps), seconds)


def fits(connection: DuckDBPyConnection, last: Matching) -> bool:
    """Whether the model that stands can take what is there now: the same columns, and not another size."""
    read = {item["column"] for item in last.model["fields"]}
    count = (connection.execute(f"select count(*) from {RECORDS.name}").fetchone() or (0,))[0]
    learnt = max(int(last.model["records"]), 1)
    filled = _filled(connection)
    new = {name for name, role in config(filled).roles.items() if role != "ignored"} - read
    return not new and 1 / OUTGROWN <= count / learnt <= OUTGROWN


def config(columns: list[str], threshold: float | None = None) -> Config:
    """What the engine is told about records of these columns."""
    from lintel.engines.matching import Config

    roles = {name: ROLES[name] for name in columns}
    if _both_names(columns):
        roles["full_name"] = "ignored"  # split where it stands alone, see `_listed`
    return Config("source_record_id", "source", roles=roles, threshold=threshold)


def _given(connection: DuckDBPyConnection, body: Mapping[str, Any]) -> Model:
    tables = [connection.execute(f"select * from {name}").to_arrow_table() for name in STATE[3:]]
    return _state.model_of(body, *tables)


def _filled(connection: DuckDBPyConnection) -> list[str]:
    counts = ", ".join(f'count("{name}")' for name in ATTRIBUTES)
    row = connection.execute(f"select {counts} from {RECORDS.name}").fetchone() or ()
    return [name for name, count in zip(ATTRIBUTES, row, strict=True) if count]


def _listed(columns: list[str]) -> str:
    """The columns to read; who is known by a full name only has it split, so that names meet names."""
    from lintel.engines.matching.normalise import given_and_family

    named = {name: f'"{name}"' for name in ("source", "source_record_id", *columns)}
    if _both_names(columns):
        for name, part in zip(("given_name", "family_name"), given_and_family("full_name"), strict=True):
            alone = "coalesce(given_name, family_name) is null"
            named[name] = f'case when {alone} then {part} else "{name}" end as "{name}"'
    return ", ".join(named.values())


def _both_names(columns: list[str]) -> bool:
    return {"given_name", "family_name", "full_name"} <= set(columns)


def _changed(connection: DuckDBPyConnection, last: Matching) -> tuple[pa.Table, list[str]]:
    columns = [item["column"] for item in last.model["fields"]]
    arrived = connection.execute(
        f"select {_listed(columns)} from {RECORDS.name} r anti join {PRINTS.name} p "
        "on p.source = r.source and p.source_record_id = r.source_record_id "
        f"and p.print = {PRINT}"
    ).to_arrow_table()
    gone = connection.execute(
        f"select source || ':' || source_record_id from {PRINTS.name} "
        f"anti join {RECORDS.name} using (source, source_record_id) order by 1"
    ).fetchall()
    return arrived, [row[0] for row in gone]


def _words_known(connection: DuckDBPyConnection) -> list[PairDecision]:
    rows = connection.execute(
        f"select record_l, record_r, kind, \"at\" from {EDGES.name} where kind in ('must', 'cannot')"
    ).fetchall()
    return [PairDecision(record_l=one, record_r=other, word=word, at=at) for one, other, word, at in rows]


def _spoken(connection: DuckDBPyConnection, decisions: list[PairDecision]) -> list[Any]:
    """What people said since: new words, and words taken back."""
    from lintel.engines import matching as engine

    known = {(one.record_l, one.record_r): one.word for one in _words_known(connection)}
    now = {(one.record_l, one.record_r): one.word for one in decisions}
    fresh = [(pair, word) for pair, word in sorted(now.items()) if known.get(pair) != word]
    opened = [(pair, "open") for pair in sorted(set(known) - set(now))]
    return [engine.Decision(word, *pair) for pair, word in (*fresh, *opened)]  # type: ignore[arg-type]  # words of the database's constraint, and “open”


def _members(connection: DuckDBPyConnection, steps: list[Change], gone: list[str]) -> pa.Table:
    import pyarrow as pa

    parts = [
        step.customers.append_column("step", pa.array([number] * step.customers.num_rows, pa.int32()))
        for number, step in enumerate(steps)
    ]
    connection.register("settled_in_steps", pa.concat_tables(parts))
    connection.register("gone_records", pa.table({"record": pa.array(gone, pa.string())}))
    return connection.execute(
        "with settled as (select * exclude (step) from settled_in_steps qualify row_number() over "
        "(partition by source, source_record_id order by step desc) = 1) "
        "select * from settled union all by name "
        f"select * from {MEMBERS.name} m anti join settled using (source, source_record_id) "
        "where source || ':' || source_record_id not in (select record from gone_records)"
    ).to_arrow_table()
