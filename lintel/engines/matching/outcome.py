"""What a run hands back: customers, ledger, events, questions, and a state to continue from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from lintel.engines.matching import edges, identity, review
from lintel.engines.matching.bench import RULED_OUT, Bench
from lintel.engines.matching.identity import Identities
from lintel.engines.matching.model import Model, describe
from lintel.engines.matching.sql import literal
from lintel.engines.matching.state import State

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Change:
    """What one step of `Standing` did: customers and questions of the records it settled, and the events."""

    customers: pa.Table
    review: pa.Table
    events: pa.Table
    pairs_compared: int
    seconds: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """`customers`: source, source_record_id, customer_id, confidence (between 0 and 1).

    `review`: questions for people, the most valuable first. `pairs_compared` counts what blocking brought
    together; `seconds` are laps of the machine's clock.
    """

    customers: pa.Table
    review: pa.Table
    events: pa.Table
    state: State
    pairs_compared: int
    seconds: Mapping[str, float] = field(default_factory=dict)

    @property
    def model(self) -> Model:
        """The model that was used."""
        return self.state.model

    @property
    def records(self) -> int:
        """Records known after this run."""
        return int(self.state.assigned.num_rows)

    @property
    def customer_count(self) -> int:
        """Customers known after this run."""
        import pyarrow.compute as pc

        return int(pc.count_distinct(self.state.assigned["customer_id"]).as_py())

    @property
    def choices(self) -> tuple[str, ...]:
        """Everything that was chosen, a line each."""
        return tuple(describe(self.model))


def identify(
    bench: Bench, rids: Ints, component: Ints, customer: Ints, earlier: pa.Table, aliases: Mapping[str, str],
    now: datetime, seed: int,
) -> Identities:  # fmt: skip
    """Gives the clusters of these records ids and writes table `assigned`.

    `earlier` (record, customer_id) is who they were, and who those were that are gone. Clusters without
    history and clusters that did not change are named by SQL; only the others need `identity.carry`.
    """
    import pyarrow as pa

    run = bench.connection.execute
    bench.connection.register("labels", pa.table({"rid": rids, "component": component, "label": customer}))
    bench.connection.register("earlier", earlier)
    run(
        "create or replace temp table placed as select rid, record, component, label, e.customer_id as old "
        "from labels join clean using (rid) left join earlier e using (record)"
    )
    run(
        "create or replace temp table heads as select label, count(*) as records, min(record) as head, "
        "count(old) as known, min(old) as old, min(old) = max(old) as same from placed group by label"
    )
    # `named`: label, customer_id of everything that is simple.
    run(
        "create or replace temp table named as "
        f"select label, {identity.uuid7_sql(now, seed, 'head')} as customer_id, 'create' as kind, records "
        "from heads where known = 0 union all "
        "select label, h.old, 'same', records from heads h "
        "join (select customer_id, count(*) as size from earlier group by all) e on e.customer_id = h.old "
        "where known = records and same and size = records"
    )
    identities = _carried(bench, aliases, now, seed)
    events = run(
        'select kind, customer_id as customer, null::varchar as other, records, $now as "at" from named '
        "where kind = 'create' order by customer_id",
        {"now": now},
    ).to_arrow_table()
    run(
        "create temp table if not exists assigned "
        "(rid bigint, record varchar, component bigint, customer_id varchar)"
    )
    run("delete from assigned where rid in (select rid from placed)")
    run(
        "insert into assigned select rid, record, component, coalesce(n.customer_id, c.customer_id) "
        "from placed left join named n using (label) left join carried c using (record)"
    )
    for name in ("labels", "earlier"):
        bench.connection.unregister(name)
    schema = identity.event_schema()
    return replace(identities, events=pa.concat_tables([events.cast(schema, safe=False), identities.events]))


def _carried(bench: Bench, aliases: Mapping[str, str], now: datetime, seed: int) -> Identities:
    """Ids for the clusters that changed, into table `carried` (record, customer_id)."""
    import pyarrow as pa

    run = bench.connection.execute
    groups: dict[int, list[str]] = {}
    before: dict[str, str] = {}
    for record, label, old in run(
        "select record, label, old from placed anti join named using (label)"
    ).fetchall():
        groups.setdefault(label, []).append(record)
        if old is not None:
            before[record] = old
    gone = dict(run("select record, customer_id from earlier anti join placed using (record)").fetchall())
    identities = identity.carry(
        map(tuple, groups.values()), before | gone, aliases, now=now, seed=seed, gone=gone,
        alive=[row[0] for row in run("select customer_id from named where kind = 'same'").fetchall()],
    )  # fmt: skip
    records = list(identities.customers)
    carried = {"record": records, "customer_id": [identities.customers[record] for record in records]}
    kinds = pa.schema([("record", pa.string()), ("customer_id", pa.string())])
    bench.connection.register("carrying", pa.table(carried, schema=kinds))
    run("create or replace temp table carried as select * from carrying")
    bench.connection.unregister("carrying")
    return identities


def earlier(previous: State | None) -> pa.Table:
    """Who each record was: (record, customer_id)."""
    import pyarrow as pa

    if previous is None:
        return pa.schema([("record", pa.string()), ("customer_id", pa.string())]).empty_table()
    return previous.assigned.select(["record", "customer_id"])


def collect(bench: Bench, decided: pa.Table, identities: Identities) -> Result:
    """Reads the result of a full run off the bench."""
    bench.connection.execute("create or replace temp view settled as select * from assigned")
    customers, questions = _tables(bench, decided)
    state = state_of(bench, decided, identities.aliases)
    return Result(customers, questions, identities.events, state, bench.compared)


def change(bench: Bench, decided: pa.Table, identities: Identities, rids: Ints) -> Change:
    """Reads what a step changed: customers and questions of the records it settled."""
    bench.note("settled_rids", rids)
    bench.connection.execute(
        "create or replace temp view settled as "
        "select * from assigned where rid in (select rid from settled_rids)"
    )
    customers, questions = _tables(bench, decided)
    return Change(customers, questions, identities.events, bench.compared)


def state_of(bench: Bench, decided: pa.Table, aliases: Mapping[str, str]) -> State:
    """The tables of the bench as a state."""
    read = bench.connection.execute
    return State(
        bench.model,
        read("select * from clean order by rid").to_arrow_table(),
        read("select rid_l, rid_r, weight, rule from pairs order by rid_l, rid_r").to_arrow_table(),
        read("select rid, record, component, customer_id from assigned order by rid").to_arrow_table(),
        decided,
        aliases,
    )


def _tables(bench: Bench, decided: pa.Table) -> tuple[pa.Table, pa.Table]:
    connection = bench.connection
    connection.register("decided_pairs", decided)
    customers = connection.execute(CONFIDENCE).to_arrow_table()
    questions = review.queue(connection, "pairs", "settled", "decided_pairs", bench.model.threshold)
    connection.unregister("decided_pairs")
    return customers, questions


# A record of a group is as sure as its best pair inside; one alone as sure as its best pair outside is
# unsure.
CONFIDENCE = """
with said as (select l.rid as rid_l, r.rid as rid_r, 99000 as weight, null as rule from decided_pairs d
              join settled l on l.record = d.record_l join settled r on r.record = d.record_r
              where d.kind = 'must'),
known as (select rid_l, rid_r, weight, rule from pairs union all from said),
sides as (select rid_l as rid, rid_r as other, weight, rule from known
          union all select rid_r, rid_l, weight, rule from known),
weighed as (
    select b.rid, a.customer_id = o.customer_id as inside,
           max(case when b.rule is not null then 0.999 else 1 / (1 + pow(2.0, -b.weight / 1000.0)) end) as
           best
    from sides b join settled a on a.rid = b.rid join assigned o on o.rid = b.other group by 1, 2),
sure as (
    select rid, coalesce(max(best) filter (inside), 1 - coalesce(max(best) filter (not inside), 0)) as
    confidence from weighed group by rid)
select c.source, c.source_record_id, a.customer_id, coalesce(s.confidence, 1.0) as confidence
from settled a join clean c on c.rid = a.rid left join sure s on s.rid = a.rid
order by c.rid
"""


def ledger(state: State, now: datetime) -> pa.Table:
    """The whole edge ledger: joining and refused pairs as the model weighed them, rules, people's decisions,
    and `veto`: pairs that a shared e-mail, phone or number would join and contradicting first names keep
    apart."""
    import duckdb

    connection = duckdb.connect()
    names = "".join(
        f" when rule = {number} then {literal(rule.name)}" for number, rule in enumerate(state.model.rules)
    )
    rule = f"case{names} end" if names else "null"
    connection.register("pairs", state.pairs)
    connection.register("assigned", state.assigned)
    connection.register("decided", state.decided)
    version = literal(state.model.version)
    return (
        connection.execute(
            f"""
        select least(l.record, r.record) as record_l, greatest(l.record, r.record) as record_r,
               case when p.rule is not null then 'rule' when p.weight < {RULED_OUT} then 'veto'
               else 'model' end as kind, {rule} as rule,
               p.weight / 1000.0 as weight, {version} as model, $now as "at"
        from pairs p join assigned l on l.rid = p.rid_l join assigned r on r.rid = p.rid_r
        union all select record_l, record_r, kind, rule, weight, model, "at" from decided order by 1, 2, 3
        """,
            {"now": now},
        )
        .to_arrow_table()
        .cast(edges.schema(), safe=False)
    )
