"""What the API of the imports takes and gives."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.imports.contract import AnyImporter
from lintel.imports.contract import Field as ImportField
from lintel.imports.models import BadRow, Batch
from lintel.ui.api import Line

Columns = Annotated[list[Line], Field(max_length=200)]


class FieldOut(Schema):
    """One thing that an importer reads, per row or as an option per file."""

    name: str
    label: str
    kind: str
    required: bool
    many: bool
    help: str
    choices: list[str]

    @staticmethod
    def resolve_choices(field: ImportField) -> list[str]:
        """What may be written."""
        return list(field.choices)


class ImporterOut(Schema):
    """One kind of file that you may bring."""

    slug: str
    title: str
    noun: str
    description: str
    fields_: list[FieldOut] = Field(alias="fields", serialization_alias="fields")
    options: list[FieldOut]

    @classmethod
    def of(cls, importer: AnyImporter) -> dict[str, Any]:
        """The importer as plain values."""
        return {
            "slug": importer.slug,
            "title": importer.title,
            "noun": importer.noun,
            "description": importer.description,
            "fields": list(importer.fields),
            "options": list(importer.options),
        }


class ReasonOut(Schema):
    """Bad rows that have one reason in common; `key` filters the list of bad rows."""

    key: str
    reason: str
    rows: int


class BatchOut(Schema):
    """One file on its way in."""

    id: int
    importer: str
    file_name: str
    sha256: str
    size: int
    state: str
    summary: str
    mapping: dict[str, list[str]]
    options: dict[str, str]
    detected: dict[str, Any]
    row_count: int
    good_count: int
    bad_count: int
    created_count: int
    updated_count: int
    unchanged_count: int
    kept_count: int
    reasons: list[ReasonOut]
    error: str
    run_id: int | None
    created_by_id: int
    created_at: datetime
    applied_at: datetime | None

    @staticmethod
    def resolve_reasons(batch: Batch) -> list[dict[str, Any]]:
        """The reasons with their counts."""
        return [{"key": key, "reason": text, "rows": count} for key, text, count in batch.topics]

    @staticmethod
    def resolve_detected(batch: Batch) -> dict[str, Any]:
        """What was found, without the examples."""
        return {name: value for name, value in batch.detected.items() if name not in {"samples", "why"}}


class FaultOut(Schema):
    """Why a row cannot come in."""

    field: str
    reason: str


class BadRowOut(Schema):
    """One bad row."""

    id: int
    number: int
    faults: list[FaultOut]
    cells: dict[str, str]

    @staticmethod
    def resolve_cells(row: BadRow) -> dict[str, str]:
        """The cells as they stand in the file, long ones cut."""
        return {str(name): str(value) for name, value in row.cells}


class BadRowFilter(Schema):
    """Which bad rows."""

    reason: str = Field("", max_length=20, pattern="^[0-9a-z]*$", description="The key of a reason.")


class UploadIn(Schema):
    """What the file holds."""

    importer: str = Field("", max_length=60, pattern="^[A-Za-z0-9_-]*$", description="An importer's slug.")


class ReadingIn(Schema):
    """How the file is read; what is left out is detected."""

    model_config = ConfigDict(extra="forbid")

    encoding: Annotated[Line, Field(min_length=1, max_length=40)] | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    sheet: Line | None = None
    header_row: int | None = Field(None, ge=0, le=1000)
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    decimal: Literal[".", ","] | None = None


class MappingIn(Schema):
    """Columns by field name, options by name, and perhaps how the file is read."""

    model_config = ConfigDict(extra="forbid")

    importer: Line | None = Field(None, description="What the file holds, if it was not recognised.")
    columns: dict[Line, Columns] | None = Field(
        None, max_length=500, description="Column names by field name; without it the suggestion is taken."
    )
    options: dict[Line, Annotated[Line, Field(max_length=500)]] = Field(default_factory=dict, max_length=100)
    reading: ReadingIn | None = None


class ApplicationIn(Schema):
    """Whether the good rows come in although there are bad ones."""

    model_config = ConfigDict(extra="forbid")

    accept_good_rows: bool = False
