"""Reading: an in-memory DuckDB in which each dataset is a view over the files of its current snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from lintel.warehouse.models import Dataset, Lease, Snapshot
from lintel.warehouse.places import Place, place
from lintel.warehouse.shapes import Shape, shape_of

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

LEASE = timedelta(hours=6)  # longer than any run that reads; vacuum forgets it then


def current(*names: str) -> dict[str, Snapshot]:
    """The snapshots in use, by dataset name, as of one moment (one query); unpublished ones are left out."""
    rows = Dataset.objects.filter(name__in=names).exclude(current=None).select_related("current__dataset")
    return {row.name: row.current for row in rows if row.current}


@contextmanager
def connect(*names: str, hold: str = "", threads: int | None = None) -> Iterator[DuckDBPyConnection]:
    """A DuckDB connection of one's own with each dataset as a view: `select … from customers.records`.

    All names are read as of one moment. A dataset without a snapshot is an empty table of its declared shape.
    `hold` names a run that reads for long: the snapshots then stay until it is done.
    """
    import duckdb

    found = current(*names)
    leases = [_lease(snapshot, hold) for snapshot in found.values()] if hold else []
    connection = duckdb.connect(config={"memory_limit": settings.WAREHOUSE_MEMORY})
    try:
        connection.execute("set preserve_insertion_order = false")
        if threads:
            connection.execute(f"set threads = {int(threads)}")
        show(connection, names, found)
        yield connection
    finally:
        connection.close()
        Lease.objects.filter(pk__in=[lease.pk for lease in leases]).delete()


def show(connection: DuckDBPyConnection, names: Sequence[str], found: Mapping[str, Snapshot]) -> None:
    """Make datasets visible in a connection as `room.table`."""
    where = place()
    if not where.is_local:
        connection.register_filesystem(where.files)
    for name in names:
        room, _, table = name.partition(".")
        connection.execute(f'create schema if not exists "{room}"')
        snapshot = found.get(name)
        if snapshot and snapshot.files:
            rows = "select * from " + table_of(where, [file["path"] for file in snapshot.files])
        else:
            rows = _nothing(shape_of(name))
        connection.execute(f'create or replace view "{room}"."{table}" as {rows}')


def table_of(where: Place, paths: Sequence[str]) -> str:
    """The SQL table function over files of the warehouse."""
    listed = ", ".join("'" + where.address(path).replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}])"


def addresses(name: str) -> list[str]:
    """The Parquet files of a dataset's current snapshot, as Spark and others read them."""
    where, found = place(), current(name)
    return [where.address(file["path"]) for file in found[name].files] if name in found else []


def arrow_schema(shape: Shape) -> pa.Schema | None:
    """The declared columns as an Arrow schema; None for a free dataset."""
    import duckdb

    if not shape.columns:
        return None
    with duckdb.connect() as connection:
        return connection.execute(_nothing(shape)).to_arrow_table().schema


def _nothing(shape: Shape) -> str:
    columns = ", ".join(f'null::{kind} as "{name}"' for name, kind in shape.columns.items())
    return f"select {columns or 'null as nothing'} where false"


def _lease(snapshot: Snapshot, holder: str) -> Any:
    return Lease.objects.create(snapshot=snapshot, holder=holder, until=timezone.now() + LEASE)
