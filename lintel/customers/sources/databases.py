"""Reads new rows of a database's table into a file, which then goes the way of every file.

The address stands in an environment variable and is never stored, shown or logged. Times without a zone are
taken as UTC. Rows at the watermark come again: some may have been written after the last look, and loading a
row twice changes nothing. Rows without a watermark come every time: nobody could say whether they are new.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintel.customers.sources.models import Source
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from sqlalchemy import Engine, RowMapping, Select, Table

ROWS = 10_000  # fetched at once
ROUNDING = dt.timedelta(seconds=1)  # of databases; SQLite moreover compares moments letter by letter


@dataclass(frozen=True)
class Fetched:
    """What came out of a table: how many rows, and the highest watermark among them."""

    rows: int
    watermark: str


def fetch(source: Source, path: Path) -> Fetched:
    """Write the rows from the source's watermark on as JSON lines. Errors: `Problem`, without the address."""
    with _engine(source) as engine:
        table = _table(engine, source)
        query = _query(table, source)
        count, last = 0, source.watermark
        with path.open("w", encoding="utf-8") as file, engine.connect() as connection:
            result = connection.execution_options(stream_results=True, max_row_buffer=ROWS).execute(query)
            for part in result.mappings().partitions(ROWS):
                file.writelines(
                    json.dumps(dict(row), default=_plain, ensure_ascii=False) + "\n" for row in part
                )
                count += len(part)
                last = _highest(part, source.watermark_column) or last
    return Fetched(count, last)


@contextmanager
def _engine(source: Source) -> Iterator[Engine]:
    import sqlalchemy
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

    address = os.environ.get(source.env, "")
    if not address:
        raise Problem(
            f"The environment variable {source.env} is not set where Lintel runs.",
            way_out="Set it to the database's address, such as postgresql+psycopg://…, and restart Lintel.",
            field="env",
        )
    try:
        engine = sqlalchemy.create_engine(address)
    except (ArgumentError, NoSuchModuleError, ImportError):
        raise Problem(
            f"What {source.env} holds is no address of a database that Lintel can read.",
            way_out="Write it as dialect+driver://user:password@host/name.",
            field="env",
        ) from None
    try:
        yield engine
    except SQLAlchemyError as error:
        # The message may quote the address; the kind of error is enough to go on.
        raise Problem(
            f"The database of {source.name} could not be read ({type(error).__name__}).",
            way_out="Check that it is up, and that its user may read the table.",
        ) from None
    finally:
        engine.dispose()


def _table(engine: Engine, source: Source) -> Table:
    import sqlalchemy
    from sqlalchemy.exc import NoSuchTableError

    schema, _, name = source.table.rpartition(".")
    try:
        table = sqlalchemy.Table(name, sqlalchemy.MetaData(), schema=schema or None, autoload_with=engine)
    except NoSuchTableError:
        raise Problem(
            f"The database has no table “{source.table}”.", way_out="Correct its name.", field="table"
        ) from None
    if source.watermark_column and source.watermark_column not in table.c:
        raise Problem(
            f"The table has no column “{source.watermark_column}”.",
            way_out="Correct the column by which new rows are known.",
            field="watermark_column",
        )
    return table


def _query(table: Table, source: Source) -> Select[Any]:
    from sqlalchemy import or_

    query = table.select()
    if not source.watermark_column:
        return query
    column = table.c[source.watermark_column]
    if source.watermark:
        query = query.where(or_(column.is_(None), column >= _typed(source.watermark, column.type)))
    return query.order_by(column)


def _highest(rows: Sequence[RowMapping], name: str) -> str:
    """The watermark of the last of these ordered rows that has one, or nothing."""
    filled = (row[name] for row in reversed(rows) if name and row[name] is not None)
    found = next(filled, None)
    return "" if found is None else str(_plain(found))


def _typed(text: str, kind: Any) -> Any:
    """A watermark as the column compares it."""
    python = kind.python_type
    if python is dt.datetime:
        moment = dt.datetime.fromisoformat(text) - ROUNDING
        return moment if getattr(kind, "timezone", False) else moment.astimezone(dt.UTC).replace(tzinfo=None)
    if python is dt.date:
        return dt.date.fromisoformat(text)
    return python(text)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value if isinstance(value, int | float | str) else str(value)
