"""Days that people work elsewhere for a time: the room above that lends them says which.

They come on top of the days that were written down for a specialty, or off them, and are shown by name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lintel.portfolio.proposals.radar import DAYS_A_MONTH
from lintel.portfolio.roadmaps.calendar import MONTHS
from lintel.portfolio.roadmaps.models import Roadmap


@dataclass(frozen=True)
class Loan:
    """Somebody works from a day to a day (both included) for `share` per cent of a week elsewhere: the
    specialty has these days more (`sign` 1) or fewer (-1)."""

    specialty: int
    named: str  # the specialty
    starts: dt.date
    ends: dt.date
    share: int
    sign: int
    says: str  # who goes where
    url: str


@dataclass(frozen=True)
class Moved:
    """A loan as it falls into the periods of a roadmap, in days."""

    loan: Loan
    days: tuple[float, ...]


Find = Callable[[dt.date, dt.date], Iterable[Loan]]
_lenders: list[Find] = []


def lend(find: Find) -> None:
    """Say who works elsewhere between two days; called once at start-up."""
    _lenders[:] = [find]


def moved(roadmap: Roadmap) -> list[Moved]:
    """All loans that fall into the roadmap, with their days by period."""
    if not _lenders:
        return []
    loans = _lenders[0](roadmap.starts_on, roadmap.ends_on)
    return [Moved(loan, _days(loan, roadmap)) for loan in loans]


def counting(roadmap: Roadmap) -> list[Moved]:
    """Those of them that a plan counts: of specialties whose days the roadmap knows."""
    known = set(roadmap.capacities.values_list("specialty_id", flat=True))
    return [one for one in moved(roadmap) if one.loan.specialty in known]


def _days(loan: Loan, roadmap: Roadmap) -> tuple[float, ...]:
    """Days by period: as much of a period's working days as the loan covers of its calendar days."""
    whole = loan.sign * DAYS_A_MONTH * MONTHS[roadmap.unit] * loan.share / 100
    return tuple(round(whole * _covered(loan, roadmap, period), 2) for period in range(roadmap.length))


def _covered(loan: Loan, roadmap: Roadmap, period: int) -> float:
    first, after = roadmap.day_of(period), roadmap.day_of(period + 1)
    shared = (min(loan.ends + dt.timedelta(days=1), after) - max(loan.starts, first)).days
    return max(shared, 0) / (after - first).days


def with_loans(roadmap: Roadmap, days: Mapping[int, list[float]]) -> dict[int, list[float]]:
    """The days by specialty that a plan may count on; never fewer than none."""
    counted = {key: list(values) for key, values in days.items()}
    for one in moved(roadmap):
        if one.loan.specialty in counted:
            there = counted[one.loan.specialty]
            counted[one.loan.specialty] = [a + b for a, b in zip(there, one.days, strict=True)]
    return {key: [round(max(value, 0.0), 2) for value in values] for key, values in counted.items()}
