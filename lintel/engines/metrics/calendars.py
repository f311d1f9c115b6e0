"""Weeks, months, fiscal years and 4-4-5: each rule once in SQL (for rows) and once in Python (for bounds)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from lintel.engines.metrics.dialects import SQL
from lintel.engines.metrics.model import Calendar
from lintel.engines.metrics.problems import MetricsError

MONTHS = {"month": 1, "quarter": 3, "year": 12, "fiscal_month": 1, "fiscal_quarter": 3, "fiscal_year": 12}
DAYS = {"day": 1, "week": 7}
UNITS = (*DAYS, *MONTHS)
WEEKS_OF_YEAR = 52


@dataclass(frozen=True)
class Span:
    """A number of units: "28 days", "1 fiscal_year"."""

    count: int
    unit: str


@dataclass(frozen=True)
class Step:
    """Moves the bounds of a bucket: shift both back, or open a window that ends where the bucket ends."""

    kind: Literal["shift", "rolling", "to_date", "all"]
    span: Span = Span(0, "day")


def span(text: str, place: str) -> Span:
    """Reads "7 days" or "1 fiscal_year"."""
    count, _, unit = text.strip().partition(" ")
    unit = unit.strip().removesuffix("s") if unit.strip() not in UNITS else unit.strip()
    if not count.isdecimal() or int(count) < 1 or int(count) > 10_000 or unit not in UNITS:
        raise MetricsError(
            place, f"“{text}” is no span of time.", f"Write a number and one of {', '.join(UNITS)}."
        )
    return Span(int(count), unit)


def zone(name: str, place: str) -> ZoneInfo:
    """The time zone of that name."""
    if name != "UTC" and name not in available_timezones():
        raise MetricsError(place, f"There is no time zone “{name}”.", "Use a name such as Europe/Berlin.")
    return ZoneInfo(name)


def midnight(day: date, name: str) -> datetime:
    """The instant at which a day begins in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(name)).astimezone(UTC)


def bucket_sql(sql: SQL, calendar: Calendar, grain: str, day: str) -> str:
    """The first day of the week, month, … in which a day lies."""
    if grain == "day":
        return day
    if grain == "week":
        late = calendar.week_start - 1
        return sql.add_days(sql.trunc("week", sql.add_days(day, -late)), late)
    if grain in ("month", "quarter", "year"):
        return sql.trunc(grain, day)
    late = calendar.fiscal_year_start - 1
    if calendar.pattern == "gregorian":
        unit = grain.removeprefix("fiscal_")
        return sql.add_months(sql.trunc(unit, sql.add_months(sql.trunc("month", day), -late)), late)
    return _retail_sql(sql, calendar, grain, day)


def bucket(calendar: Calendar, grain: str, day: date) -> date:
    """The same in Python."""
    if grain == "day":
        return day
    if grain == "week":
        return day - timedelta((day.isoweekday() - calendar.week_start) % 7)
    late = calendar.fiscal_year_start - 1 if grain.startswith("fiscal") else 0
    if calendar.pattern == "4-4-5" and grain.startswith("fiscal"):
        return _retail(calendar, grain, day)
    moved = add_months(day.replace(day=1), -late)
    size = MONTHS[grain]
    return add_months(date(moved.year, (moved.month - 1) // size * size + 1, 1), late)


def add_months(day: date, count: int) -> date:
    """A day that many months later; the last of the month stays within it."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (after - timedelta(1)).day))


def moved_sql(sql: SQL, calendar: Calendar, day: str, by: Span, *, grain: str | None) -> str:
    """A day that much earlier; years of weekly buckets are 52 weeks, so that weekdays meet."""
    months, days = _sizes(calendar, by, grain)
    if days is None:
        for _ in range(months):
            start = year_start_sql(sql, calendar, day)
            before = year_start_sql(sql, calendar, sql.add_days(start, -1))
            day = sql.add_days(before, sql.days_between(start, day))
        return day
    return sql.add_months(sql.add_days(day, -days), -months)


def moved(calendar: Calendar, day: date, by: Span, *, grain: str | None) -> date:
    """The same in Python."""
    months, days = _sizes(calendar, by, grain)
    if days is None:
        for _ in range(months):
            start = year_start(calendar, day)
            day = year_start(calendar, start - timedelta(1)) + (day - start)
        return day
    return add_months(day - timedelta(days), -months)


def _sizes(calendar: Calendar, by: Span, grain: str | None) -> tuple[int, int | None]:
    """(months, days), or (years, None) where years of 52 or 53 weeks must be looked up."""
    if by.unit in DAYS:
        return 0, by.count * DAYS[by.unit]
    months = MONTHS[by.unit] * by.count
    if calendar.pattern == "4-4-5" and by.unit.startswith("fiscal"):
        if months % 12 == 0:
            return months // 12, None
        if by.unit == "fiscal_quarter":
            return 0, 91 * by.count
        raise MetricsError(
            "offset",
            "Fiscal months of a 4-4-5 year are not equally long, so one cannot be moved by them.",
            "Compare with 1 fiscal_quarter or 1 fiscal_year earlier.",
        )
    if grain == "week" and months % 12 == 0:
        return 0, months // 12 * WEEKS_OF_YEAR * 7
    return months, 0


def year_start_sql(sql: SQL, calendar: Calendar, day: str) -> str:
    """The first day of the 4-4-5 year."""
    late = calendar.fiscal_year_start - 1
    first = sql.add_months(sql.trunc("year", sql.add_months(sql.trunc("month", day), -late)), late)
    nearest = [
        bucket_sql(sql, calendar, "week", sql.add_days(sql.add_months(first, months), 3))
        for months in (12, 0, -12)
    ]
    return (
        f"CASE WHEN {day} >= {nearest[0]} THEN {nearest[0]} WHEN {day} >= {nearest[1]} THEN {nearest[1]} "
        f"ELSE {nearest[2]} END"
    )


def year_start(calendar: Calendar, day: date) -> date:
    """The same in Python."""
    late = calendar.fiscal_year_start - 1
    moved_day = add_months(day.replace(day=1), -late)
    first = add_months(date(moved_day.year, 1, 1), late)
    starts = (bucket(calendar, "week", add_months(first, months) + timedelta(3)) for months in (12, 0, -12))
    return next(start for start in starts if day >= start)


def _retail_sql(sql: SQL, calendar: Calendar, grain: str, day: str) -> str:
    start = year_start_sql(sql, calendar, day)
    if grain == "fiscal_year":
        return start
    week = sql.whole(sql.days_between(start, day), 7)
    quarter = f"least({sql.whole(week, 13)}, 3)"
    if grain == "fiscal_quarter":
        return sql.add_days(start, f"{quarter} * 91")
    within = f"({week} - {quarter} * 13)"
    month = f"CASE WHEN {within} < 4 THEN 0 WHEN {within} < 8 THEN 28 ELSE 56 END"
    return sql.add_days(start, f"{quarter} * 91 + {month}")


def _retail(calendar: Calendar, grain: str, day: date) -> date:
    start = year_start(calendar, day)
    if grain == "fiscal_year":
        return start
    week = (day - start).days // 7
    quarter = min(week // 13, 3)
    month = min((week - quarter * 13) // 4, 2) * 28 if grain == "fiscal_month" else 0
    return start + timedelta(quarter * 91 + month)


def next_day(day: date) -> date:
    """The day after."""
    return day + timedelta(1)
