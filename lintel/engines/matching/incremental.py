"""Adding to what stands: new records and people's decisions touch only the components they belong to.

A pair weighs what the model says, and a component is settled by itself alone; so adding records one by one
gives the same customers as matching all of them at once with the same model (a property test holds us to
that).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from lintel.engines.matching import edges, outcome
from lintel.engines.matching.bench import Bench, connect
from lintel.engines.matching.clock import Clock
from lintel.engines.matching.edges import Decision
from lintel.engines.matching.job import Config, need_of
from lintel.engines.matching.learning import prepare_with
from lintel.engines.matching.outcome import Change
from lintel.engines.matching.state import State

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]


class Standing:
    """A warm bench over a state: `add`, `decide` and `remove` change it, `state` reads it back.

    One process holds one; close it with `close` or a `with` block.
    """

    def __init__(self, state: State, *, memory: str = "2500MB", threads: int | None = None) -> None:
        self._connection = connect(memory, threads)
        self._bench = Bench(self._connection, state.model)
        self._decided = state.decided
        self._aliases = dict(state.aliases)
        for name, table in (("clean", state.records), ("pairs", state.pairs), ("assigned", state.assigned)):
            self._connection.register("loading", table)
            self._connection.execute(f"create temp table {name} as select * from loading")
            self._connection.unregister("loading")

    def __enter__(self) -> Standing:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of memory."""
        self._connection.close()

    def add(self, records: pa.Table, config: Config, *, now: datetime, seed: int = 0) -> Change:
        """Assigns new records; raises ValueError when one of them is known already."""
        clock = Clock()
        first = self._read(records, config)
        if known := self._known():
            self._connection.execute("drop table arrived")
            raise ValueError(
                f"{known[0]} is known already. Remove it first, or give the new record another id."
            )
        fresh = self._take_in(first, clock)
        return replace(self._settle(self._touched(fresh), now, seed), seconds=clock.laps)

    def update(
        self, records: pa.Table, config: Config, *, gone: Sequence[str] = (), now: datetime, seed: int = 0
    ) -> Change:
        """Takes new and changed records in and forgets those that are `gone` ("source:id"), in one step.

        A changed record is one that is known already: what was known of it is replaced, and it stays the
        customer it was if its new values allow that.
        """
        import numpy as np
        import pyarrow as pa

        clock = Clock()
        first = self._read(records, config)
        left, before = self._take_out([*gone, *self._known()])
        self._decided = edges.without(self._decided, gone)
        reached = self._touched(self._take_in(first, clock))
        added = self._before(np.setdiff1d(reached, left))
        earlier = pa.concat_tables([before, added.filter(_not_in(added["record"], before["record"]))])
        change = self._settle(np.union1d(left, reached), now, seed, earlier)
        return replace(change, seconds=clock.laps)

    def _read(self, records: pa.Table, config: Config) -> int:
        """Cleans records into the table `arrived`; returns the first of their numbers."""
        first = self._first_free()
        self._connection.register("raw", records)
        prepare_with(self._connection, self._bench.model, need_of(config), "arrived", first)
        self._connection.unregister("raw")
        return first

    def _known(self) -> list[str]:
        """Which of the records that arrived are there already."""
        found = self._connection.execute(
            "select record from arrived semi join clean using (record) order by record"
        )
        return [row[0] for row in found.fetchall()]

    def _take_in(self, first: int, clock: Clock) -> Ints:
        """Adds what arrived, and its pairs; returns the new numbers."""
        run = self._connection.execute
        run("insert into clean by name select * from arrived")
        clock.lap("profile")
        self._bench.weigh_pairs("arrived_pairs", new="arrived", new_from=first)
        run("insert into pairs select rid_l, rid_r, weight, rule from arrived_pairs")
        clock.lap("predict")
        fresh = self._numbers("select rid from arrived")
        run("drop table arrived")
        return fresh

    def decide(self, decisions: Sequence[Decision], *, now: datetime, seed: int = 0) -> Change:
        """Takes people's word on pairs and settles the components it touches."""
        self._decided = edges.manual(self._decided, decisions, now)
        named = sorted({record for decision in decisions for record in decision.pair})
        self._connection.register("spoken", _column("record", named))
        return self._settle(
            self._touched(self._numbers("select rid from clean semi join spoken using (record)")), now, seed
        )

    def remove(self, records: Sequence[str], *, now: datetime, seed: int = 0) -> Change:
        """Forgets records ("source:id") with their pairs and decisions, and settles what they leave
        behind."""
        left, before = self._take_out(records)
        self._decided = edges.without(self._decided, records)
        return self._settle(left, now, seed, before)

    def _take_out(self, records: Sequence[str]) -> tuple[Ints, pa.Table]:
        """Deletes records and their pairs; returns what is left of their components and who it all was."""
        import numpy as np

        self._connection.register("spoken", _column("record", sorted(records)))
        gone = self._numbers("select rid from clean semi join spoken using (record)")
        touched = self._touched(gone)
        before = self._before(touched)
        self._bench.note("gone_rids", gone)
        for statement in (
            "delete from pairs where rid_l in (select rid from gone_rids) "
            "or rid_r in (select rid from gone_rids)",
            "delete from clean where rid in (select rid from gone_rids)",
            "delete from assigned where rid in (select rid from gone_rids)",
        ):
            self._connection.execute(statement)
        return np.setdiff1d(touched, gone), before

    def state(self) -> State:
        """Everything as it stands, to be published."""
        return outcome.state_of(self._bench, self._decided, self._aliases)

    @property
    def bench(self) -> Bench:
        """The tables, for explaining."""
        return self._bench

    def _touched(self, rids: Ints) -> Ints:
        """All records of the components that these records, their pairs and people's decisions lead to."""
        import numpy as np

        run = self._connection.execute
        self._connection.register("words", self._decided)
        run(
            "create or replace temp table links as select rid_l, rid_r from pairs "
            f"where {self._bench.joins()} union all select l.rid, r.rid from words w "
            "join clean l on l.record = w.record_l join clean r on r.record = w.record_r "
            "where w.kind = 'must'"
        )
        reached = np.unique(rids)
        while True:
            self._bench.note("reached", reached)
            more = self._numbers(
                "select rid from assigned where component in "
                "(select component from assigned semi join reached using (rid)) "
                "union select rid_l from links where rid_r in (select rid from reached) "
                "union select rid_r from links where rid_l in (select rid from reached) "
                "union select rid from reached"
            )
            if len(more) == len(reached):
                self._connection.unregister("words")
                return np.sort(more)
            reached = more

    def _settle(self, rids: Ints, now: datetime, seed: int, before: pa.Table | None = None) -> Change:
        earlier = self._before(rids) if before is None else before
        component, customer = self._bench.settle(rids, self._decided)
        identities = outcome.identify(
            self._bench, rids, component, customer, earlier, self._aliases, now, seed
        )
        self._aliases = dict(identities.aliases)
        return outcome.change(self._bench, self._decided, identities, rids)

    def _before(self, rids: Ints) -> pa.Table:
        self._bench.note("earlier_rids", rids)
        return self._connection.execute(
            "select record, customer_id from assigned where rid in (select rid from earlier_rids)"
        ).to_arrow_table()

    def _first_free(self) -> int:
        row = self._connection.execute("select coalesce(max(rid), -1) + 1 from clean").fetchone()
        return int(row[0]) if row else 0

    def _numbers(self, query: str) -> Ints:
        import numpy as np

        return np.asarray(self._connection.execute(query).fetchnumpy()["rid"], dtype=np.int64)


def _column(name: str, values: list[str]) -> pa.Table:
    import pyarrow as pa

    return pa.table({name: pa.array(values, pa.string())})


def _not_in(values: pa.ChunkedArray, others: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow.compute as pc

    return pc.invert(pc.is_in(values, value_set=others.combine_chunks()))
