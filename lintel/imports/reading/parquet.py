"""Reads Parquet: plain columns, records one level deep, and the key-value lists of GA4 as JSON objects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from .limits import LIMITS, Limits
from .model import Column, Detected, Options, Row, Typed
from .problems import ReadingError, counted
from .sampling import with_contents

if TYPE_CHECKING:
    import pyarrow as pa

ROWS = 20_000  # read at once


@dataclass(frozen=True)
class _Read:
    """A column of the table that people see, and the SQL that makes its text."""

    name: str
    sql: str
    is_number: bool = False


def sniff_parquet(path: Path, filename: str, options: Options, *, limits: Limits = LIMITS) -> Detected:
    """Finds the columns in the file's own schema. Errors: `ReadingError` when it is damaged."""
    with _opened(path) as file:
        reads = _reads(file.schema_arrow, limits)
        count = file.metadata.num_rows
    found = Detected(
        kind="parquet",
        filename=filename,
        options=options,
        columns=tuple(Column(read.name, (index,)) for index, read in enumerate(reads)),
        header_row=0,
        row_count=count,
        notes=(f"The file is Parquet with {counted(count, 'row')} and {counted(len(reads), 'column')}.",),
    )
    return with_contents(found, islice(parquet_rows(path, found, limits=limits), limits.sample_rows))


def parquet_rows(path: Path, detected: Detected, *, limits: Limits = LIMITS) -> Iterator[Row]:
    """Yields the rows; `number` is the position in the file."""
    names = detected.headers
    for first, columns in parquet_columns(path, limits=limits):
        for index, cells in enumerate(zip(*columns.values(), strict=True)):
            row = dict(zip(names, cells, strict=True))
            long = any(len(cell) > limits.cell_chars for cell in cells)
            problem = f"holds a value of more than {limits.cell_chars:,} characters" if long else ""
            yield Row(first + index, row, problem)


def parquet_columns(path: Path, *, limits: Limits = LIMITS) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Yields the number of the first row and the texts of each column, 20,000 rows at a time."""
    import duckdb

    with _opened(path) as file:
        reads = _reads(file.schema_arrow, limits)
    said = ", ".join(f"coalesce({read.sql}, '') as {_quoted(read.name)}" for read in reads)
    with duckdb.connect(config={"threads": 1}) as connection:
        # What is stored as a moment is one, wherever the server stands.
        connection.execute("set timezone = 'UTC'")
        first = 1
        try:
            query = connection.execute(f"select {said} from read_parquet(?)", [str(path)])  # noqa: S608  # quoted
            for batch in query.to_arrow_reader(ROWS):
                yield first, {read.name: _texts(batch, read) for read in reads}
                first += batch.num_rows
        except duckdb.Error as error:
            raise _damaged() from error


def _texts(batch: pa.RecordBatch, read: _Read) -> list[str]:
    texts = batch.column(read.name).to_pylist()
    return [Typed(text) if text else "" for text in texts] if read.is_number else texts


@contextmanager
def _opened(path: Path) -> Iterator[pa.parquet.ParquetFile]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise _damaged() from error
    with file:
        yield file


def _damaged() -> ReadingError:
    return ReadingError(
        "This Parquet file is damaged or cut off.", "Export or download it again and upload the fresh copy."
    )


def _reads(schema: pa.Schema, limits: Limits) -> list[_Read]:
    import pyarrow.types as kinds

    reads: list[_Read] = []
    for field in schema:
        if kinds.is_struct(field.type):
            inner = [field.type.field(index) for index in range(field.type.num_fields)]
            reads += [_read(f"{field.name}.{one.name}", one, (field.name, one.name)) for one in inner]
        else:
            reads.append(_read(field.name, field, (field.name,)))
    if not reads or len(reads) > limits.columns:
        raise ReadingError(
            f"This Parquet file has {counted(len(reads), 'column')}.",
            f"Export at least one column and at most {limits.columns:,}.",
        )
    if len({read.name.casefold() for read in reads}) < len(reads):
        raise ReadingError("Two columns of this Parquet file have the same name.", "Rename one of them.")
    return reads


def _read(name: str, field: pa.Field, steps: tuple[str, ...]) -> _Read:
    import pyarrow.types as kinds

    place = ".".join(_quoted(step) for step in steps)
    if _is_key_value(field.type):
        return _Read(name, _object(place, field.type.value_type.field("value").type))
    if kinds.is_nested(field.type):
        return _Read(name, f"to_json({place})::varchar")
    if kinds.is_binary(field.type) or kinds.is_large_binary(field.type):
        return _Read(name, f"decode({place})")
    if kinds.is_decimal(field.type) or kinds.is_floating(field.type) or kinds.is_integer(field.type):
        return _Read(name, f"{place}::varchar", is_number=True)
    return _Read(name, f"{place}::varchar")


def _is_key_value(kind: pa.DataType) -> bool:
    import pyarrow.types as kinds

    if not (kinds.is_list(kind) or kinds.is_large_list(kind)) or not kinds.is_struct(kind.value_type):
        return False
    return {kind.value_type.field(index).name for index in range(kind.value_type.num_fields)} >= {
        "key",
        "value",
    }


def _object(place: str, value: pa.DataType) -> str:
    """A list of keys and values as one JSON object; of GA4's typed values the one that is there."""
    import pyarrow.types as kinds

    said = "x.value::varchar"
    if kinds.is_struct(value):
        names = [value.field(index).name for index in range(value.num_fields)]
        said = f"coalesce({', '.join(f'x.value.{_quoted(name)}::varchar' for name in names)})"
    pairs = f"list_transform({place}, x -> struct_pack(key := coalesce(x.key, ''), value := {said}))"
    distinct = f"list_distinct(list_transform({place}, x -> coalesce(x.key, '')))"
    # A key that stands twice keeps its first value: a map refuses it.
    firsts = f"list_transform({distinct}, k -> list_filter({pairs}, p -> p.key = k)[1])"
    return (
        f"case when len({place}) > 0 then to_json(case when len({distinct}) = len({place}) "
        f"then map_from_entries({pairs}) else map_from_entries({firsts}) end)::varchar end"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
