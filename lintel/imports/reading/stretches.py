"""Reads a file a stretch at a time, column by column, for importers that judge millions of rows."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from . import files
from .jsons import json_pieces, json_row
from .limits import LIMITS, Limits
from .model import Cell, Detected, Row, texts
from .parquet import ROWS, parquet_columns


@dataclass(frozen=True)
class Stretch:
    """Consecutive rows as texts by column; `problems` says which of them cannot be read (index → clause).

    Where only some columns were asked for, `whole` gives a row with all of them, to be shown.
    """

    numbers: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    problems: Mapping[int, str]
    whole: Callable[[int], Row] | None = None

    def row(self, index: int) -> Row:
        """One row with all its cells."""
        if self.whole is not None:
            return self.whole(index)
        cells: dict[str, Cell] = {name: column[index] for name, column in self.columns.items()}
        return Row(self.numbers[index], cells, self.problems.get(index, ""))


def stretches(
    path: Path, detected: Detected, wanted: Sequence[str] | None = None, *, limits: Limits = LIMITS
) -> Iterator[Stretch]:
    """Yields the file, 20,000 rows at a time. Cells and errors as `files.rows`, but a list is one text.

    `wanted` are the columns that are asked for; a file of objects is read much quicker by a few of them.
    """
    if detected.kind == "parquet":
        for first, columns in parquet_columns(path, limits=limits):
            count = len(next(iter(columns.values())))
            yield Stretch(range(first, first + count), columns, _too_long(columns, limits))
        return
    if wanted is not None and detected.kind in ("jsonl", "json"):
        yield from _picked(path, detected, wanted, limits)
        return
    rows = files.rows(path, detected, limits=limits)
    names = detected.headers
    while taken := list(islice(rows, ROWS)):
        cells = [row.cells for row in taken]
        columns = {name: [_text(each.get(name, "")) for each in cells] for name in names}
        problems = {index: row.problem for index, row in enumerate(taken) if row.problem}
        yield Stretch([row.number for row in taken], columns, problems)


def _picked(path: Path, detected: Detected, wanted: Sequence[str], limits: Limits) -> Iterator[Stretch]:
    pieces = json_pieces(path, detected, wanted, limits=limits)
    while True:
        # Lists of texts only: the collector of garbage would walk over 20,000 rows again and again.
        numbers: list[int] = []
        sources: list[str] = []
        columns: list[list[str]] = [[] for _ in wanted]
        add = [column.append for column in columns]
        problems: dict[int, str] = {}
        for number, source, cells, problem in islice(pieces, ROWS):
            if problem:
                problems[len(numbers)] = problem
            numbers.append(number)
            sources.append(source)
            for put, cell in zip(add, cells, strict=True):
                put(cell if type(cell) is str else _text(cell))
        if not numbers:
            return
        whole = partial(_whole, detected, limits, numbers, sources, problems)
        yield Stretch(numbers, dict(zip(wanted, columns, strict=True)), problems, whole)


def _whole(
    detected: Detected,
    limits: Limits,
    numbers: Sequence[int],
    sources: Sequence[str],
    problems: Mapping[int, str],
    index: int,
) -> Row:
    row = json_row(numbers[index], sources[index], problems.get(index, ""), detected, limits=limits)
    return _shown(row)


def _shown(row: Row) -> Row:
    return Row(row.number, {name: _text(cell) for name, cell in row.cells.items()}, row.problem)


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
