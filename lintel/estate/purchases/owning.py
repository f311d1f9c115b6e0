"""Total cost of ownership: everything an option costs from before it runs to the end of the years reckoned,
leaving it included. Nothing is discounted, as in a purchase the years are few; the return of the whole
investment is the proposal's to reckon."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lintel.estate.purchases.models import Option

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Ownership:
    """Low, most likely and high, in the purchase's currency; by year (0 first) and by what it is for.

    `leaving` is the cost of the way out, which the totals include. `known` says whether anybody wrote a cost.
    """

    low: Decimal
    likely: Decimal
    high: Decimal
    by_year: tuple[Decimal, ...]
    by_kind: tuple[tuple[str, Decimal], ...]
    leaving: Decimal
    known: bool


def ownership(option: Option, years: int) -> Ownership:
    """What an option costs over so many years; what lies beyond is left out. Uses prefetched `costs`."""
    rows = [row for row in option.costs.all() if row.year <= years]
    leaving = option.exit_cost or NOTHING
    by_year = [NOTHING] * (years + 1)
    by_kind: dict[str, Decimal] = {}
    for row in rows:
        by_year[row.year] += row.amount
        by_kind[row.get_kind_display()] = by_kind.get(row.get_kind_display(), NOTHING) + row.amount
    return Ownership(
        low=sum((row.amount if row.low is None else row.low for row in rows), leaving),
        likely=sum((row.amount for row in rows), leaving),
        high=sum((row.amount if row.high is None else row.high for row in rows), leaving),
        by_year=tuple(by_year),
        by_kind=tuple(sorted(by_kind.items(), key=lambda pair: -pair[1])),
        leaving=leaving,
        known=bool(rows),
    )
