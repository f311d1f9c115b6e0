"""Finds the header among the first rows, and makes logical columns of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .limits import LIMITS, Limits
from .model import Column, RawRow
from .problems import ReadingError, counted, shown

TITLE_ROWS = 10  # titles above a table are few; further down, a lonely value is data
MIN_HEADER = 3  # a header below a title must have at least so many names to be unmistakable

_NUMBER = re.compile(r"[-+−(]?[\d.,'’ \xa0]*\d[\d.,]*\)?\s?[%€$£]?")
_YEAR = re.compile(r"(19|20)\d\d")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d([T ].*)?|\d{1,2}[./-](\d{1,2}|\w{3,})[./-]\d{2,4}(\s.*)?")


@dataclass(frozen=True, slots=True)
class Header:
    """The header's row number (0 = there is none), its logical columns, and what to tell people about it."""

    row: int
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    unsure: bool = False


def find_header(rows: Sequence[RawRow], *, chosen: int | None = None, limits: Limits = LIMITS) -> Header:
    """Finds the header in the first rows of a file.

    `chosen` is the row number that a person chose, 0 for none. Lines above the header are skipped only if
    each has a single value and the header has at least three names. Errors: `ReadingError` if there is
    nothing to read.
    """
    filled = [row for row in rows if row.filled or row.problem]
    if not filled:
        raise ReadingError("The file has no rows.", "Export it again and check that it is not empty.")
    if chosen == 0:
        return _without(filled, "There is no header, as chosen.", limits)
    if chosen is not None:
        row = next((row for row in filled if row.number == chosen), None)
        if row is None or row.problem:
            raise ReadingError(
                f"Row {chosen} cannot be the header: it is empty or unreadable.", "Choose another row."
            )
        return Header(
            chosen, columns_of(row.values, limits=limits), (f"The header is row {chosen}, as chosen.",)
        )
    row = _below_titles(filled)
    if row.problem:
        raise ReadingError(
            f"Line {row.number}, where the header should be, {row.problem}.",
            "Correct that line, or choose the encoding, the delimiter or the header row yourself.",
        )
    if _looks_like_data(row):
        note = f"The first row looks like data ({shown(_telling(row))}), so the columns are numbered."
        return _without(filled, note, limits, unsure=True)
    return _named(row, filled, limits)


def columns_of(values: Sequence[str], *, limits: Limits = LIMITS) -> tuple[Column, ...]:
    """Trims the headers and joins equal ones into one column; a blank one becomes “Column 3”."""
    if len(values) > limits.columns:
        raise ReadingError(
            f"The header has {counted(len(values), 'column')}; at most {limits.columns:,} can be read.",
            "Export only the columns that you need, or choose another delimiter.",
        )
    positions: dict[str, list[int]] = {}
    for index, value in enumerate(values):
        name = " ".join(value.split()) or f"Column {index + 1}"
        positions.setdefault(name, []).append(index)
    return tuple(Column(name, tuple(places)) for name, places in positions.items())


def _named(row: RawRow, filled: Sequence[RawRow], limits: Limits) -> Header:
    notes = [f"The header is row {row.number}."]
    above = [other.number for other in filled if other.number < row.number]
    if above:
        notes.append(
            f"{counted(len(above), 'title row')} above it {'was' if len(above) == 1 else 'were'} skipped."
        )
    columns = columns_of(row.values, limits=limits)
    repeated = [f"{column.name} ×{len(column.positions)}" for column in columns if column.repeated]
    if repeated:
        notes.append(f"Repeated headers are kept as lists: {', '.join(repeated)}.")
    blank = sum(not value.strip() for value in row.values)
    if blank:
        notes.append(
            f"{counted(blank, 'column')} without a name {'is' if blank == 1 else 'are'} called by number."
        )
    return Header(row.number, columns, tuple(notes))


def _without(filled: Sequence[RawRow], note: str, limits: Limits, *, unsure: bool = False) -> Header:
    width = max(len(row.values) for row in filled)
    return Header(0, columns_of([""] * width, limits=limits), (note,), unsure)


def _below_titles(filled: Sequence[RawRow]) -> RawRow:
    for index, row in enumerate(filled[:TITLE_ROWS]):
        if len(row.filled) > 1 or row.problem:
            return row if index == 0 or len(row.filled) >= MIN_HEADER else filled[0]
    return filled[0]


def _looks_like_data(row: RawRow) -> bool:
    values = [value.strip() for value in row.filled]
    if any(_EMAIL.fullmatch(value) or _DATE.fullmatch(value) for value in values):
        return True
    numbers = sum(bool(_NUMBER.fullmatch(value)) and not _YEAR.fullmatch(value) for value in values)
    return numbers * 2 >= len(values)


def _telling(row: RawRow) -> str:
    values = [value.strip() for value in row.filled]
    return next((value for value in values if _EMAIL.fullmatch(value) or _DATE.fullmatch(value)), values[0])
