"""The company's fiscal periods, as the calendar of the metrics has them."""

import datetime as dt
from dataclasses import dataclass

from lintel.insight.definitions.catalogue import catalogue
from lintel.insight.definitions.models import SemanticModel

QUARTERS_AHEAD = 8
MONTHS_A_QUARTER = 3


@dataclass(frozen=True)
class FiscalPeriod:
    """A quarter or a year, with its usual name and its first day."""

    name: str
    starts_on: dt.date


def periods(today: dt.date) -> list[FiscalPeriod]:
    """The fiscal quarters from this one on, and the years that begin among them; none where a year has 52 or
    53 weeks, for there the months do not tell. A year is named after the one in which it ends."""
    month = first_month()
    return [] if month is None else periods_from(month, today)


def periods_from(month: int, today: dt.date) -> list[FiscalPeriod]:
    """The same for a fiscal year that begins in this month, 1 to 12."""
    found = []
    late = (today.month - month) % 12
    start = _moved(today.replace(day=1), -(late % MONTHS_A_QUARTER))
    for number in range(QUARTERS_AHEAD):
        first = _moved(start, number * MONTHS_A_QUARTER)
        begun = _moved(first, -((first.month - month) % 12))
        year = _moved(begun, 11).year % 100
        quarter = (first.month - month) % 12 // MONTHS_A_QUARTER + 1
        found.append(FiscalPeriod(f"FY{year:02} Q{quarter}", first))
        if quarter == 1:
            found.append(FiscalPeriod(f"FY{year:02}", first))
    return found


def first_month() -> int | None:
    """The month, 1 to 12, with which a fiscal year begins; nothing where a year has 52 or 53 weeks."""
    if not SemanticModel.objects.exists():
        return 1
    calendar = catalogue().model.calendar
    return calendar.fiscal_year_start if calendar.pattern == "gregorian" else None


def _moved(day: dt.date, months: int) -> dt.date:
    """The first of the month that many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1)
