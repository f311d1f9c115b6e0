"""What a room gives the importer framework: its fields, its check, its write, its undo.

The framework reads the file, finds the columns, turns cells into values by `Field.kind`, shows every bad row,
and asks the importer the same questions in preview and import, so both give the same verdict.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from django.db import models

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
    """Who imports, with which options, under which batch (None while previewing)."""

    by: Any  # a person of the room above
    options: Mapping[str, Any]
    batch: models.Model | None = None


class Importer(Protocol):
    """A room's importer. It is stateless; everything it needs comes with the call.

    It may also have `key: tuple[str, ...]`, the names of the fields that tell its rows apart: a row with the
    same key as a good row above it then is a bad row. Without it, rows that repeat another are pointed out.
    """

    slug: str
    title: str
    noun: str  # singular, such as “request”
    description: str
    fields: tuple[Field, ...]
    options: tuple[Field, ...]
    marks: frozenset[str]  # headers (casefolded) that give this format away

    def may_import(self, user: Any) -> bool:
        """Whether this person may bring such a file in."""

    def check(self, rows: Sequence[Mapped], context: Context) -> list[list[Fault]]:
        """Faults of each row, in order; called with up to 500 rows, at most a fixed number of queries."""

    def write(self, rows: Sequence[Mapped], context: Context) -> list[Effect]:
        """Write up to 500 good rows in bulk, in the one transaction of the import; called by an action."""

    def undo(self, effects: Sequence[Effect], context: Context) -> list[str]:
        """Take effects back in bulk; returns sentences about what had to stay, and why."""


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Make an importer known; rooms call this when they start."""
    _importers[importer.slug] = importer


def importers() -> list[Importer]:
    """All importers, by title."""
    return sorted(_importers.values(), key=lambda importer: importer.title)


def importer(slug: str) -> Importer | None:
    """The importer of this slug."""
    return _importers.get(slug)
