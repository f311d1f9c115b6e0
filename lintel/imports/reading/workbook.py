"""Reads XLSX workbooks: checks first, then values, as text in one canonical form."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from .archive import check_archive
from .header import find_header
from .limits import LIMITS, Limits
from .model import Detected, Options, RawRow, Row, Sheet, Typed
from .problems import ReadingError, counted, shown
from .sampling import first_rows, with_contents
from .shape import shaped
from .sheetscan import SheetFacts, SheetPart, scan_sheet, shared_lengths, sheet_parts

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta
SIGNIFICANT_DIGITS = 15  # what Excel itself keeps; more is noise of binary floats


@dataclass(frozen=True, slots=True)
class _Opened:
    chosen: SheetPart
    facts: SheetFacts
    sheets: tuple[Sheet, ...]


def sniff_workbook(path: Path, filename: str, options: Options, *, limits: Limits = LIMITS) -> Detected:
    """Checks a workbook, chooses its sheet and finds header and forms.

    The first visible sheet with contents is chosen unless `options.sheet` names one.
    """
    opened = _open(path, options.sheet, limits)
    raw, _ = first_rows(_raw_rows(path, opened, limits), limits=limits)
    header = find_header(raw, chosen=options.header_row, limits=limits)
    body = shaped((row for row in raw if row.number > header.row), header.columns)
    above = sum(1 for row in raw if row.number <= header.row and not row.blank)
    return with_contents(
        Detected(
            kind="xlsx",
            filename=filename,
            options=options,
            columns=header.columns,
            header_row=header.row,
            sheet=opened.chosen.sheet.name,
            sheets=opened.sheets,
            row_count=max(0, opened.facts.filled_rows - above),
            notes=(*_sheet_notes(opened, options), *header.notes),
            unsure=("header_row",) if header.unsure else (),
        ),
        body,
    )


def workbook_rows(path: Path, detected: Detected, *, limits: Limits = LIMITS) -> Iterator[Row]:
    """Yields the rows of the chosen sheet below the header."""
    opened = _open(path, detected.sheet, limits)
    raw = _raw_rows(path, opened, limits)
    yield from shaped((row for row in raw if row.number > detected.header_row), detected.columns)


def canonical(value: Value) -> str:
    """The text of a cell: 12.0 → “12”, 0.30000000000000004 → “0.3”, ISO dates, true/false, HH:MM:SS."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return Typed(value)
    if isinstance(value, float):
        rounded = Decimal(format(value, f".{SIGNIFICANT_DIGITS}g"))
        plain = format(rounded, "f")
        return Typed(plain.rstrip("0").rstrip(".") if "." in plain else plain)
    if isinstance(value, dt.datetime):
        return value.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, dt.time):
        return value.replace(microsecond=0).isoformat()
    return value.isoformat()


def _open(path: Path, wanted: str | None, limits: Limits) -> _Opened:
    check_archive(path, limits=limits)
    with zipfile.ZipFile(path) as archive:
        parts = sheet_parts(archive)
        shared = shared_lengths(archive, limits=limits)
        sheets = tuple(part.sheet for part in parts)
        for part in _candidates(parts, wanted):
            facts = scan_sheet(archive, part.part, shared, limits=limits)
            if facts.filled_rows or wanted is not None:
                return _Opened(part, facts, sheets)
    hidden = any(sheet.hidden for sheet in sheets)
    raise ReadingError(
        "The workbook has no visible sheet with contents.",
        "Show the hidden sheet in Excel, or choose it here."
        if hidden
        else "Check that you saved the right file.",
    )


def _candidates(parts: list[SheetPart], wanted: str | None) -> list[SheetPart]:
    if wanted is None:
        return [part for part in parts if not part.sheet.hidden]
    named = [part for part in parts if part.sheet.name == wanted]
    if not named:
        names = ", ".join(shown(part.sheet.name) for part in parts)
        raise ReadingError(f"The workbook has no sheet called {shown(wanted)}.", f"Choose one of: {names}.")
    return named


def _sheet_notes(opened: _Opened, options: Options) -> list[str]:
    name, sheets = opened.chosen.sheet.name, opened.sheets
    how = "as chosen" if options.sheet is not None else "the first visible one with contents"
    notes = [f"The workbook has {counted(len(sheets), 'sheet')}; {shown(name)} is read, {how}."]
    hidden = [shown(sheet.name) for sheet in sheets if sheet.hidden and sheet.name != name]
    if hidden:
        notes.append(f"Hidden and not read: {', '.join(hidden)}.")
    return notes


def _raw_rows(path: Path, opened: _Opened, limits: Limits) -> Iterator[RawRow]:
    problems = opened.facts.problems
    try:
        with CalamineWorkbook.from_path(path) as book:
            sheet = book.get_sheet_by_name(opened.chosen.sheet.name)
            for number, values in enumerate(sheet.iter_rows(), start=1):
                cells = [canonical(value) for value in values]
                clause = "; ".join(problems.get(number, ())) or _long_cell(cells, limits)
                if clause or any(cells):
                    yield RawRow(number, _without_tail(cells), clause)
    except (CalamineError, OSError, ValueError):
        raise ReadingError(
            "The workbook cannot be read.",
            "Open it in Excel and save a fresh copy as “Excel workbook (.xlsx)”, or save the sheet as CSV.",
        ) from None


def _without_tail(cells: list[str]) -> list[str]:
    # A sheet has no row ends: every row is as wide as the widest, and blanks at its end are no cells.
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _long_cell(cells: list[str], limits: Limits) -> str:
    if any(len(cell) > limits.cell_chars for cell in cells):
        return f"holds a value of more than {limits.cell_chars:,} characters"
    return ""
