"""Does the data hold what the model says? Keys are tested, because every join stands on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from lintel.engines.metrics.dialects import WRITERS
from lintel.engines.metrics.frame import Frame
from lintel.engines.metrics.query import Dialect, Guards, Query
from lintel.engines.metrics.rows import Rows

if TYPE_CHECKING:
    from lintel.engines.metrics.model import Dataset, Model, Relationship


class Connection(Protocol):
    """What runs SQL: a DuckDB or psycopg connection, or anything alike."""

    def execute(self, query: Any, /) -> Any:
        """Runs a statement; the result has `fetchone`."""


@dataclass(frozen=True)
class Finding:
    """One promise of the model, and how many rows break it."""

    place: str
    fine: bool
    sentence: str
    count: int = 0


def verify(model: Model, connection: Connection, *, dialect: Dialect = "duckdb") -> tuple[Finding, ...]:
    """Tests that fields can be read, keys are unique, and every complete relationship is complete."""
    frame = Frame(model, Query(()), Guards(), WRITERS[dialect], "UTC", datetime.min.replace(tzinfo=UTC))
    found: list[Finding] = []
    for dataset in model.datasets:
        found += _dataset(frame, connection, dataset)
    for relationship in model.relationships:
        found += _relationship(frame, connection, relationship)
    return tuple(found)


def _dataset(frame: Frame, connection: Connection, dataset: Dataset) -> Iterator[Finding]:
    place = f"datasets.{dataset.name}"
    rows = Rows(frame, dataset.name)
    fields = [rows.field(dataset, field, place) for field in dataset.fields] or ["1"]
    try:
        connection.execute(f"SELECT {', '.join(fields)} {rows.from_sql()} LIMIT 1").fetchone()
    except Exception as error:  # each database has errors of its own, and all mean that it cannot be read
        yield Finding(place, False, f"Its fields cannot be read: {str(error).splitlines()[0]}")
        return
    yield Finding(place, True, "Its fields can be read.")
    if dataset.primary_key:
        yield _unique(frame, connection, dataset, dataset.primary_key, f"{place}.primary_key")


def _relationship(frame: Frame, connection: Connection, item: Relationship) -> Iterator[Finding]:
    place = f"relationships.{item.name}"
    one, many = frame.model.dataset(item.to_dataset), frame.model.dataset(item.from_dataset)
    yield _unique(frame, connection, one, item.to_columns, place)
    quoted = frame.sql.quoted
    on = " AND ".join(
        f"{quoted('m', left)} = {quoted('o', right)}"
        for left, right in zip(item.from_columns, item.to_columns, strict=True)
    )
    lonely = _number(
        connection,
        f"SELECT COUNT(*) FROM {frame.table(many)} AS {quoted('m')} "
        f"LEFT JOIN {frame.table(one)} AS {quoted('o')} ON {on} "
        f"WHERE {quoted('o', item.to_columns[0])} IS NULL",
    )
    says = f"{lonely:,} rows of “{many.name}” have no row of “{one.name}”"
    if not lonely:
        yield Finding(place, True, f"Every row of “{many.name}” has its row of “{one.name}”.")
    elif item.complete:
        yield Finding(place, False, f"{says}, and would be lost: take `complete` away.", lonely)
    else:
        yield Finding(place, True, f"{says}; they stand in a group of their own.", lonely)


def _unique(
    frame: Frame, connection: Connection, dataset: Dataset, columns: tuple[str, ...], place: str
) -> Finding:
    keys = ", ".join(frame.sql.quoted(column) for column in columns)
    known = " AND ".join(f"{frame.sql.quoted(column)} IS NOT NULL" for column in columns)
    double = _number(
        connection,
        f"SELECT COUNT(*) FROM (SELECT {keys} FROM {frame.table(dataset)} AS t WHERE {known} GROUP BY {keys} "
        f"HAVING COUNT(*) > 1) AS d",
    )
    named = ", ".join(columns)
    if double:
        says = f"{double:,} values of {named} stand in several rows of “{dataset.name}”: joins count twice."
        return Finding(place, False, says, double)
    return Finding(place, True, f"Each {named} stands in one row of “{dataset.name}”.")


def _number(connection: Connection, statement: str) -> int:
    row = connection.execute(statement).fetchone()
    return int(row[0])
