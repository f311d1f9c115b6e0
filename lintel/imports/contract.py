"""What a room gives the importer framework: its fields, its check, its write, its undo.

The framework reads the file, finds the columns, turns cells into values by `Field.kind`, shows every bad row,
and asks the importer the same questions in preview and import, so both give the same verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeGuard

from django.db import models

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["text", "date", "datetime", "decimal", "int", "bool", "email", "choice"]


@dataclass(frozen=True)
class Field:
    """One thing an importer wants to know per row, or (as an option) once per file.

    `aliases` are header names in any language, matched after trim and casefold. With `many`, all columns of
    that name are read and the value is a tuple. `choices` maps what people write to the stored value.
    """

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    many: bool = False
    aliases: tuple[str, ...] = ()
    help: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    default: str = ""
    example: str = ""
    contents: Literal["", "email", "date", "number", "bool"] = (
        ""  # what its values look like, if not its kind
    )
    as_written: bool = False  # bulk: a value that cannot be understood stays the text that it is


@dataclass(frozen=True)
class Mapped:
    """One row of the file as values by field name; absent and empty cells are None (or an empty tuple)."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """Why a row cannot come in: the field (or "" for the whole row) and a sentence with the way out."""

    field: str
    reason: str


@dataclass(frozen=True)
class Effect:
    """What writing one row did. `before` holds plain values from which an update can be undone."""

    number: int
    thing: models.Model
    kind: Literal["created", "updated", "unchanged"]
    before: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """Who imports, with which options, under which batch (None while previewing).

    `memory` is an importer's own, from one stretch of rows to the next of the same file, so that a row can be
    refused for what stands far above it.
    """

    by: Any  # a person of the room above
    options: Mapping[str, Any]
    batch: models.Model | None = None
    memory: dict[Any, Any] = field(default_factory=dict, compare=False)


class AnyImporter(Protocol):
    """What every importer says about itself. It is stateless; everything it needs comes with the call.

    It may also have `key: tuple[str, ...]`, the names of the fields that tell its rows apart: a row with the
    same key as a good row above it then is a bad row. Without it, rows that repeat another are pointed out.
    """

    @property
    def slug(self) -> str:
        """Its name in addresses and commands."""

    @property
    def title(self) -> str:
        """What such a file holds."""

    @property
    def noun(self) -> str:
        """What a row is, in the singular, such as “request”."""

    @property
    def description(self) -> str:
        """What becomes of the file, in a sentence."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """What it wants to know per row."""

    @property
    def options(self) -> tuple[Field, ...]:
        """What it wants to know once per file."""

    @property
    def marks(self) -> frozenset[str]:
        """Headers (casefolded) that give this format away."""

    def may_import(self, user: Any) -> bool:
        """Whether this person may bring such a file in."""


class Importer(AnyImporter, Protocol):
    """A room's importer that makes things, row by row."""

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row, in order; called with up to 500 rows, at most a fixed number of queries."""

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """Write up to 500 good rows in bulk, in the one transaction of the import; called by an action."""

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take effects back in bulk; returns sentences about what had to stay, and why."""


@dataclass(frozen=True)
class Counts:
    """What bringing in the rows of a file came to."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


class BulkImporter(AnyImporter, Protocol):
    """A room's importer of millions of rows, which become data instead of things.

    Rows come as Arrow tables with a column `ROW` (number in the file), one column per field, and `REST`, a
    JSON object of the columns that no field takes, if `wants_rest`. Fields have one column each.
    """

    def wants_rest(self, options: Mapping[str, Any]) -> bool:
        """Whether the columns that no field takes are kept."""

    def flaws(self, rows: pa.Table, context: Context) -> Iterable[tuple[Fault, Sequence[int]]]:
        """Faults with the positions of the rows that have them; called with up to 20,000 rows."""

    def prepare(self, rows: Path, context: Context) -> Any:
        """Do the long work on the good rows, a Parquet file, before the transaction; changes nothing yet."""

    def take_in(self, prepared: Any, context: Context) -> Counts:
        """Bring in what was prepared, in the one transaction of the import; called by an action."""

    def forget(self, prepared: Any) -> None:
        """Clear away what was prepared when the import did not happen."""

    def take_back(self, context: Context) -> tuple[int, list[str]]:
        """Undo the batch: how many rows were taken back or put back, and sentences about what stayed."""


ROW, REST = "row_in_file", "rest_of_row"


def is_bulk(importer: AnyImporter) -> TypeGuard[BulkImporter]:
    """Whether an importer takes tables instead of rows."""
    return hasattr(importer, "take_in")


_importers: dict[str, AnyImporter] = {}


def register(importer: AnyImporter) -> None:
    """Make an importer known; rooms call this when they start."""
    _importers[importer.slug] = importer


def importers() -> list[AnyImporter]:
    """All importers, by title."""
    return sorted(_importers.values(), key=lambda importer: importer.title)


def importer(slug: str) -> AnyImporter | None:
    """The importer of this slug."""
    return _importers.get(slug)
