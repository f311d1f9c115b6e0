"""What a state of a dataset looks like, in one pass over its rows for each kind of check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lintel.insight.quality.expecting import Expected
from lintel.warehouse.shapes import Shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Measured:
    """Rows, how many are empty by column, and how many rows repeat another by key."""

    rows: int
    nulls: dict[str, int]
    repeated: dict[tuple[str, ...], int]


def measure(connection: DuckDBPyConnection, shape: Shape, expected: Expected) -> Measured:
    """Count on a connection that shows the dataset; only what is expected is looked at."""
    room, _, table = shape.name.partition(".")
    source = f'"{room}"."{table}"'
    columns = [name for name in expected.nulls if name in shape.columns]
    said = ", ".join(["count(*)", *(f'count(*) - count("{name}")' for name in columns)])
    row = connection.execute(f"select {said} from {source}").fetchone() or ()
    repeated = {key: _repeated(connection, source, key) for key in expected.keys}
    return Measured(int(row[0]), {name: int(n) for name, n in zip(columns, row[1:], strict=True)}, repeated)


def _repeated(connection: DuckDBPyConnection, source: str, key: tuple[str, ...]) -> int:
    listed = ", ".join(f'"{name}"' for name in key)
    query = (
        f"select coalesce(sum(n - 1), 0)::bigint from (select count(*) as n from {source} "
        f"group by {listed} having count(*) > 1)"
    )
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
