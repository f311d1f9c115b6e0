"""The splits of a question: which field, at which grain, and how a row's value is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from lintel.engines.metrics import calendars, rules
from lintel.engines.metrics.dialects import AWARE, NAIVE
from lintel.engines.metrics.model import TIME, Dataset, Field
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.query import GRAINS, By, Column, Grain

if TYPE_CHECKING:
    from lintel.engines.metrics.frame import Frame
    from lintel.engines.metrics.rows import Rows


@dataclass(frozen=True)
class Split:
    """One split; without a field it is each metric's own time."""

    name: str
    place: str
    grain: Grain | None
    dataset: Dataset | None = None
    field: Field | None = None
    masked: bool = False
    top: str = ""  # the step with the values that are shown by themselves
    rest: bool = True  # whether the others are shown as one

    @property
    def is_time(self) -> bool:
        """Whether it runs along time."""
        return self.grain is not None

    def column(self, zone: str) -> Column:
        """How it stands in the result."""
        kind = self.field.type if self.field else "date"
        if self.grain:
            kind = "timestamp" if self.grain == "hour" else "date"
        elif self.masked:
            kind = "text"
        label = (self.field.label or self.field.name) if self.field else "Time"
        unit = self.field.unit if self.field else ""
        zoned = zone if kind in (NAIVE, AWARE) or self.grain else ""
        role: Literal["dimension", "time"] = "time" if self.is_time else "dimension"
        return Column(self.name, label, role, kind, unit, grain=self.grain or "", timezone=zoned)


def splits(frame: Frame) -> tuple[Split, ...]:
    """The checked splits, with names that are unique in the result."""
    found = [_split(frame, by, f"by[{index}]") for index, by in enumerate(frame.query.by)]
    taken = list(frame.query.metrics)
    plain = [s.field.name if s.field else TIME for s in found]
    names: list[str] = []
    for split, short in zip(found, plain, strict=True):
        choices = [short, f"{split.dataset.name}__{short}" if split.dataset else short]
        choices += [f"{choice}__{split.grain}" for choice in choices if split.grain]
        unique = [
            c
            for c in choices
            if c not in taken and c not in names and (c != short or plain.count(short) == 1)
        ]
        if not unique:
            raise MetricsError(split.place, f"“{short}” is asked for twice.", "Leave one out.")
        names.append(unique[0])
    return tuple(replace(split, name=name) for name, split in zip(names, found, strict=True))


def _split(frame: Frame, by: By, place: str) -> Split:
    if by.grain is not None and by.grain not in GRAINS:
        raise MetricsError(place, f"There is no grain “{by.grain}”.", f"Use one of {', '.join(GRAINS)}.")
    if by.dimension == TIME:
        return Split(TIME, place, by.grain or "day")
    dataset, field = frame.model.dimension(by.dimension, place)
    masked = rules.column_rule(frame, dataset, field, place) is not None
    if by.grain and field.type not in ("date", NAIVE, AWARE):
        raise MetricsError(place, f"“{field.name}” is no time.", "Leave the grain out.")
    if by.grain == "hour" and field.type == "date":
        raise MetricsError(place, f"“{field.name}” knows days, no hours.", "Use day or more.")
    return Split(by.dimension, place, None if masked else by.grain, dataset, field, masked)


def axis(by: Sequence[Split]) -> int | None:
    """Which split is the time along which buckets move; the first of several."""
    return next((index for index, split in enumerate(by) if split.is_time), None)


def keys(by: Sequence[Split]) -> tuple[str, ...]:
    """The key columns of every step: one per split, and one more that marks the rest of a top list."""
    return (*(f"d{index}" for index in range(len(by))), *(("other",) if _topped(by) else ()))


def values(
    frame: Frame, rows: Rows, by: Sequence[Split], time: tuple[Dataset, Field] | None, bucket: str = ""
) -> list[str]:
    """A row's values for the keys; `bucket` replaces that of the time axis."""
    along = axis(by)
    found = [
        bucket if bucket and index == along else written(frame, rows, split, time)
        for index, split in enumerate(by)
    ]
    for index, split in enumerate(by):
        if split.top:
            sql, name = frame.sql, frame.sql.quoted
            kind = "LEFT" if split.rest else "INNER"
            same = sql.same(found[index], name(split.top, "value"))
            rows.extra.append(f"{kind} JOIN {name(split.top)} ON {same}")
            if split.rest:
                hit = f"{name(split.top, 'rank')} IS NOT NULL"
                found[index] = f"CASE WHEN {hit} THEN {found[index]} END"
                found.append(f"NOT ({hit})")
    return found


def _topped(by: Sequence[Split]) -> bool:
    return any(split.top and split.rest for split in by)


def written(frame: Frame, rows: Rows, split: Split, time: tuple[Dataset, Field] | None) -> str:
    """A row's value for a split."""
    if split.masked:
        return frame.sql.text(rules.MASKED)
    dataset, field = (split.dataset, split.field) if split.dataset and split.field else (time or (None, None))
    if dataset is None or field is None:
        raise MetricsError(
            split.place,
            f"“{rows.root.name}” has no time of its own.",
            "Give the dataset a time_field, or split by a date.",
        )
    value = rows.field(dataset, field, split.place)
    return bucketed(frame, value, field, split.grain) if split.grain else value


def bucketed(frame: Frame, value: str, field: Field, grain: str) -> str:
    """The bucket of a moment, on the calendar and in the zone of the question."""
    if grain == "hour":
        if field.type == "date":
            raise MetricsError("by", f"“{field.name}” knows days, no hours.", "Use day or more.")
        return frame.sql.hour(value, field.type, frame.zone)
    day = frame.sql.day(value, field.type, frame.zone)
    return calendars.bucket_sql(frame.sql, frame.model.calendar, grain, day)
