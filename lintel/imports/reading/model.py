"""What the reader takes and gives: options, what was detected, rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

Kind = Literal["csv", "xlsx", "parquet", "jsonl", "json"]
DateOrder = Literal["", "dmy", "mdy", "ymd"]
Mark = Literal["", ".", ","]
Cell = str | list[str]

Form = TypeVar("Form", bound=str)


class Typed(str):
    """Text of a value that the file itself stores as a number: canonical, always with a point."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What a person decided; None leaves the aspect to detection.

    `header_row` is the line or row as an editor or Excel numbers it; 0 says that there is no header.
    `quote` is the quotation mark of a CSV file, "" for none.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    date_order: DateOrder | None = None
    decimal: Mark | None = None


@dataclass(frozen=True, slots=True)
class Guess(Generic[Form]):
    """A form read off the contents: the value ("" = nothing seen), why, and whether a person must decide."""

    value: Form
    evidence: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet of a workbook."""

    name: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One logical column: a header and the positions (from 0) at which it stands."""

    name: str
    positions: tuple[int, ...]

    @property
    def repeated(self) -> bool:
        """True if the header occurs more than once; its cells then are lists."""
        return len(self.positions) > 1


@dataclass(frozen=True, slots=True)
class Detected:
    """What a file was found to be; every aspect can be overridden with `Options`."""

    kind: Kind
    filename: str
    options: Options
    columns: tuple[Column, ...]
    header_row: int
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    sheet: str = ""
    sheets: tuple[Sheet, ...] = ()
    date_order: Guess[DateOrder] = Guess("", "No dates were seen.")
    decimal: Guess[Mark] = Guess("", "No decimal numbers were seen.")
    row_count: int | None = None
    notes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of the logical columns, each once, in the order of the file."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data.

    `number` is the line (CSV, JSONL), the row (XLSX) or the position in the list (JSON) at which it begins.
    `cells` holds a text per column, a list of texts where the header is repeated or the JSON value is a list.
    `problem` is "" or a clause that completes “Line 7 …”; `missing` names columns for which there was no
    cell.
    """

    number: int
    cells: dict[str, Cell]
    problem: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row before the header is applied: values by position."""

    number: int
    values: list[str]
    problem: str = ""

    @property
    def filled(self) -> list[str]:
        """The values that are not blank."""
        return [value for value in self.values if value.strip()]

    @property
    def blank(self) -> bool:
        """True if there is nothing in the row but spaces."""
        return not any(map(str.strip, self.values))


def texts(cell: Cell) -> list[str]:
    """The non-blank texts of a cell, whether it is one text or a list."""
    return [text for text in ([cell] if isinstance(cell, str) else cell) if text.strip()]
