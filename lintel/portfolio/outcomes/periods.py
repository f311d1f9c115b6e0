"""Fiscal periods of a promise: how long each is, and what of it was promised up to a day."""

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lintel.portfolio.proposals.models import Benefit
from lintel.portfolio.returns.gathering import period_months

CENT = Decimal("0.01")


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day that many months later, or the last of a shorter month; never after the last of all."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class Span:
    """One fiscal period: its name, its first day and the first day after it."""

    name: str
    first: dt.date
    end: dt.date

    def share_until(self, day: dt.date) -> Decimal:
        """The part of the period that is over at the end of a day, from 0 to 1."""
        over = (day - self.first).days + 1
        return Decimal(max(0, min(over, self.days))) / self.days

    def share_within(self, first: dt.date, end: dt.date) -> Decimal:
        """The part of the days from `first` to before `end` that lies in this period; 0 for no days."""
        whole = (end - first).days
        inside = (min(end, self.end) - max(first, self.first)).days
        return Decimal(max(0, inside)) / whole if whole > 0 else Decimal(0)

    @property
    def days(self) -> int:
        """How many days it has."""
        return max(1, (self.end - self.first).days)


@dataclass(frozen=True)
class Amounts:
    """A range of money."""

    low: Decimal
    likely: Decimal
    high: Decimal


def spans(periods: Sequence[Mapping[str, Any]]) -> list[Span]:
    """The periods of a promised benefit; their length follows from their distance, else from their name."""
    starts = [(str(one["period"]), dt.date.fromisoformat(one["period_starts_on"])) for one in periods]
    length = period_months([Benefit(period=name, period_starts_on=first) for name, first in starts])
    return [Span(name, first, months_later(first, length)) for name, first in starts]


def promised_until(periods: Sequence[Mapping[str, Any]], day: dt.date) -> Amounts:
    """What was promised up to the end of a day: whole periods, and of the running one its part by days."""
    shares = [span.share_until(day) for span in spans(periods)]

    def summed(name: str) -> Decimal:
        amounts = (Decimal(one[name]) * share for one, share in zip(periods, shares, strict=True))
        return sum(amounts, Decimal(0)).quantize(CENT)

    return Amounts(summed("low"), summed("likely"), summed("high"))
