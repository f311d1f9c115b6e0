"""The workbench: one DuckDB connection with the tables of a job, and the steps done on them.

Tables: `clean` (records), `pairs` (weighed pairs from the review band upwards, and pairs of rules),
`assigned` (what each record belongs to). A full run and an incremental one differ only in which records they
settle.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lintel.engines.matching import blocking, clusters, edges, guards, rules, weights
from lintel.engines.matching.clusters import Pairs
from lintel.engines.matching.comparisons import VETO
from lintel.engines.matching.fields import IDENTIFYING
from lintel.engines.matching.model import Block, Model
from lintel.engines.matching.review import BAND
from lintel.engines.matching.sql import quoted

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

SURE = 10_000  # thousandths of a bit above the threshold that a deterministic rule is worth
RULED_OUT = -100_000  # below this only a conflict can be the reason, and no rule overrules it


def connect(memory: str, threads: int | None) -> DuckDBPyConnection:
    """A DuckDB connection of its own, within `memory`; it spills to a temporary folder beyond that."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"set memory_limit = '{memory}'")
    connection.execute("set preserve_insertion_order = false")
    if threads:
        connection.execute(f"set threads = {threads}")
    return connection


class Bench:
    """Steps of matching over the tables of one connection, with a model that no longer changes."""

    def __init__(self, connection: DuckDBPyConnection, model: Model) -> None:
        self.connection, self.model = connection, model
        self.compared = 0

    @property
    def bar(self) -> int:
        """The threshold in thousandths of a bit."""
        return round(self.model.threshold * 1000)

    def weigh_pairs(self, out: str, *, new: str | None = None, new_from: int = 0) -> None:
        """Writes `out`: pairs of the blocking rules from the review band upwards, and pairs a rule joins."""
        self.compared = blocking.write_pairs(
            self.connection, "clean", self.model.blocks, "to_compare", new=new
        )
        self.score_written(out, new_from)
        self.add_vetoed(out, new=new)

    def score_written(self, out: str, new_from: int = 0, *, least: float | None = None) -> None:
        """The second half of `weigh_pairs`, for pairs that are already written into `to_compare`.

        `least` (bits) keeps more than the review band, for a threshold that is still to be found.
        """
        least = self.lowest if least is None else least
        weights.weigh(self.connection, "clean", self.model, "to_compare", "scored", least=least)
        self.connection.execute("drop table to_compare")
        self.add_rules("scored", out, new_from)
        self.connection.execute("drop table scored")

    @property
    def lowest(self) -> float:
        """Match weight (bits) below which pairs are not kept: they are neither joined nor asked about."""
        return self.model.threshold - BAND

    def add_vetoed(self, out: str, *, new: str | None = None) -> None:
        """Adds to `out` the pairs that share an identifying value, would be joined by what else agrees, and
        are kept apart because their first names contradict each other.

        They belong to the ledger so that people see why; their weight counts the veto, so nothing joins them.
        """
        fields = [c.field for c in self.model.comparisons if c.role in IDENTIFYING]
        if guards.CONFLICT not in self.model.guards or not fields:
            return
        run = self.connection.execute
        shared = tuple(Block((quoted(field),), 0) for field in fields)
        blocking.write_pairs(self.connection, "clean", shared, "to_compare", new=new)
        least = self.model.threshold + VETO
        weights.weigh(self.connection, "clean", self.model, "to_compare", "vetoed", least=least, vetoed=True)
        run(
            f"insert into {out} select rid_l, rid_r, weight, null from vetoed "
            f"anti join {out} using (rid_l, rid_r)"
        )
        for name in ("to_compare", "vetoed"):
            run(f"drop table {name}")

    def add_rules(self, scored: str, out: str, new_from: int = 0) -> None:
        """Writes `out`: the scored pairs with the rule, if any, that joins them."""
        ruled = rules.pairs(self.connection, "clean", self.model.rules, self.model.shared, new_from=new_from)
        self.connection.register("ruled", ruled)
        self.connection.execute(
            f"create or replace temp table {out} as select rid_l, rid_r, s.weight, "
            f"cast(r.rule as tinyint) as rule from {scored} s left join ruled r using (rid_l, rid_r)"
        )
        self.connection.unregister("ruled")

    def all_pairs(self) -> Pairs:
        """Every pair of the ledger, as weighed."""
        return self._fetch("select rid_l, rid_r, weight from pairs")

    @staticmethod
    def nothing_decided() -> pa.Table:
        """A ledger in which people have not said a word."""
        return edges.schema().empty_table()

    def joining(self, rids: Ints | None = None) -> Pairs:
        """Pairs that join, a rule lifted above the threshold; with `rids`, only pairs within these
        records."""
        within = ""
        if rids is not None:
            self._register("within_these", rid=rids)
            within = "and rid_l in (select rid from within_these) and rid_r in (select rid from within_these)"
        return self._fetch(
            f"select rid_l, rid_r, {self._lifted()} as weight from pairs where {self.joins()} {within}"
        )

    def joins(self) -> str:
        """SQL over `pairs`: this pair joins its records."""
        return f"(weight >= {self.bar} or (rule is not null and weight > {RULED_OUT}))"

    def _lifted(self) -> str:
        return (
            f"case when rule is not null and weight > {RULED_OUT} then greatest(weight, {self.bar + SURE}) "
            "else weight end"
        )

    def weigh_groups(self, rids: Ints, group: Ints) -> Pairs:
        """Weighs every pair of records of the same group, conflicts and rules included."""
        self._register("grouped", rid=rids, grp=group)
        run = self.connection.execute
        run(
            "create or replace temp table to_compare as select l.rid as rid_l, r.rid as rid_r "
            "from grouped l join grouped r on l.grp = r.grp and l.rid < r.rid"
        )
        run("create or replace temp table part as select * from clean semi join grouped using (rid)")
        weights.weigh(self.connection, "part", self.model, "to_compare", "scored")
        ruled = rules.pairs(self.connection, "part", self.model.rules, self.model.shared)
        self.connection.register("ruled", ruled)
        pairs = self._fetch(
            f"select rid_l, rid_r, {self._lifted()} as weight "
            "from scored left join ruled using (rid_l, rid_r)"
        )
        self.connection.unregister("ruled")
        for name in ("to_compare", "part", "scored"):
            run(f"drop table {name}")
        return pairs

    def settle(self, rids: Ints, decided: pa.Table, *, bar: int | None = None) -> tuple[Ints, Ints]:
        """(component, customer) of these records, each named by its smallest record number.

        `rids` must be whole components: every record that a joining pair or a decision leads to.
        """
        import numpy as np

        rids = np.sort(rids)
        place = {key: at for at, key in enumerate(self.keys(rids))} if decided.num_rows else {}
        will = edges.will(decided, place)
        everything = len(rids) == self.count()
        found = self.joining(None if everything else rids)

        def weigh(records: Ints, group: Ints) -> Pairs:
            return _placed(self.weigh_groups(rids[records], group), rids)

        bar = self.bar if bar is None else bar
        component, customer = clusters.resolve(
            len(rids),
            _placed(found, rids),
            bar,
            weigh,
            lambda some: self.keys(rids[some]),
            will,
            resplit="resplit" in self.model.guards,
        )
        return rids[component], rids[customer]

    def keys(self, rids: Ints) -> Sequence[str]:
        """Record keys in the order of (sorted) record numbers."""
        if len(rids) == self.count():
            found = self.connection.execute("select record from clean order by rid")
        else:
            self._register("keyed", rid=rids)
            found = self.connection.execute(
                "select record from clean semi join keyed using (rid) order by rid"
            )
        keys: list[str] = found.to_arrow_table()["record"].to_pylist()
        return keys

    def count(self) -> int:
        """Records on the bench."""
        row = self.connection.execute("select count(*) from clean").fetchone()
        return int(row[0]) if row else 0

    def note(self, name: str, rids: Ints) -> None:
        """Makes record numbers known to SQL under a name."""
        self._register(name, rid=rids)

    def _register(self, name: str, **columns: Ints) -> None:
        import pyarrow as pa

        self.connection.register(name, pa.table(dict(columns)))

    def _fetch(self, query: str) -> Pairs:
        import numpy as np

        found = self.connection.execute(query).fetchnumpy()
        return Pairs(*(np.asarray(found[name], dtype=np.int64) for name in ("rid_l", "rid_r", "weight")))


def _placed(pairs: Pairs, rids: Ints) -> Pairs:
    """The same pairs by the places of their records in `rids` (sorted)."""
    import numpy as np

    if len(rids) and rids[-1] - rids[0] + 1 == len(rids):  # no gap, so nothing to search
        return Pairs(pairs.left - rids[0], pairs.right - rids[0], pairs.weight)
    return Pairs(np.searchsorted(rids, pairs.left), np.searchsorted(rids, pairs.right), pairs.weight)
