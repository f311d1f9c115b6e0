"""Give and take in figures: five grouped queries over covering indexes, counted once per state of the ledger.

An office's figures are about what was asked of it: how it answers, and what the askers say to that.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from lintel.audit.memory import remembered
from lintel.audit.sides import OFFICES, Office
from lintel.intake.models import Answer, AnswerKind, Reason, Reply, ReplyKind, Request

MOST_MONTHS = 120


@dataclass(frozen=True)
class Period:
    """Whole months, the first and the last included; each is the first day of its month."""

    first: dt.date
    last: dt.date

    def months(self) -> list[dt.date]:
        """All months, oldest first; at most ten years."""
        months = [self.first]
        while months[-1] < self.last and len(months) < MOST_MONTHS:
            months.append(next_month(months[-1]))
        return months

    def of(self, name: str) -> dict[str, dt.date]:
        """The period as a filter on a month column."""
        return {f"{name}__gte": self.first, f"{name}__lte": self.last}


def next_month(month: dt.date) -> dt.date:
    """The first day of the month after."""
    return (month + dt.timedelta(days=32)).replace(day=1)


def last_twelve(today: dt.date) -> Period:
    """This month and the eleven before it."""
    this = today.replace(day=1)
    return Period(next_month(this.replace(year=this.year - 1)), this)


@dataclass
class Tally:
    """What was asked of one office, in one month or over the period."""

    asked: int = 0
    answered: int = 0
    in_time: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    replies: Counter[str] = field(default_factory=Counter)
    alternatives_accepted: int = 0
    agreed: int = 0
    days: Counter[int] = field(default_factory=Counter)
    silent: int = 0

    @property
    def in_time_percent(self) -> int | None:
        """Share of answers that came by their date, or None without answers."""
        return round(100 * self.in_time / self.answered) if self.answered else None

    @property
    def refused(self) -> int:
        """Answers that showed another way."""
        return self.kinds[AnswerKind.ANOTHER_WAY]

    @property
    def counter_offers(self) -> int:
        """How often the asker made a counter-offer."""
        return self.replies[ReplyKind.COUNTER]

    @property
    def escalations(self) -> int:
        """How often the asker brought it to both offices."""
        return self.replies[ReplyKind.ESCALATE]

    @property
    def median_days(self) -> float | None:
        """Median days from asking to agreement, or None without agreements."""
        return median(self.days)

    def add(self, other: "Tally") -> None:
        """Take the other's counts in."""
        for name in ("asked", "answered", "in_time", "alternatives_accepted", "agreed", "silent"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("kinds", "reasons", "replies", "days"):
            getattr(self, name).update(getattr(other, name))


def median(days: Counter[int]) -> float | None:
    """The median of counted values; the mean of the middle two when their number is even."""
    total = sum(days.values())
    if not total:
        return None
    middle: list[int] = []
    seen = 0
    for value in sorted(days):
        seen += days[value]
        while len(middle) < 2 and seen > (total - 1 + len(middle)) // 2:
            middle.append(value)
        if len(middle) == 2:
            break
    return sum(middle) / 2


@dataclass(frozen=True)
class Figures:
    """Figures per office, and per office and month."""

    period: Period
    by_office: dict[Office, Tally]
    by_month: dict[tuple[Office, dt.date], Tally]

    @property
    def both(self) -> Tally:
        """The two offices together."""
        total = Tally()
        for tally in self.by_office.values():
            total.add(tally)
        return total


def figures(period: Period, today: dt.date) -> Figures:
    """Figures of the period. Silence is counted as of today; it belongs to no month."""
    return remembered(("give and take", period, today), lambda: _counted(period, today))


def _counted(period: Period, today: dt.date) -> Figures:
    months = {(office, month): Tally() for office in OFFICES for month in period.months()}
    _count_asked(months, period)
    _count_answers(months, period)
    _count_replies(months, period)
    _count_agreements(months, period)
    offices = {office: Tally() for office in OFFICES}
    for (office, _), tally in months.items():
        offices[office].add(tally)
    silent = (
        Request.objects.overdue(today).order_by().values_list("asked_office").annotate(number=Count("pk"))
    )
    for office, number in silent:
        offices[Office(office)].silent = number
    return Figures(period, offices, months)


Months = dict[tuple[Office, dt.date], Tally]


def _grouped(rows: Any, *names: str) -> Iterable[tuple[Any, ...]]:
    found: Iterable[tuple[Any, ...]] = rows.order_by().values_list(*names).annotate(number=Count("pk"))
    return found


def _count_asked(months: Months, period: Period) -> None:
    rows = Request.objects.filter(**period.of("asked_month"))
    for office, month, number in _grouped(rows, "asked_office", "asked_month"):
        if (Office(office), month) in months:
            months[Office(office), month].asked += number


def _count_answers(months: Months, period: Period) -> None:
    rows = Answer.objects.filter(**period.of("month"))
    for office, month, kind, reason, in_time, number in _grouped(
        rows, "office", "month", "kind", "reason_type", "in_time"
    ):
        tally = months.get((Office(office), month))
        if tally is None:
            continue
        tally.answered += number
        tally.in_time += number if in_time else 0
        tally.kinds[kind] += number
        if kind == AnswerKind.ANOTHER_WAY:
            tally.reasons[reason] += number


def _count_replies(months: Months, period: Period) -> None:
    rows = Reply.objects.filter(**period.of("month"))
    for office, month, kind, answered, number in _grouped(rows, "office", "month", "kind", "answer_kind"):
        tally = months.get((Office(office), month))
        if tally is None:
            continue
        tally.replies[kind] += number
        if kind == ReplyKind.ACCEPT and answered == AnswerKind.ANOTHER_WAY:
            tally.alternatives_accepted += number


def _count_agreements(months: Months, period: Period) -> None:
    rows = Request.objects.filter(**period.of("agreed_month"))
    for office, month, days, number in _grouped(rows, "asked_office", "agreed_month", "agreed_after_days"):
        tally = months.get((Office(office), month))
        if tally is not None:
            tally.agreed += number
            tally.days[days] += number


def as_rows(found: Figures) -> tuple[list[str], list[list[Any]]]:
    """Header and rows of the figures per office and month, as a file holds them."""
    header = ["Month", "Asked of", "Requests", "Answers", "Answered in time", "Answered in time (%)"]
    header += [f"Answer: {kind.label}" for kind in AnswerKind]
    header += [f"Refused: {reason.label}" for reason in Reason]
    header += ["Alternatives accepted", "Counter-offers", "Escalations", "Agreed", "Median days to agreement"]
    rows = []
    for (office, month), tally in sorted(found.by_month.items(), key=lambda item: (item[0][1], item[0][0])):
        row: list[Any] = [f"{month:%Y-%m}", office.label, tally.asked, tally.answered, tally.in_time]
        row += [tally.in_time_percent, *(tally.kinds[kind] for kind in AnswerKind)]
        row += [tally.reasons[reason] for reason in Reason]
        row += [tally.alternatives_accepted, tally.counter_offers, tally.escalations, tally.agreed]
        rows.append([*row, tally.median_days])
    return header, rows
