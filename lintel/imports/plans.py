"""How one file will be read: its form, the columns of each field, the options, as a person settled them."""

import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import Any, TypeVar

from lintel.imports.cells import Forms, converter, storable, value_of
from lintel.imports.contract import AnyImporter
from lintel.imports.models import Batch
from lintel.imports.reading import files, forms
from lintel.imports.reading.model import Detected, Guess, Options, texts
from lintel.imports.reading.problems import ReadingError
from lintel.ui.problems import Problem

T = TypeVar("T")
F = TypeVar("F", bound=str)
DATES = {"date", "datetime"}
NUMBERS = {"decimal", "int"}
MOST_FORMS = 50_000  # different values of a column from which the form of dates or numbers is read


@dataclass(frozen=True)
class Plan:
    """Everything that decides how rows are read; the same in preview and import."""

    batch: Batch
    importer: AnyImporter
    detected: Detected
    mapping: Mapping[str, list[str]]
    options: Mapping[str, Any]
    forms: Forms


def no_file() -> Problem:
    """What to say when the file is gone."""
    return Problem("The file of this import was deleted.", way_out="Bring the file again under “Imports”.")


def readable(read: Callable[[], T]) -> T:
    """Runs something that reads a file; what it cannot read becomes a `Problem`."""
    try:
        return read()
    except ReadingError as error:
        raise Problem(error.title, way_out=error.way_out, field="file") from error
    except FileNotFoundError:
        raise no_file() from None


def sniffed(path: Path, file_name: str, options: Options) -> Detected:
    """What a file is, with column names that every database keeps. Errors: `Problem`."""
    detected = readable(lambda: files.sniff(path, file_name, options))
    odd = next((header for header in detected.headers if storable(header) != header), None)
    if odd is not None:
        raise Problem(
            f"The column “{storable(odd)}” has a sign in its name that no text has.",
            way_out="Correct the name of the column in the file.",
            field="file",
        )
    return detected


def look_at(batch: Batch, reading: Mapping[str, Any] | None = None) -> Detected:
    """What the file is, with the reading options that were chosen. Errors: `Problem`."""
    if not batch.stored:
        raise no_file()
    options = Options(**(batch.reading if reading is None else reading))
    return sniffed(batch.path, batch.file_name, options)


def plan_of(batch: Batch) -> Plan:
    """The plan as it was settled on the batch. Errors: `Problem` with what is still open."""
    importer = batch.by_importer
    if importer is None:
        raise Problem(
            "It is not said yet what this file holds.", way_out="Choose it first.", field="importer"
        )
    detected = look_at(batch)
    settle_mapping(importer, batch.mapping, detected)
    written = forms_of(batch, importer, detected)
    options = option_values(importer, batch.options, written.tz)
    return Plan(batch, importer, detected, batch.mapping, options, written)


def settle_mapping(importer: AnyImporter, mapping: Mapping[str, list[str]], detected: Detected) -> None:
    """Refuses a mapping that cannot work: unknown columns, required fields without one."""
    headers = set(detected.headers)
    for field in importer.fields:
        columns = mapping.get(field.name, [])
        unknown = [column for column in columns if column not in headers]
        if unknown:
            raise Problem(
                f"The file has no column “{unknown[0]}”.",
                way_out=f"Choose the column for “{field.label}” again.",
                field=field.name,
            )
        if field.required and not columns and not field.default:
            raise Problem(
                f"“{field.label}” has no column.",
                way_out="Choose the column that holds it, or add such a column to the file.",
                field=field.name,
            )


def forms_of(batch: Batch, importer: AnyImporter, detected: Detected) -> Forms:
    """Order of dates and decimal mark for the mapped columns; refuses to guess what the file leaves open.

    The beginning of the file may leave open what a later row decides: then the mapped columns are read whole.
    """
    order, mark = detected.date_order, detected.decimal
    if order.ambiguous:
        order = _settled(batch, importer, detected, DATES, forms.guess_date_order) or Guess("", "Not used.")
    if order.ambiguous:
        raise Problem(order.evidence, way_out="Choose the order of dates for this file.", field="date_order")
    if mark.ambiguous:
        mark = _settled(batch, importer, detected, NUMBERS, forms.guess_decimal) or Guess("", "Not used.")
    if mark.ambiguous:
        raise Problem(mark.evidence, way_out="Choose the decimal mark for this file.", field="decimal")
    return Forms(order.value, mark.value, zone_of(batch))


def _settled(
    batch: Batch,
    importer: AnyImporter,
    detected: Detected,
    kinds: set[str],
    again: Callable[[Mapping[str, Any]], Guess[F]],
) -> Guess[F] | None:
    mapped = {
        column
        for field in importer.fields
        if field.kind in kinds
        for column in batch.mapping.get(field.name, [])
    }
    if not mapped:
        return None
    values: dict[str, list[str]] = {column: [] for column in mapped}
    seen: dict[str, set[str]] = {column: set() for column in mapped}

    def collect() -> None:
        for row in files.rows(batch.path, detected):
            for column in mapped:
                for text in texts(row.cells.get(column, "")):
                    if len(seen[column]) < MOST_FORMS and len(text) <= 40 and text not in seen[column]:
                        seen[column].add(text)
                        values[column].append(text)

    readable(collect)
    return again(values)


def option_values(importer: AnyImporter, written: Mapping[str, str], tz: tzinfo) -> dict[str, Any]:
    """The importer's options as values; refuses those that are missing or not understood.

    Options are typed on our own form: ISO dates and a decimal point, whatever the file has.
    """
    plain = Forms("ymd", ".", tz)
    values: dict[str, Any] = {}
    for field in importer.options:
        value, fault = value_of(field, [written.get(field.name, "")], converter(field, plain))
        if fault is not None:
            raise Problem(fault.reason, way_out="Correct this option.", field=fault.field)
        values[field.name] = value
    return values


def zone_of(batch: Batch) -> tzinfo:
    """The zone of the person who brought the file, in which its times are meant."""
    return zoneinfo.ZoneInfo(getattr(batch.created_by, "time_zone", "UTC"))
