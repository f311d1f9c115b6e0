"""Writing a new state of a dataset into files that nobody reads yet; `snapshot.publish` switches to it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lintel.warehouse.models import Dataset, Snapshot
from lintel.warehouse.places import Place, place
from lintel.warehouse.reading import arrow_schema, table_of
from lintel.warehouse.shapes import Shape, shape_of

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

ROWS_PER_FILE = 2_000_000
ROWS_PER_GROUP = 122_880  # DuckDB's own size: one group is what one thread reads


@dataclass(frozen=True)
class Sealed:
    """A finished state of a dataset, complete on disk, not yet in use.

    `previous` is the key of the snapshot it was made from; publishing is refused when another came between.
    """

    name: str
    key: str
    files: tuple[Mapping[str, Any], ...]
    columns: tuple[Mapping[str, str], ...]
    source: str
    previous: str | None

    @property
    def rows(self) -> int:
        """Rows in all files."""
        return sum(file["rows"] for file in self.files)

    @property
    def bytes(self) -> int:
        """Bytes of all files."""
        return sum(file["bytes"] for file in self.files)

    @property
    def hash(self) -> str:
        """SHA-256 over the files' hashes in order."""
        return hashlib.sha256("".join(file["sha256"] for file in self.files).encode()).hexdigest()


def _encodings(schema: pa.Schema) -> dict[str, Any]:
    """How columns are written: moments as the steps between them, everything else by a dictionary.

    Moments hardly repeat, so a dictionary of them is as long as the column; as steps they take a quarter of
    the room and a third of the time to read.
    """
    import pyarrow as pa

    moments = [one.name for one in schema if pa.types.is_timestamp(one.type)]
    return {
        "use_dictionary": [name for name in schema.names if name not in moments],
        "column_encoding": dict.fromkeys(moments, "DELTA_BINARY_PACKED"),
    }


class _Hashing:
    """A stream that counts and hashes what passes through."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.bytes, self.sha256 = stream, 0, hashlib.sha256()
        self.closed = False

    def write(self, data: Any) -> int:
        self.bytes += len(data)
        self.sha256.update(data)
        self.stream.write(data)
        return len(data)

    def flush(self) -> None:
        self.stream.flush()

    def close(self) -> None:
        self.closed = True
        self.stream.close()


@dataclass
class Draft:
    """The files of a state while they are written. Memory: one row group at a time."""

    shape: Shape
    place: Place
    source: str
    previous: str | None
    kept: list[Mapping[str, Any]] = field(default_factory=list)
    written: list[Mapping[str, Any]] = field(default_factory=list)
    schema: pa.Schema | None = None
    _open: tuple[Any, _Hashing, str] | None = None
    _rows: int = 0

    def write(self, rows: pa.Table | pa.RecordBatch) -> None:
        """Append rows; their columns are brought into the declared order and type.

        Raises `KeyError` when a column is missing and Arrow's error when a value does not fit its type.
        """
        import pyarrow as pa

        if not rows.num_rows:
            return
        table = pa.Table.from_batches([rows]) if isinstance(rows, pa.RecordBatch) else rows
        if self.schema is None:
            self.schema = arrow_schema(self.shape) or table.schema
        table = table.select(self.schema.names).cast(self.schema)
        writer = self._writer(self.schema)
        writer.write_table(table, row_group_size=ROWS_PER_GROUP)
        self._rows += table.num_rows
        if self._rows >= ROWS_PER_FILE:
            self._finish()

    def write_query(
        self, connection: DuckDBPyConnection, query: str, parameters: Mapping[str, Any] | None = None
    ) -> None:
        """Append the rows of a query, streamed, in the declared order of rows."""
        order = ", ".join(f'"{name}"' for name in self.shape.sorted_by)
        said = f"select * from ({query})" + (f" order by {order}" if order else "")
        for batch in connection.execute(said, dict(parameters or {})).to_arrow_reader(ROWS_PER_GROUP):
            self.write(batch)

    def seal(self) -> Sealed:
        """Close the files; the state is complete."""
        self._finish()
        found = self.shape.columns or {one.name: str(one.type) for one in self.schema or ()}
        columns = tuple({"name": name, "type": kind} for name, kind in found.items())
        files = (*self.kept, *self.written)
        return Sealed(self.shape.name, uuid.uuid4().hex, files, columns, self.source, self.previous)

    def discard(self) -> None:
        """Remove what was written."""
        self._finish()
        self.place.remove(*(file["path"] for file in self.written))

    def _writer(self, schema: pa.Schema) -> Any:
        import pyarrow.parquet as pq

        if self._open is None:
            path = f"{self.shape.name}/data/{uuid.uuid4().hex}.parquet"
            stream = _Hashing(self.place.open_to_write(path))
            writer = pq.ParquetWriter(stream, schema, compression="zstd", **_encodings(schema))
            self._open = (writer, stream, path)
        return self._open[0]

    def _finish(self) -> None:
        if self._open is None:
            return
        writer, stream, path = self._open
        writer.close()
        stream.close()
        self.written.append(
            {"path": path, "rows": self._rows, "bytes": stream.bytes, "sha256": stream.sha256.hexdigest()}
        )
        self._open, self._rows = None, 0


@contextmanager
def draft(name: str, *, source: str = "", append: bool = False) -> Iterator[Draft]:
    """A new state of a dataset; with `append`, the current rows stay and what is written comes after them.

    On an error the files are removed again; after a kill they stay unlisted until `vacuum` finds them.
    """
    current = Snapshot.objects.filter(pk__in=Dataset.objects.filter(name=name).values("current")).first()
    work = Draft(shape_of(name), place(), source, current.key if current else None)
    if append and current:
        work.kept = list(current.files)
    try:
        yield work
    except BaseException:
        work.discard()
        raise


def without(
    connection: DuckDBPyConnection,
    snapshot: Snapshot,
    unwanted: str,
    *,
    parameters: Mapping[str, Any] | None = None,
    source: str,
) -> Sealed | None:
    """The snapshot without the rows for which the condition `unwanted` holds; None when there are none.

    Only files that hold such rows are written anew. `connection` may carry tables that the condition names.
    """
    said = dict(parameters or {})
    place_ = place()
    keep: list[Mapping[str, Any]] = []
    touched: list[Mapping[str, Any]] = []
    for file in snapshot.files:
        rows = table_of(place_, [file["path"]])
        hit = connection.execute(f"select 1 from {rows} where {unwanted} limit 1", said).fetchone()
        (touched if hit else keep).append(file)
    if not touched:
        return None
    work = Draft(shape_of(snapshot.dataset.name), place_, source, snapshot.key, kept=keep)
    try:
        for file in touched:
            rows = table_of(place_, [file["path"]])
            work.write_query(connection, f"select * from {rows} where ({unwanted}) is not true", said)
    except BaseException:
        work.discard()
        raise
    return work.seal()


def of_table(name: str, rows: pa.Table, *, source: str = "") -> Sealed:
    """A whole new state from an Arrow table."""
    with draft(name, source=source) as work:
        work.write(rows)
        return work.seal()


def of_query(
    name: str,
    connection: DuckDBPyConnection,
    query: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    source: str = "",
) -> Sealed:
    """A whole new state from a query."""
    with draft(name, source=source) as work:
        work.write_query(connection, query, parameters)
        return work.seal()


def discard(sealed: Sequence[Sealed]) -> None:
    """Remove the files of states that will not be published; files shared with a snapshot in use stay."""
    for one in sealed:
        dataset = Dataset.objects.filter(name=one.name).select_related("current").first()
        used = {file["path"] for file in dataset.current.files} if dataset and dataset.current else set()
        for file in one.files:
            if file["path"] not in used:
                place().remove(file["path"])
