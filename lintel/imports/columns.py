"""Which format a file is, and which of its columns holds which field: suggested, never decided silently."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lintel.imports.contract import AnyImporter, Field, Kind
from lintel.imports.models import SavedMapping
from lintel.imports.reading import matching
from lintel.imports.reading.matching import normal
from lintel.imports.reading.model import Detected

ROW_HEADER = "Row in the file"
REASON_HEADER = "Why it did not come in"
OURS = {normal(ROW_HEADER), normal(REASON_HEADER)}  # columns that our own list of bad rows adds
CONTENTS: Mapping[Kind, matching.Contents] = {
    "email": "email",
    "date": "date",
    "datetime": "date",
    "decimal": "number",
    "int": "number",
    "bool": "bool",
}
Mapping_ = dict[str, list[str]]


@dataclass(frozen=True)
class Suggested:
    """A mapping that is proposed: columns by field, why by field, and whether it was used before."""

    mapping: Mapping_
    why: Mapping[str, str]
    options: Mapping[str, str]
    remembered: bool = False


def usable_headers(headers: Sequence[str]) -> list[str]:
    """The columns that can be mapped: all but those that our list of bad rows added."""
    return [header for header in headers if normal(header) not in OURS]


def fingerprint(headers: Sequence[str]) -> str:
    """The same for the same set of headers, whatever their order, case and the columns that we added."""
    names = sorted({normal(header) for header in usable_headers(headers)})
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def suggest(importer: AnyImporter, detected: Detected) -> Suggested:
    """The mapping that was used for these headers before, else one by names, aliases and contents."""
    headers = usable_headers(detected.headers)
    found, why = _by_names(importer, headers, detected)
    saved = SavedMapping.objects.filter(importer=importer.slug, fingerprint=fingerprint(headers)).first()
    if saved is None:
        return Suggested(found, why, {})
    by_key = {normal(header): header for header in headers}
    remembered = {
        field.name: [
            by_key[normal(name)] for name in saved.mapping.get(field.name, []) if normal(name) in by_key
        ]
        for field in importer.fields
    }
    reasons = {name: "As last time." for name, columns in remembered.items() if columns}
    return Suggested(remembered, reasons, saved.options, remembered=True)


def _by_names(
    importer: AnyImporter, headers: Sequence[str], detected: Detected
) -> tuple[Mapping_, dict[str, str]]:
    labels = {field.label: field for field in importer.fields}
    wanted = [
        matching.Field(
            field.label, (field.name, *field.aliases), field.contents or CONTENTS.get(field.kind, "")
        )
        for field in importer.fields
    ]
    offers = matching.match_headers(headers, wanted, detected.samples)
    # That values look right is reason enough only for what is needed: nobody misses an optional date.
    offers = {
        label: offer
        for label, offer in offers.items()
        if labels[label].required or labels[label].contents or offer.score != matching.CONTENTS
    }
    mapping = {
        field.name: [offers[field.label].column] if field.label in offers else [] for field in labels.values()
    }
    why = {labels[label].name: offer.why for label, offer in offers.items()}
    taken = {column for columns in mapping.values() for column in columns}
    for field in importer.fields:
        if field.many:
            names = {normal(name) for name in (field.name, field.label, *field.aliases)}
            more = [header for header in headers if normal(header) in names and header not in taken]
            mapping[field.name] += more
            taken |= set(more)
    return mapping, why


def recognise(importers: Sequence[AnyImporter], detected: Detected) -> AnyImporter | None:
    """The one importer that a file is plainly meant for, or None when several or none fit.

    An importer's `marks` decide; without a match of marks, the importer all of whose required fields find a
    column by name and which can use the most columns, at least a third of all: every list has a “Title”.
    Of two that can use as many, the one without marks: those of the other are missing.
    """
    headers = usable_headers(detected.headers)
    keys = {normal(header) for header in headers}
    ranked: list[tuple[tuple[int, int, bool], AnyImporter]] = []
    for importer in importers:
        marks = {normal(mark) for mark in importer.marks}
        names = [_names(field) & keys for field in importer.fields]
        if marks and marks <= keys:
            ranked.append(((1, len(marks), True), importer))
        elif all(found for found, field in zip(names, importer.fields, strict=True) if field.required):
            used = len(set[str]().union(*names))
            if used * 3 >= len(keys):
                ranked.append(((0, used, not marks), importer))
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]) or not ranked[0][0][1]:
        return None
    return ranked[0][1]


def _names(field: Field) -> set[str]:
    return {normal(name) for name in (field.name, field.label, *field.aliases)}
