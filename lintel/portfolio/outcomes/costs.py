"""What it cost beside what was promised: by fiscal quarter and in all, money and days."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lintel.people.models import Specialty
from lintel.portfolio.outcomes.models import Actual, CostKind, Promise
from lintel.portfolio.outcomes.periods import CENT, Span, months_later
from lintel.portfolio.proposals.fiscal import first_month, periods_from
from lintel.portfolio.returns.models import Assumptions

QUARTER = 3
DAYS_A_YEAR = Decimal("365.25")
MOST_QUARTERS = 80


@dataclass(frozen=True)
class Quarter:
    """Money of one fiscal quarter: promised and paid. `counts` says that it has begun."""

    name: str
    first: dt.date
    promised: Decimal
    paid: Decimal

    @property
    def variance(self) -> Decimal:
        """More was paid than promised, or less."""
        return self.paid - self.promised


@dataclass(frozen=True)
class Work:
    """Days of one specialty: the promised range, and what was worked so far."""

    specialty: str
    side: str
    low: Decimal
    likely: Decimal
    high: Decimal
    worked: Decimal | None

    @property
    def place(self) -> str:
        """Where the actual value lies."""
        if self.worked is None:
            return "nothing was brought in"
        return (
            "above the range"
            if self.worked > self.high
            else "within the range"
            if self.worked >= self.low
            else "below the range so far"
        )


@dataclass(frozen=True)
class Costs:
    """Everything about cost. `left_out` names currencies that the assumptions have no rate for."""

    currency: str
    quarters: list[Quarter]
    work: list[Work]
    one_off_promised: Decimal | None
    one_off_paid: Decimal | None
    left_out: list[str] = field(default_factory=list)

    @property
    def promised(self) -> Decimal:
        """Promised up to now."""
        return sum((one.promised for one in self.quarters), Decimal(0))

    @property
    def paid(self) -> Decimal:
        """Paid up to now."""
        return sum((one.paid for one in self.quarters), Decimal(0))

    @property
    def variance(self) -> Decimal:
        """More was paid than promised, or less."""
        return self.paid - self.promised

    @property
    def known(self) -> bool:
        """Something was brought in."""
        return self.one_off_paid is not None or any(one.worked is not None for one in self.work)


def costs_of(promise: Promise, actuals: Sequence[Actual], today: dt.date) -> Costs:
    """Both sides of the cost; the running quarter counts up to today.

    The promised one-off cost is spread evenly over the time frame (all of it on the day of approval where
    that is open), the run cost from its end on.
    """
    assumed = Assumptions.objects.in_force()
    rates = {promise.currency: Decimal(1)} | _rates(promise.currency, assumed)
    spans = _quarters(promise, actuals, today)
    money = [one for one in actuals if one.kind != CostKind.WORK and one.amount is not None]
    quarters = []
    for span in spans:
        until = min(span.end, today + dt.timedelta(days=1))
        inside = [one for one in money if span.first <= one.starts_on < span.end and one.currency in rates]
        paid = sum(((one.amount or 0) * rates[one.currency] for one in inside), Decimal(0))
        promised = _promised(promise, span.first, until) if until > span.first else Decimal(0)
        quarters.append(Quarter(span.name, span.first, promised.quantize(CENT), paid.quantize(CENT)))
    one_off = [one for one in money if one.kind == CostKind.ONE_OFF and one.currency in rates]
    terms = promise.terms["one_off_cost"]
    return Costs(
        promise.currency, quarters, _work(promise, actuals),
        Decimal(terms) if terms is not None else None,
        sum(((one.amount or 0) * rates[one.currency] for one in one_off), Decimal(0)) if one_off else None,
        sorted({one.currency for one in money if one.currency not in rates}),
    )  # fmt: skip


def _rates(currency: str, assumed: Assumptions | None) -> dict[str, Decimal]:
    """What one unit of other currencies is worth in the promise's, by the assumptions in force."""
    if assumed is None:
        return {}
    worth = {assumed.currency: Decimal(1)} | {code: Decimal(rate) for code, rate in assumed.rates.items()}
    return {code: rate / worth[currency] for code, rate in worth.items()} if currency in worth else {}


def _quarters(promise: Promise, actuals: Sequence[Actual], today: dt.date) -> list[Span]:
    """Fiscal quarters from the first day that matters to today; calendar ones where years are of weeks."""
    begins = [one.starts_on for one in actuals]
    begins.append(min(promise.day("starts_on") or promise.frozen_at.date(), today))
    month = first_month() or 1
    first = min(begins)
    found: list[Span] = []
    while first <= today and len(found) < MOST_QUARTERS:
        named = next(one for one in periods_from(month, first) if "Q" in one.name)
        end = months_later(named.starts_on, QUARTER)
        found.append(Span(named.name, named.starts_on, end))
        first = end
    return found


def _promised(promise: Promise, first: dt.date, until: dt.date) -> Decimal:
    """What was promised to be paid from a day to before another."""
    terms = promise.terms
    begin = promise.day("starts_on") or promise.frozen_at.date()
    end = promise.day("ends_on") or begin
    end = max(end, begin) + dt.timedelta(days=1)
    found = Span("", first, until).share_within(begin, end) * Decimal(terms["one_off_cost"] or 0)
    running = (until - max(first, end)).days
    if running > 0:
        found += Decimal(running) / DAYS_A_YEAR * Decimal(terms["run_cost"] or 0)
    return found


def _work(promise: Promise, actuals: Sequence[Actual]) -> list[Work]:
    worked: dict[int, Decimal] = {}
    for one in actuals:
        if one.specialty_id is not None:
            worked[one.specialty_id] = worked.get(one.specialty_id, Decimal(0)) + (one.days or 0)
    promised = {row["specialty_id"]: row for row in promise.terms["efforts"]}
    named = Specialty.objects.in_bulk([*{*worked, *promised}])
    found = []
    nothing: dict[str, Any] = {"low": 0, "likely": 0, "high": 0}
    for key, specialty in sorted(named.items(), key=lambda one: (one[1].side, one[1].name)):
        row = promised.get(key, nothing)
        low, likely, high = (Decimal(row[name]) for name in ("low", "likely", "high"))
        found.append(Work(specialty.name, specialty.side, low, likely, high, worked.get(key)))
    return found
