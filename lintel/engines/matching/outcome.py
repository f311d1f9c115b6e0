"""What a run hands back: customers, ledger, events, questions, and a state to continue from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from lintel.engines.matching import edges, identity, review
from lintel.engines.matching.bench import Bench
from lintel.engines.matching.identity import Event, Identities
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
    events: tuple[Event, ...]
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
    events: tuple[Event, ...]
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
    bench: Bench,
    rids: Ints,
    customer: Ints,
    before: Mapping[str, str],
    aliases: dict[str, str],
    now: datetime,
    seed: int,
) -> Identities:
    """Ids for the clusters of these records; records that had a customer and are no longer there retire."""
    groups: dict[int, list[str]] = {}
    keys = bench.keys(rids)
    for key, label in zip(keys, customer.tolist(), strict=True):
        groups.setdefault(label, []).append(key)
    gone = before.keys() - set(keys) if before else ()
    return identity.carry(
        (tuple(group) for group in groups.values()), before, aliases, now=now, seed=seed, gone=gone
    )


def assign(bench: Bench, rids: Ints, component: Ints, identities: Identities) -> None:
    """Writes table `assigned` for these records, replacing what they were assigned before."""
    import pyarrow as pa

    keys = bench.keys(rids)
    ids = pa.array([identities.customers[key] for key in keys], pa.string())
    fresh = pa.table(
        {"rid": rids, "record": pa.array(keys, pa.string()), "component": component, "customer_id": ids}
    )
    bench.connection.register("fresh", fresh)
    run = bench.connection.execute
    run(
        "create temp table if not exists assigned "
        "(rid bigint, record varchar, component bigint, customer_id varchar)"
    )
    run("delete from assigned where rid in (select rid from fresh)")
    run("insert into assigned select rid, record, component, customer_id from fresh")
    bench.connection.unregister("fresh")


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
        read("select rid_l, rid_r, weight, rule from pairs order by all").to_arrow_table(),
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
order by c.source, c.source_record_id
"""


def ledger(state: State, now: datetime) -> pa.Table:
    """The whole edge ledger: joining and refused pairs as the model weighed them, rules, people's
    decisions."""
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
               case when p.rule is null then 'model' else 'rule' end as kind, {rule} as rule,
               p.weight / 1000.0 as weight, {version} as model, $now as "at"
        from pairs p join assigned l on l.rid = p.rid_l join assigned r on r.rid = p.rid_r
        union all select record_l, record_r, kind, rule, weight, model, "at" from decided order by 1, 2, 3
        """,
            {"now": now},
        )
        .to_arrow_table()
        .cast(edges.schema())
    )
