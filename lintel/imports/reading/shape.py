"""Applies the header to raw rows."""

from collections.abc import Iterable, Iterator, Sequence

from .model import Cell, Column, RawRow, Row
from .problems import counted


def shaped(raw: Iterable[RawRow], columns: Sequence[Column]) -> Iterator[Row]:
    """Turns values by position into cells by header.

    Rows without any value are left out. A row with fewer cells than the header has them empty and named in
    `missing`; one with more values than that is bad, since nobody can say which of them are out of place.
    """
    width = sum(len(column.positions) for column in columns)
    names = [column.name for column in columns]
    plain = not any(column.repeated for column in columns)
    for row in raw:
        values = row.values
        if row.problem or len(values) > width:
            yield from _odd(row, columns, width)
        elif row.blank:
            continue
        elif plain and len(values) == width:
            yield Row(row.number, dict(zip(names, values, strict=True)))
        else:
            yield _row(row, columns)


def _odd(row: RawRow, columns: Sequence[Column], width: int) -> Iterator[Row]:
    extra = any(value.strip() for value in row.values[width:])
    if row.problem or extra:
        too_many = f"has {counted(len(row.values), 'value')} where the header has {counted(width, 'column')}"
        shape = _row(row, columns)
        yield Row(row.number, shape.cells, row.problem or too_many, shape.missing)
    elif not row.blank:
        yield _row(row, columns)


def _row(row: RawRow, columns: Sequence[Column]) -> Row:
    values = row.values
    given = len(values)
    cells: dict[str, Cell] = {}
    missing = []
    for column in columns:
        texts = [values[position] if position < given else "" for position in column.positions]
        cells[column.name] = texts if column.repeated else texts[0]
        if column.positions[0] >= given:
            missing.append(column.name)
    return Row(row.number, cells, row.problem, tuple(missing))
