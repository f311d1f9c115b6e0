"""The one path by which rows are judged. Preview and import both walk it, so both give the same verdict."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import islice
from typing import Any, cast

from lintel.imports.bulk import BadLine, Judged, judged, samples
from lintel.imports.cells import converter, storable, value_of
from lintel.imports.contract import AnyImporter, Context, Fault, Field, Importer, Mapped, is_bulk
from lintel.imports.plans import Plan, readable
from lintel.imports.reading import files
from lintel.imports.reading.model import Cell, Row
from lintel.imports.reading.problems import shown

CHUNK = 500
KEPT_BAD_ROWS = 10_000
KEPT_CHARS = 20_000_000  # of all bad rows together; the download has the rest
KEPT_CELL = 300
KEPT_TOPICS = 60
SAMPLE = 20
LISTED = 20  # numbers of rows that repeat an earlier one
_QUOTED = re.compile(r"“[^”]*”")
_NUMBER = re.compile(r"(?<![\d-])\d[\d.,]*(?![\d-])")  # but not the parts of an example such as 2025-09-22
_ADVICE = re.compile(r"; (?:choose one of|did you mean) |\. Look at column ")  # differs from value to value


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one row: its values, or why it cannot come in."""

    row: Row
    values: Mapping[str, Any]
    faults: Sequence[Fault]
    repeats: int = 0  # the earlier row that says exactly the same

    @property
    def mapped(self) -> Mapped:
        """The row as its importer sees it."""
        return Mapped(self.row.number, self.values)


def verdicts(plan: Plan) -> Iterator[list[Verdict]]:
    """Judges the file, up to 500 rows at a time, in bounded memory (about 100 bytes are kept per row).

    A row is bad if it cannot be read, a value cannot be understood, its importer refuses it, or a good row
    above it has the same key (`importer.key`). Errors: `Problem` when the file itself cannot be read.
    """
    importer = _by_rows(plan.importer)
    used = [each for each in plan.importer.fields if _is_used(each, plan)]
    converters = {each.name: converter(each, plan.forms) for each in used}
    blank = {each.name: () if each.many else None for each in plan.importer.fields}
    context = Context(by=plan.batch.created_by, options=plan.options)
    seen: dict[int, int] = {}
    rows = readable(lambda: files.rows(plan.batch.path, plan.detected))
    while chunk := readable(lambda: list(islice(rows, CHUNK))):
        read = [_read(row, plan, used, converters, blank) for row in chunk]
        clean = [verdict for verdict in read if not verdict.faults]
        found = importer.check([verdict.mapped for verdict in clean], context) if clean else []
        refused = {verdict.row.number: faults for verdict, faults in zip(clean, found, strict=True) if faults}
        yield [_unrepeated(_refused(verdict, refused), plan, seen) for verdict in read]


def _by_rows(importer: AnyImporter) -> Importer:
    if is_bulk(importer):
        raise TypeError(f"{importer.slug} takes tables, not rows")
    return cast(Importer, importer)


def bad_lines(plan: Plan) -> Iterator[BadLine]:
    """Every bad row of the file, in order."""
    if is_bulk(plan.importer):
        for stretch in judged(plan):
            yield from stretch.bad
        return
    for chunk in verdicts(plan):
        yield from (BadLine(verdict.row, verdict.faults) for verdict in chunk if verdict.faults)


def _is_used(field: Field, plan: Plan) -> bool:
    """Fields without a column, a default and a need are blank in every row; a wide importer has many."""
    return bool(plan.mapping.get(field.name) or field.default or field.required)


def _read(
    row: Row,
    plan: Plan,
    used: Sequence[Field],
    converters: Mapping[str, Callable[[str], Any]],
    blank: Mapping[str, Any],
) -> Verdict:
    if row.problem:
        return Verdict(row, {}, [Fault("", f"The row {row.problem}.")])
    values = dict(blank)
    faults: list[Fault] = []
    for each in used:
        columns = plan.mapping.get(each.name, ())
        cells = [row.cells[column] for column in columns if column in row.cells]
        values[each.name], fault = value_of(each, cells, converters[each.name])
        if fault is not None:
            where = (
                f" Look at column “{columns[0]}”." if columns and fault.reason.endswith("is missing.") else ""
            )
            faults.append(Fault(fault.field, fault.reason + where))
    return Verdict(row, values, faults)


def _refused(verdict: Verdict, refused: Mapping[int, Sequence[Fault]]) -> Verdict:
    faults = refused.get(verdict.row.number)
    return Verdict(verdict.row, verdict.values, list(faults)) if faults else verdict


def _unrepeated(verdict: Verdict, plan: Plan, seen: dict[int, int]) -> Verdict:
    if verdict.faults:
        return verdict
    key: tuple[str, ...] = getattr(plan.importer, "key", ())
    parts = [verdict.values.get(name) for name in key]
    keyed = any(part not in (None, ()) for part in parts)
    same = repr([_folded(part) for part in parts] if keyed else sorted(verdict.values.items()))
    digest = int.from_bytes(hashlib.blake2b(same.encode("utf-8", "replace"), digest_size=8).digest())
    first = seen.setdefault(digest, verdict.row.number)
    if first == verdict.row.number:
        return verdict
    if not keyed:
        return Verdict(verdict.row, verdict.values, (), repeats=first)
    labels = {each.name: each.label for each in plan.importer.fields}
    says = " and ".join(
        f"{labels[name]} {shown(str(part))}" for name, part in zip(key, parts, strict=True) if part
    )
    reason = f"Row {first} has the same {says}. Keep one of the two."
    return Verdict(verdict.row, verdict.values, [Fault(key[0], reason)])


def _folded(value: Any) -> Any:
    return value.casefold() if isinstance(value, str) else value


def topic_of(fault: Fault, labels: Mapping[str, str]) -> tuple[str, str]:
    """Faults that say the same about different values share a topic: its short key, and how it reads."""
    said = _ADVICE.split(fault.reason, maxsplit=1)
    pattern = _NUMBER.sub("…", _QUOTED.sub("“…”", said[0])) + ("." if len(said) > 1 else "")
    label = labels.get(fault.field, "")
    text = pattern if not label or pattern.startswith((label, f"“{label}”")) else f"{label}: {pattern}"
    return hashlib.sha256(f"{fault.field}|{pattern}".encode()).hexdigest()[:8], text


@dataclass
class Tally:
    """What the verdicts of a whole file come to; bounded however large the file is."""

    fields: Sequence[Field]
    rows: int = 0
    good: int = 0
    bad: int = 0
    topics: dict[str, list[Any]] = dataclass_field(default_factory=dict)
    bad_rows: list[dict[str, Any]] = dataclass_field(default_factory=list)
    sample: list[dict[str, Any]] = dataclass_field(default_factory=list)
    repeated: int = 0
    repeated_rows: list[list[int]] = dataclass_field(default_factory=list)
    _chars: int = 0
    _hash: Any = dataclass_field(default_factory=hashlib.sha256)

    def __post_init__(self) -> None:
        self._labels = {each.name: each.label for each in self.fields}

    def add(self, chunk: Sequence[Verdict]) -> None:
        """Take in the next rows."""
        for verdict in chunk:
            self.rows += 1
            self._hash.update(b"%d %d\n" % (verdict.row.number, bool(verdict.faults)))
            if verdict.faults:
                self._keep_bad(verdict)
                continue
            self.good += 1
            if verdict.repeats:
                self._keep_repeat(verdict.row.number, verdict.repeats)
            self._keep_sample(verdict.row.number, verdict.values)

    def add_judged(self, found: Judged) -> None:
        """Take in the next rows of a bulk importer."""
        self.rows += len(found.numbers)
        self.good += found.good.num_rows
        self._hash.update(b"%d %d\n" % (self.rows, found.good.num_rows))
        for line in found.bad:
            self._hash.update(b"%d\n" % line.row.number)
            self._keep_bad(line)
        for number, first in found.repeats:
            self._keep_repeat(number, first)
        for number, values in samples(found.good, self.fields, SAMPLE - len(self.sample)):
            self._keep_sample(number, values)

    @property
    def digest(self) -> str:
        """Stands for the verdict on every row: two walks agree exactly when their digests do."""
        return str(self._hash.hexdigest())

    def _keep_repeat(self, number: int, first: int) -> None:
        self.repeated += 1
        if len(self.repeated_rows) < LISTED:
            self.repeated_rows.append([number, first])

    def _keep_sample(self, number: int, values: Mapping[str, Any]) -> None:
        if len(self.sample) < SAMPLE:
            said = {each.name: display(values[each.name], each) for each in self.fields}
            self.sample.append({"number": number, "values": said})

    def _keep_bad(self, verdict: Verdict | BadLine) -> None:
        self.bad += 1
        keys = []
        for fault in verdict.faults:
            key, text = topic_of(fault, self._labels)
            if key not in self.topics and len(self.topics) >= KEPT_TOPICS:
                key, text = "other", "Another reason"
            if key not in keys:
                keys.append(key)
                self.topics.setdefault(key, [storable(text), 0])[1] += 1
        if len(self.bad_rows) >= KEPT_BAD_ROWS or self._chars > KEPT_CHARS:
            return
        shown = {name: shortened(cell) for name, cell in verdict.row.cells.items()}
        # Pairs, because PostgreSQL does not keep the order of an object's names.
        cells = [[storable(name), text] for name, text in shown.items() if text]
        self._chars += sum(len(text) for _, text in cells) + 200
        self.bad_rows.append(
            {
                "number": verdict.row.number,
                "faults": [
                    {"field": fault.field, "reason": storable(fault.reason)} for fault in verdict.faults
                ],
                "cells": cells,
                "topics": f"|{'|'.join(keys[:30])}|",
            }
        )


def walk(plan: Plan, tally: Tally) -> Iterator[Sequence[Verdict] | Judged]:
    """Judges the file into the tally, and yields the verdicts as they come."""
    if is_bulk(plan.importer):
        for found in judged(plan):
            tally.add_judged(found)
            yield found
        return
    for chunk in verdicts(plan):
        tally.add(chunk)
        yield chunk


def shortened(cell: Cell) -> str:
    """A cell as a page shows it."""
    text = storable(cell if isinstance(cell, str) else " | ".join(text for text in cell if text))
    return text if len(text) <= KEPT_CELL else text[:KEPT_CELL] + "…"


def display(value: Any, field: Field) -> str:
    """A value as a page shows it before it comes in; a choice by the first of its names."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return shortened([display(item, field) for item in value])
    if field.choices:
        return next((name for name, stored in field.choices.items() if stored == value), str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return shortened(str(value))
