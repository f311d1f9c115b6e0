"""Rows of a query in the warehouse as the lists of `lintel.ui.relations` want them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

CHUNK = 2000


def _as_it_is(row: dict[str, Any]) -> Any:
    return row


@dataclass
class Relation:
    """The rows of `select {columns} from {source} where {where}`.

    `sortable` maps a column of the list to the SQL expression it sorts by; `key` breaks ties, so that a row
    stands on one page and not on two. `make` turns a row, a dict by column, into what the list shows.
    """

    connection: DuckDBPyConnection
    columns: str
    source: str
    key: str
    where: str = "true"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    sortable: Mapping[str, str] = field(default_factory=dict)
    usual: str = ""
    make: Callable[[dict[str, Any]], Any] = _as_it_is

    def count(self) -> int:
        """How many rows there are."""
        said = f"select count(*) from {self.source} where {self.where}"
        row = self.connection.execute(said, dict(self.parameters)).fetchone()
        return int(row[0]) if row else 0

    def page(self, start: int, stop: int, order: Sequence[tuple[str, bool]]) -> list[Any]:
        """Rows from `start` up to `stop`: keys first, so that whole rows are read for one page only."""
        given = {**self.parameters, "_limit": max(stop - start, 0), "_offset": start}
        by = self._order(order)
        keys = f"select {self.key} from {self.source} where {self.where} order by {by}"
        found = self.connection.execute(f"{keys} limit $_limit offset $_offset", given).fetchall()
        if not found:
            return []
        named = {f"_k{number}": row[0] for number, row in enumerate(found)}
        listed = ", ".join(f"${name}" for name in named)
        rows = f"select {self.columns} from {self.source} where {self.key} in ({listed}) order by {by}"
        return [self.make(row) for row in self.connection.execute(rows, named).to_arrow_table().to_pylist()]

    def every(self, order: Sequence[tuple[str, bool]] = ()) -> Iterator[Any]:
        """All rows, streamed."""
        said = f"select {self.columns} from {self.source} where {self.where} order by {self._order(order)}"
        for batch in self.connection.execute(said, dict(self.parameters)).to_arrow_reader(CHUNK):
            yield from map(self.make, batch.to_pylist())

    def _order(self, order: Sequence[tuple[str, bool]]) -> str:
        asked = [
            f"{self.sortable[name]} {'desc' if descending else 'asc'} nulls last"
            for name, descending in order
            if name in self.sortable
        ]
        return ", ".join([*(asked or ([self.usual] if self.usual else [])), self.key])
