"""Reads a file a stretch at a time, column by column, for importers that judge millions of rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from . import files
from .limits import LIMITS, Limits
from .model import Cell, Detected, Row, texts
from .parquet import ROWS, parquet_columns


@dataclass(frozen=True)
class Stretch:
    """Consecutive rows as texts by column; `problems` says which of them cannot be read (index → clause)."""

    numbers: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    problems: Mapping[int, str]

    def row(self, index: int) -> Row:
        """One row with all its cells."""
        cells: dict[str, Cell] = {name: column[index] for name, column in self.columns.items()}
        return Row(self.numbers[index], cells, self.problems.get(index, ""))


def stretches(path: Path, detected: Detected, *, limits: Limits = LIMITS) -> Iterator[Stretch]:
    """Yields the file, 20,000 rows at a time. Cells and errors as `files.rows`, but a list is one text."""
    if detected.kind == "parquet":
        for first, columns in parquet_columns(path, limits=limits):
            count = len(next(iter(columns.values())))
            yield Stretch(range(first, first + count), columns, _too_long(columns, limits))
        return
    rows = files.rows(path, detected, limits=limits)
    names = detected.headers
    while taken := list(islice(rows, ROWS)):
        cells = [row.cells for row in taken]
        columns = {name: [_text(each.get(name, "")) for each in cells] for name in names}
        problems = {index: row.problem for index, row in enumerate(taken) if row.problem}
        yield Stretch([row.number for row in taken], columns, problems)


def _text(cell: Cell) -> str:
    """A repeated column counts once where it says the same; else all that it says, to be seen and mended."""
    if type(cell) is str or isinstance(cell, str):  # the first is quicker, and mostly so
        return cell
    return " | ".join(dict.fromkeys(texts(cell)))


def _too_long(columns: Mapping[str, Sequence[str]], limits: Limits) -> dict[int, str]:
    found: dict[int, str] = {}
    for column in columns.values():
        if max(map(len, column), default=0) > limits.cell_chars:
            found |= {
                index: f"holds a value of more than {limits.cell_chars:,} characters"
                for index, text in enumerate(column)
                if len(text) > limits.cell_chars
            }
    return found
