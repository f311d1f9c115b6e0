"""A metric over time, as the effect engine takes it."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lintel.engines.evidence.problems import TooLittle

Step = Literal["day", "week", "month"]
STEPS: tuple[Step, ...] = ("day", "week", "month")


@dataclass(frozen=True)
class Series:
    """Values at equal steps from `first` on; None where nothing was measured.

    `first` is the first day of the first step, so of a Monday's week or of a month's day. `unit` is said in
    sentences.
    """

    name: str
    first: dt.date
    step: Step
    values: tuple[float | None, ...]
    unit: str = ""

    def __len__(self) -> int:
        return len(self.values)

    def day(self, index: int) -> dt.date:
        """The first day of the step with this number."""
        return later(self.first, self.step, index)

    def index(self, day: dt.date) -> int:
        """The number of the first step that begins on this day or after it."""
        if self.step == "month":
            months = (day.year - self.first.year) * 12 + day.month - self.first.month
            return months if day.day <= min(self.first.day, _days(day.year, day.month)) else months + 1
        width = 7 if self.step == "week" else 1
        return -((self.first - day).days // width)


def later(day: dt.date, step: Step, steps: int) -> dt.date:
    """A day this many steps later; the end of a short month stands for days that it does not have."""
    if step == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + steps, 12)
        return dt.date(year, month + 1, min(day.day, _days(year, month + 1)))
    return day + dt.timedelta(days=steps * (7 if step == "week" else 1))


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def from_points(name: str, points: Iterable[tuple[dt.date, float | None]], *, unit: str = "") -> Series:
    """A series from dated values in any order; steps without a value become None.

    Raises `TooLittle` for a date that stands twice, or dates that are no steps of a day, a week or a month.
    """
    found: dict[dt.date, float | None] = {}
    for day, value in points:
        if day in found:
            raise TooLittle(f"{name} has two values for {day}.", "Keep one value for each date.")
        found[day] = value if value is not None and math.isfinite(value) else None
    days = sorted(found)
    if len(days) < 2:
        raise TooLittle(f"{name} has {len(days)} dates.", "Give a series of at least two.")
    step = _step(name, days)
    empty = Series(name, days[0], step, ())
    values: list[float | None] = [None] * (empty.index(days[-1]) + 1)
    for day, value in found.items():
        values[empty.index(day)] = value
    return Series(name, days[0], step, tuple(values), unit)


def _step(name: str, days: Sequence[dt.date]) -> Step:
    gaps = {(after - before).days for before, after in itertools.pairwise(days)}
    if all(gap % 7 == 0 for gap in gaps):
        return "week"
    same_day = {day.day for day in days}
    if len(same_day) == 1 or all(day.day == _days(day.year, day.month) for day in days):
        return "month"
    if min(gaps) == 1:
        return "day"
    raise TooLittle(
        f"The dates of {name} are neither days nor weeks nor months: the closest two are {min(gaps)} days "
        "apart.",
        "Give one value for each day, week or month.",
    )


def read(
    path: Path, *, time: str = "", value: str = "", controls: Sequence[str] = ()
) -> tuple[Series, tuple[Series, ...]]:
    """A series and its controls from a CSV file with a header: a column of dates, a column of values.

    Without names, the first column holds dates and the second values. Dates are ISO (2026-11-29).
    Raises `TooLittle` with the line that cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
        header = list(rows[0]) if rows else []
    if len(header) < 2:
        raise TooLittle(
            f"{path.name} has no column of dates and one of values.",
            "Give a CSV file with a header and both.",
        )
    time, value = time or header[0], value or header[1]
    for name in (time, value, *controls):
        if name not in header:
            raise TooLittle(f"{path.name} has no column “{name}”.", f"Its columns are: {', '.join(header)}.")
    days = [_date(path, line, row[time]) for line, row in enumerate(rows, start=2)]

    def column(name: str) -> Series:
        numbers = [_number(path, line, name, row[name]) for line, row in enumerate(rows, start=2)]
        return from_points(name, zip(days, numbers, strict=True))

    return column(value), tuple(column(name) for name in controls)


def _date(path: Path, line: int, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise TooLittle(
            f"{path.name}, line {line}: “{text}” is no date.", "Write dates as 2026-11-29."
        ) from None


def _number(path: Path, line: int, name: str, text: str | None) -> float | None:
    if not (text or "").strip():
        return None
    try:
        return float(str(text))
    except ValueError:
        raise TooLittle(
            f"{path.name}, line {line}, column “{name}”: “{text}” is no number.",
            "Write numbers as 1234.5, and leave the cell empty where nothing was measured.",
        ) from None


def aligned(series: Series, controls: Sequence[Series]) -> Mapping[str, tuple[float, ...]]:
    """The controls' values at the steps of the series. Raises `TooLittle` where one has no value."""
    found: dict[str, tuple[float, ...]] = {}
    for control in controls:
        if control.step != series.step:
            raise TooLittle(
                f"The control {control.name} goes by {control.step}, {series.name} by {series.step}.",
                "Give both by the same step.",
            )
        offset = control.index(series.first)
        values: list[float] = []
        for index in range(len(series)):
            place = index + offset
            value = control.values[place] if 0 <= place < len(control) else None
            if value is None:
                raise TooLittle(
                    f"The control {control.name} has no value for {series.day(index)}.",
                    "Fill the gap, shorten the series, or leave this control out.",
                )
            values.append(value)
        if max(values) == min(values):
            raise TooLittle(f"The control {control.name} never changes.", "Leave it out.")
        found[control.name] = tuple(values)
    return found
