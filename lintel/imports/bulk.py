"""Judges files of millions of rows column by column, by the same converters as any other file.

Each different value of a column is converted once, so a stretch of 20,000 rows costs what its different
values cost. Good rows leave as Arrow tables; bad ones are the few that are looked at one by one.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lintel.imports.cells import converter, storable
from lintel.imports.contract import REST, ROW, BulkImporter, Context, Fault, Field, is_bulk
from lintel.imports.plans import Plan, readable
from lintel.imports.reading.model import Row
from lintel.imports.reading.problems import ValueProblem, shown
from lintel.imports.reading.stretches import Stretch, stretches

if TYPE_CHECKING:
    import pyarrow as pa

DIGITS = 6  # behind the point of a number
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{3}(?:\d{3})?)?(?:Z|[+-]\d\d:\d\d)")

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SINCE_1970 = {10: 1_000_000, 13: 1_000, 16: 1}  # microseconds per unit, by the number of digits


@dataclass(frozen=True)
class BadLine:
    """A row that cannot come in, as it stands in the file, and why."""

    row: Row
    faults: Sequence[Fault]


@dataclass(frozen=True)
class Judged:
    """What becomes of consecutive rows; `repeats` are pairs of a row and the earlier one that it repeats."""

    numbers: Sequence[int]
    bad: Sequence[BadLine]
    good: pa.Table
    repeats: Sequence[tuple[int, int]]


def judged(plan: Plan) -> Iterator[Judged]:
    """Judges the file of a bulk importer in bounded memory (about 100 bytes are kept per row)."""
    importer = plan.importer
    if not is_bulk(importer):
        raise TypeError(f"{importer.slug} takes rows, not tables")
    judge = _Judge(plan, importer)
    found = readable(lambda: stretches(plan.batch.path, plan.detected, judge.wanted))
    while (stretch := readable(lambda: next(found, None))) is not None:
        yield judge.judge(stretch)


def schema_of(fields: Sequence[Field]) -> pa.Schema:
    """The columns of the tables that a bulk importer gets."""
    import pyarrow as pa

    named = [(field.name, _arrow_type(field)) for field in fields]
    return pa.schema([(ROW, pa.int64()), *named, (REST, pa.string())])


def _arrow_type(field: Field) -> pa.DataType:
    import pyarrow as pa

    if field.as_written:
        return pa.string()
    kinds = {
        "date": pa.date32(),
        "datetime": pa.timestamp("us", tz="UTC"),
        "decimal": pa.decimal128(38, DIGITS),
        "int": pa.int64(),
        "bool": pa.bool_(),
    }
    return kinds.get(field.kind, pa.string())


class _Judge:
    """Judges stretch after stretch and remembers which keys it saw."""

    def __init__(self, plan: Plan, importer: BulkImporter) -> None:
        self.plan, self.importer = plan, importer
        self.schema = schema_of(importer.fields)
        self.context = Context(by=plan.batch.created_by, options=plan.options)
        self.convert = {field.name: _converter(field, plan) for field in importer.fields}
        self.key: tuple[str, ...] = getattr(importer, "key", ())
        self.seen: dict[int, int] = {}
        used = {column for columns in plan.mapping.values() for column in columns}
        wants = importer.wants_rest(plan.options)
        self.rest = [name for name in plan.detected.headers if name not in used] if wants else []
        self.wanted = [name for name in plan.detected.headers if name in used or name in self.rest]

    def judge(self, stretch: Stretch) -> Judged:
        """The verdict on each row."""
        faults: dict[int, list[Fault]] = {
            index: [Fault("", f"The row {problem}.")] for index, problem in stretch.problems.items()
        }
        unreadable = set(faults)
        table = self._table(stretch, faults, unreadable)
        clean = [index for index in range(len(stretch.numbers)) if index not in faults]
        good = _taken(table, clean) if faults else table
        for fault, positions in self.importer.flaws(good, self.context):
            for position in positions:
                faults.setdefault(clean[position], []).append(fault)
        repeats = self._repeats(good, clean, faults)
        if len(clean) + len(unreadable) < len(stretch.numbers) or any(index in faults for index in clean):
            good = _taken(table, [index for index in clean if index not in faults])
        bad = [BadLine(stretch.row(index), faults[index]) for index in sorted(faults)]
        return Judged(stretch.numbers, bad, good, repeats)

    def _table(self, stretch: Stretch, faults: dict[int, list[Fault]], unreadable: set[int]) -> pa.Table:
        import pyarrow as pa

        arrays: list[Any] = [pa.array(stretch.numbers, pa.int64())]
        for field in self.importer.fields:
            columns = self.plan.mapping.get(field.name) or []
            kind = self.schema.field(field.name).type
            if not columns and not field.default and not field.required:
                arrays.append(pa.nulls(len(stretch.numbers), kind))
                continue
            cells = stretch.columns.get(columns[0]) if columns else None
            array, found = self._column(field, cells or [""] * len(stretch.numbers), columns, kind)
            arrays.append(array)
            for index, reason in found.items():
                if index not in unreadable:
                    faults.setdefault(index, []).append(Fault(field.name, reason))
        arrays.append(pa.array(self._rest(stretch), pa.string()))
        return pa.table(arrays, schema=self.schema)

    def _column(
        self, field: Field, cells: Sequence[str], columns: Sequence[str], kind: pa.DataType
    ) -> tuple[pa.Array, dict[int, str]]:
        import pyarrow as pa

        places: dict[Any, int] = {}
        # A number that the file stores as one equals its text as a key, but must be read with a point.
        if field.kind in {"decimal", "int"}:
            order = [places.setdefault((type(cell), cell), len(places)) for cell in cells]
            different = [text for _, text in places]
        else:
            order = [places.setdefault(cell, len(places)) for cell in cells]
            different = list(places)
        values: list[Any] = []
        wrong: dict[int, str] = {}
        convert = self.convert[field.name]
        for place, text in enumerate(different):
            value, reason = convert(text)
            values.append(value)
            if reason:
                hint = (
                    f" Look at column “{columns[0]}”." if columns and reason.endswith("is missing.") else ""
                )
                wrong[place] = reason + hint
        array = pa.array(values, kind).take(pa.array(order, pa.int32()))
        found = {index: wrong[place] for index, place in enumerate(order) if place in wrong} if wrong else {}
        return array, found

    def _rest(self, stretch: Stretch) -> list[str | None]:
        if not self.rest:
            return [None] * len(stretch.numbers)
        columns = [stretch.columns[name] for name in self.rest]
        return [
            json.dumps(
                {name: storable(text) for name, text in zip(self.rest, row, strict=True) if text.strip()},
                ensure_ascii=False,
            )
            for row in zip(*columns, strict=True)
        ]

    def _repeats(
        self, good: pa.Table, clean: Sequence[int], faults: dict[int, list[Fault]]
    ) -> list[tuple[int, int]]:
        names = self.key or tuple(name for name in good.column_names if name != ROW)
        numbers = good.column(ROW).to_pylist()
        columns = [good.column(name).to_pylist() for name in names]
        repeats: list[tuple[int, int]] = []
        for position, parts in enumerate(zip(*columns, strict=True)):
            if clean[position] in faults or all(part is None for part in parts):
                continue
            number = numbers[position]
            first = self.seen.setdefault(hash(parts), number)
            if first == number:
                continue
            if self.key:
                faults[clean[position]] = [self._twice(parts, first)]
            else:
                repeats.append((number, first))
        return repeats

    def _twice(self, parts: Sequence[Any], first: int) -> Fault:
        labels = {field.name: field.label for field in self.importer.fields}
        says = " and ".join(
            f"{labels[name]} {shown(str(part))}" for name, part in zip(self.key, parts, strict=True) if part
        )
        return Fault(self.key[0], f"Row {first} has the same {says}. Keep one of the two.")


def _taken(table: pa.Table, positions: Sequence[int]) -> pa.Table:
    import pyarrow as pa

    return table.take(pa.array(positions, pa.int64()))


def _converter(field: Field, plan: Plan) -> Callable[[str], tuple[Any, str]]:
    """From a text to its value and, if there is none, the reason."""
    convert = converter(field, plan.forms)
    missing = f"{field.label} is missing." if field.required else ""
    quick = field.kind == "datetime"

    def read(text: str) -> tuple[Any, str]:
        written = text if text.strip() else field.default
        if not written:
            return None, missing
        if quick and (moment := _machine_moment(written)):
            return moment, ""
        try:
            value = convert(written)
        except ValueProblem as problem:
            return (storable(written).strip(), "") if field.as_written else (None, str(problem))
        return _kept(value, field), ""

    return read


def _machine_moment(text: str) -> dt.datetime | None:
    """A moment as programs write it: ISO 8601 with its zone, or since 1970; else the converter decides."""
    if _MOMENT.fullmatch(text):
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            return None
    unit = _SINCE_1970.get(len(text))
    if unit is None or not (text.isascii() and text.isdecimal()):
        return None
    return _EPOCH + dt.timedelta(microseconds=int(text) * unit)


def _kept(value: Any, field: Field) -> Any:
    if isinstance(value, Decimal):
        return round(value, DIGITS)
    if field.as_written:
        return value.isoformat() if isinstance(value, dt.date) else str(value)
    return storable(value) if isinstance(value, str) else value


def samples(good: pa.Table, fields: Sequence[Field], most: int) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The first good rows as their numbers and values."""
    for row in good.slice(0, most).to_pylist():
        yield row[ROW], {field.name: row[field.name] for field in fields}
