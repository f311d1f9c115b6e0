"""The edge ledger: every decision between two records, with what it rests on.

One Arrow table: record_l < record_r, `kind` (model, rule, veto, must, cannot), the rule's name, the match
weight in bits (null for people's decisions), the version of the model, and when. Decisions of people are
carried into every later run, so an un-merge stays un-merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from lintel.engines.matching.clusters import Will

if TYPE_CHECKING:
    import pyarrow as pa

MANUAL = ("must", "cannot")


@dataclass(frozen=True)
class Decision:
    """A person's word on two records ("source:id"): `must` be one customer, `cannot` be, or `open` again."""

    kind: Literal["must", "cannot", "open"]
    left: str
    right: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two records in order."""
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)


def schema() -> pa.Schema:
    """Columns of the ledger."""
    import pyarrow as pa

    return pa.schema(
        [
            ("record_l", pa.string()), ("record_r", pa.string()),
            ("kind", pa.string()), ("rule", pa.string()),
            ("weight", pa.float64()), ("model", pa.string()), ("at", pa.timestamp("ms", tz="UTC")),
        ]
    )  # fmt: skip


def manual(ledger: pa.Table | None, decisions: Iterable[Decision], now: datetime) -> pa.Table:
    """People's decisions so far with new ones added; the last word on a pair counts."""
    import pyarrow as pa

    words: dict[tuple[str, str], dict[str, object]] = {}
    if ledger is not None:
        for row in (
            ledger.select(["record_l", "record_r", "kind", "at"]).filter(_is_manual(ledger)).to_pylist()
        ):
            words[(row["record_l"], row["record_r"])] = row
    for decision in decisions:
        left, right = decision.pair
        if left == right:
            raise ValueError(f"{left} was named twice. A decision is about two different records.")
        if decision.kind == "open":
            words.pop((left, right), None)
        else:
            words[(left, right)] = {"record_l": left, "record_r": right, "kind": decision.kind, "at": now}
    rows = [{"rule": None, "weight": None, "model": None, **word} for _, word in sorted(words.items())]
    return pa.Table.from_pylist(rows, schema=schema())


def _is_manual(ledger: pa.Table) -> pa.ChunkedArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.is_in(ledger["kind"], value_set=pa.array(MANUAL))


def will(decided: pa.Table, place: Mapping[str, int]) -> Will:
    """People's decisions by record number; those about records that are not here wait."""
    must: set[tuple[int, int]] = set()
    cannot: set[tuple[int, int]] = set()
    for row in decided.to_pylist():
        if row["record_l"] in place and row["record_r"] in place:
            pair = (place[row["record_l"]], place[row["record_r"]])
            (must if row["kind"] == "must" else cannot).add((min(pair), max(pair)))
    return Will(frozenset(must), frozenset(cannot))


def unmerge(record: str, others: Iterable[str]) -> list[Decision]:
    """The decisions that take `record` out of a customer for good: it cannot be any of the others."""
    return [Decision("cannot", record, other) for other in sorted(set(others) - {record})]


def without(decided: pa.Table, records: Iterable[str]) -> pa.Table:
    """The decisions that do not name any of these records."""
    import pyarrow as pa
    import pyarrow.compute as pc

    named = pa.array(sorted(records), pa.string())
    about = pc.or_(
        pc.is_in(decided["record_l"], value_set=named), pc.is_in(decided["record_r"], value_set=named)
    )
    return decided.filter(pc.invert(about))
