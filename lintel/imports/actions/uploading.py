"""From a file to a mapping of its columns, and away with it again."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from lintel.audit.audited import Draft, audited
from lintel.imports import access, columns, storing
from lintel.imports.actions._refusals import require_clear, require_work
from lintel.imports.contract import AnyImporter
from lintel.imports.contract import importer as importer_of
from lintel.imports.judging import shortened
from lintel.imports.models import CHANGEABLE, UNDER_WAY, Batch, BatchState, SavedMapping
from lintel.imports.moving import move
from lintel.imports.plans import look_at, option_values, settle_mapping, zone_of
from lintel.imports.reading.model import Detected
from lintel.ui.problems import Denied, Problem

EXAMPLES = 3  # values per column that the page shows


@audited("import.uploaded", says="brought a file")
def upload(entry: Draft, stored: storing.Stored, *, by: Any, importer: str = "") -> Batch:
    """Takes a stored file in as a batch; without an importer the format is recognised by its columns."""
    may_use = access.importers_of(by)
    if not may_use:
        raise Denied(
            "Imports are for people who work in one of the two departments, and for administrators.",
            way_out="Ask an administrator to give you a role.",
        )
    chosen = _allowed(importer, by) if importer else columns.recognise(may_use, stored.detected)
    batch = Batch(
        importer=chosen.slug if chosen else "",
        file_name=stored.file_name,
        stored=stored.stored,
        sha256=stored.sha256,
        size=stored.size,
        created_by=by,
    )
    _describe(batch, chosen, stored.detected)
    batch.save()
    entry.about(batch, importer=batch.importer, sha256=stored.sha256, size=stored.size)
    entry.seal(by, file_name=stored.file_name)
    return batch


@audited("import.chosen", says="said what a file holds: {importer}")
def choose(entry: Draft, batch: Batch, *, by: Any, importer: str) -> Batch:
    """Says what the file holds; the columns are suggested anew."""
    require_work(batch, by)
    chosen = _allowed(importer, by)
    _describe(batch, chosen, look_at(batch), forget=True)
    move(
        batch,
        BatchState.UPLOADED,
        allowed=CHANGEABLE,
        importer=chosen.slug,
        mapping=batch.mapping,
        options=batch.options,
        detected=batch.detected,
    )
    entry.about(batch, importer=chosen.slug)
    return batch


@audited("import.read", says="changed how a file is read")
def read(entry: Draft, batch: Batch, *, by: Any, reading: Mapping[str, Any]) -> Batch:
    """Reads the file with other options (see `reading.Options`); what is left out is detected again."""
    require_work(batch, by)
    settled = {name: value for name, value in reading.items() if value is not None}
    _require_known(settled)
    _describe(batch, batch.by_importer, look_at(batch, settled))
    move(
        batch,
        BatchState.UPLOADED,
        allowed=CHANGEABLE,
        reading=settled,
        mapping=batch.mapping,
        options=batch.options,
        detected=batch.detected,
    )
    entry.about(batch, changed=len(settled))
    return batch


@audited("import.mapped", says="chose the columns of a file")
def map_columns(
    entry: Draft,
    batch: Batch,
    *,
    by: Any,
    mapping: Mapping[str, Sequence[str]],
    options: Mapping[str, str] | None = None,
) -> Batch:
    """Settles the columns of each field and the options; remembered for the next file with these headers."""
    require_work(batch, by)
    importer = batch.by_importer
    if importer is None:
        raise Problem(
            "It is not said yet what this file holds.", way_out="Choose it first.", field="importer"
        )
    unknown = set(mapping) - {field.name for field in importer.fields}
    if unknown:
        raise Problem(
            f"There is no field called “{min(unknown)}”.",
            way_out=f"Use {', '.join(field.name for field in importer.fields)}.",
        )
    settled = {field.name: list(dict.fromkeys(mapping.get(field.name, ()))) for field in importer.fields}
    for field in importer.fields:
        if not field.many and len(settled[field.name]) > 1:
            raise Problem(
                f"“{field.label}” takes one column.", way_out="Choose one of them.", field=field.name
            )
    detected = look_at(batch)
    settle_mapping(importer, settled, detected)
    chosen = _options(batch, importer, options or {})
    move(batch, BatchState.MAPPED, allowed=CHANGEABLE, mapping=settled, options=chosen, error="")
    SavedMapping.objects.update_or_create(
        importer=importer.slug,
        fingerprint=columns.fingerprint(detected.headers),
        defaults={"mapping": settled, "options": chosen},
    )
    entry.about(batch, columns=sum(map(len, settled.values())))
    return batch


@audited("import.discarded", says="discarded a file")
def discard(entry: Draft, batch: Batch, *, by: Any) -> Batch:
    """Deletes the file and all that was read from it; what was imported stays and can still be undone."""
    require_clear(batch, by)
    stored = batch.stored
    came_in = batch.state == BatchState.IMPORTED
    detected = {**batch.detected, "samples": {}, "notes": [], "date_order": {}, "decimal": {}}
    move(
        batch,
        BatchState.IMPORTED if came_in else BatchState.DISCARDED,
        allowed=set(BatchState) - UNDER_WAY,
        stored="",
        detected=detected,
        sample=[],
        topics=[],
        repeated={},
        error="",
    )
    batch.bad_rows.all().delete()
    entry.about(batch, sha256=batch.sha256)
    entry.afterwards(lambda: storing.delete(stored))
    return batch


READING: Mapping[str, Collection[str] | None] = {
    "encoding": None,
    "delimiter": {",", ";", "\t", "|"},
    "quote": {"", '"', "'"},
    "sheet": None,
    "header_row": None,
    "date_order": {"dmy", "mdy", "ymd"},
    "decimal": {".", ","},
}


def _require_known(reading: Mapping[str, Any]) -> None:
    for name, value in reading.items():
        if name not in READING:
            raise Problem(
                f"A file cannot be read by “{name}”.", way_out=f"Use {', '.join(READING)}.", field="reading"
            )
        choices = READING[name]
        if choices is not None and value not in choices:
            shown = ", ".join(repr(choice) for choice in sorted(choices))
            raise Problem(f"“{value}” is no choice for {name}.", way_out=f"Use one of {shown}.", field=name)


def _allowed(slug: str, by: Any) -> AnyImporter:
    found = importer_of(slug)
    if found is None:
        known = ", ".join(importer.slug for importer in access.importers_of(by)) or "none"
        raise Problem(
            f"There is no importer called “{slug[:60]}”.", way_out=f"You can use: {known}.", field="importer"
        )
    if not access.may_import(by, found):
        raise Denied(
            f"You may not import {found.title}.", way_out="Ask an administrator or an office holder."
        )
    return found


def _options(batch: Batch, importer: AnyImporter, written: Mapping[str, str]) -> dict[str, str]:
    unknown = set(written) - {field.name for field in importer.options}
    if unknown:
        known = ", ".join(field.name for field in importer.options) or "none"
        raise Problem(f"There is no option called “{min(unknown)}”.", way_out=f"This import takes: {known}.")
    chosen = {name: text.strip() for name, text in written.items() if text.strip()}
    option_values(importer, chosen, zone_of(batch))
    return chosen


def _describe(
    batch: Batch, importer: AnyImporter | None, detected: Detected, *, forget: bool = False
) -> None:
    """Puts what was found onto the batch, with a mapping that keeps what a person chose before."""
    found = asdict(detected)
    batch.detected = {
        name: found[name]
        for name in (
            "kind",
            "encoding",
            "delimiter",
            "quote",
            "sheet",
            "sheets",
            "header_row",
            "row_count",
            "notes",
            "unsure",
            "date_order",
            "decimal",
        )
    }
    batch.detected["headers"] = columns.usable_headers(detected.headers)
    batch.detected["samples"] = {
        header: [shortened(value)[:80] for value in values[:EXAMPLES]]
        for header, values in detected.samples.items()
    }
    if importer is None:
        return
    suggested = columns.suggest(importer, detected)
    before = {} if forget else batch.mapping
    headers = set(detected.headers)
    batch.mapping = {
        name: [column for column in before.get(name, []) if column in headers] or proposed
        for name, proposed in suggested.mapping.items()
    }
    batch.options = (not forget and batch.options) or dict(suggested.options)
    batch.detected["why"] = dict(suggested.why)
    batch.detected["remembered"] = suggested.remembered
