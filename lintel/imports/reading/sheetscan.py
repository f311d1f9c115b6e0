"""Walks through the XML of a workbook, in bounded memory, for what the value reader does not tell.

It finds the sheets and their parts, the size of the used area (which the value reader allocates at once),
how much text shared strings expand to, formulas without a saved result and cells that hold an error.
"""

import posixpath
import re
import zipfile
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from .archive import FRESH_COPY, PIECE, refuse_doctype
from .limits import LIMITS, Limits
from .model import Sheet
from .problems import ReadingError, counted

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PROBLEMS_PER_ROW = 3

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet and the part of the archive that holds it."""

    sheet: Sheet
    part: str


@dataclass(slots=True)
class SheetFacts:
    """What the walk through one sheet found; `problems` by row number, each a clause."""

    filled_rows: int = 0
    last_row: int = 0
    first_column: int = 0
    last_column: int = 0
    text_chars: int = 0
    problems: dict[int, list[str]] = field(default_factory=dict)


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetPart]:
    """The worksheets in their order; charts and macros are left out."""
    targets: dict[str, str] = {}
    sheets: list[tuple[Sheet, str]] = []

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            targets[attributes.get("Id", "")] = target.lstrip("/")

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            key = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            sheets.append((Sheet(attributes.get("name", ""), hidden), key))

    walk(archive, "xl/_rels/workbook.xml.rels", start=relation)
    walk(archive, "xl/workbook.xml", start=sheet)
    return [SheetPart(found, targets[key]) for found, key in sheets if key in targets]


def shared_lengths(archive: zipfile.ZipFile, *, limits: Limits = LIMITS) -> "array[int]":
    """The length of each shared string, so that a small sheet cannot expand to endless text."""
    lengths = array("L")
    part = next((name for name in archive.namelist() if name.lower() == "xl/sharedstrings.xml"), "")
    if not part:
        return lengths

    def start(name: str, _attributes: Attributes) -> None:
        if name == "si":
            lengths.append(0)
            if len(lengths) > limits.shared_strings:
                raise ReadingError(
                    f"This workbook holds more than {limits.shared_strings:,} texts.", FRESH_COPY
                )

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    walk(archive, part, start=start, text=text)
    return lengths


class _Walk:
    """The state while walking through one sheet."""

    def __init__(self, shared: "array[int]", limits: Limits) -> None:
        self.facts = SheetFacts()
        self._shared = shared
        self._limits = limits
        self._row = 0
        self._column = 0
        self._type = ""
        self._formula = self._inline = False
        self._value: list[str] = []
        self._in_value = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < 9 else self._row + 1
            self._column = 0
        elif name == "f":
            self._formula = True
        elif name == "is":
            self._inline = True
        elif name in ("v", "t"):
            self._in_value = True

    def _begin_cell(self, attributes: Attributes) -> None:
        match = _REFERENCE.fullmatch(attributes.get("r", ""))
        if match:
            self._column, self._row = column_number(match[1]), int(match[2])
        else:
            self._column += 1
        self._type = attributes.get("t", "n")
        self._formula = self._inline = False
        self._value = []

    def text(self, data: str) -> None:
        if self._in_value:
            self._value.append(data)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._in_value = False
        elif name == "c":
            self._end_cell("".join(self._value))

    def _end_cell(self, value: str) -> None:
        if self._formula and not value and self._type != "str":
            self._note(f"has a formula without a saved result in {column_letters(self._column)}{self._row}")
        elif self._type == "e" and value:
            self._note(f"has the error {value[:20]} in {column_letters(self._column)}{self._row}")
        if value or self._inline or self._formula:
            self._place(value)

    def _note(self, clause: str) -> None:
        found = self.facts.problems.setdefault(self._row, [])
        if len(found) < _PROBLEMS_PER_ROW:
            found.append(clause)

    def _place(self, value: str) -> None:
        facts = self.facts
        if self._row != facts.last_row:
            facts.filled_rows += 1
        facts.last_row = max(facts.last_row, self._row)
        facts.first_column = min(facts.first_column or self._column, self._column)
        facts.last_column = max(facts.last_column, self._column)
        if self._type == "s" and value.isdecimal() and len(value) < 9 and int(value) < len(self._shared):
            facts.text_chars += self._shared[int(value)]
        else:
            facts.text_chars += len(value)
        self._check()

    def _check(self) -> None:
        facts, limits = self.facts, self._limits
        width = facts.last_column - facts.first_column + 1
        if facts.last_row > limits.sheet_rows:
            raise _too_large(f"more than {counted(limits.sheet_rows, 'row')}")
        if facts.last_row * width > limits.sheet_cells:
            raise _too_large(
                f"a used area of {counted(facts.last_row, 'row')} × {counted(width, 'column')}, "
                f"more than {limits.sheet_cells:,} cells"
            )
        if facts.text_chars > limits.unpacked_bytes:
            raise _too_large(f"more than {limits.unpacked_bytes // 1_000_000:,} million characters of text")


def scan_sheet(
    archive: zipfile.ZipFile, part: str, shared: "array[int]", *, limits: Limits = LIMITS
) -> SheetFacts:
    """Walks through one sheet. Errors: `ReadingError` if it is damaged or larger than the limits."""
    walker = _Walk(shared, limits)
    walk(archive, part, start=walker.start, end=walker.end, text=walker.text)
    return walker.facts


def walk(
    archive: zipfile.ZipFile,
    part: str,
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Calls back for each element of an XML part, by local name. Errors: `ReadingError` if damaged."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        with archive.open(part) as stream:
            while piece := stream.read(PIECE):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, KeyError, zipfile.BadZipFile, EOFError):
        raise ReadingError(
            "This workbook is damaged: one of its sheets cannot be read.",
            "If it opens in Excel, save a fresh copy and upload that; otherwise save the sheet as CSV.",
        ) from None


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _too_large(what: str) -> ReadingError:
    return ReadingError(
        f"This sheet has {what}.",
        "Delete empty rows and columns around the table, or save the sheet as CSV.",
    )
