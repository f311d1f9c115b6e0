"""Days and their periods, as people and files write them."""

import datetime as dt
import re

from lintel.insight.context.models import Grain

ORDER = [Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR]
SEASON = {Grain.DAY: 7, Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4}  # periods after which it repeats
_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4})")
_QUARTER = re.compile(r"(\d{4})[-\s]?[Qq]([1-4])|[Qq]([1-4])[-\s/]?(\d{4})")
_YEAR = re.compile(r"\d{4}")
_WEEK = re.compile(r"(\d{4})-?[Ww](\d{2})")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:T.*)?")


def coarser(one: str, other: str) -> str:
    """The longer of two grains."""
    return str(max(one, other, key=lambda grain: ORDER.index(Grain(grain))))


def start_of(day: dt.date, grain: str) -> dt.date:
    """The first day of the period that a day lies in; weeks begin on Monday."""
    match grain:
        case Grain.WEEK:
            return day - dt.timedelta(days=day.weekday())
        case Grain.MONTH:
            return day.replace(day=1)
        case Grain.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case Grain.YEAR:
            return day.replace(month=1, day=1)
    return day


def after(start: dt.date, grain: str) -> dt.date:
    """The first day of the next period."""
    match grain:
        case Grain.DAY:
            return start + dt.timedelta(days=1)
        case Grain.WEEK:
            return start + dt.timedelta(days=7)
        case Grain.YEAR:
            return start.replace(year=start.year + 1)
    months = 3 if grain == Grain.QUARTER else 1
    month = start.month - 1 + months
    return start.replace(year=start.year + month // 12, month=month % 12 + 1)


def a_year_before(start: dt.date, grain: str) -> dt.date:
    """The same period of the year before; for weeks and days 52 weeks earlier, the same day of the week."""
    if grain in {Grain.DAY, Grain.WEEK}:
        return start - dt.timedelta(weeks=52)
    return start.replace(year=start.year - 1)


def period_of(text: str) -> dt.date:
    """The first day of a period such as 2026, 2026-Q3, 2026-11, 2026-W07 or 2026-11-29.

    Errors: `ValueError` with a sentence.
    """
    said = text.strip()
    try:
        if match := _DAY.fullmatch(said):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _WEEK.fullmatch(said):
            return dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        if match := _QUARTER.fullmatch(said):
            year, quarter = int(match[1] or match[4]), int(match[2] or match[3])
            return dt.date(year, quarter * 3 - 2, 1)
        if match := _MONTH.fullmatch(said):
            return dt.date(int(match[1] or match[4]), int(match[2] or match[3]), 1)
        if _YEAR.fullmatch(said):
            return dt.date(int(said), 1, 1)
    except ValueError:
        pass
    raise ValueError(f"“{text}” is no period. Write 2026-11, 2026-Q4, 2026-W48, 2026 or 2026-11-29.")
