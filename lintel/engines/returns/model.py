"""What an investment costs and may bring, and what is assumed about the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["pert", "triangular"]
ONE_OFF, RUN, DELAY = "One-off cost", "Run cost", "Delay"


@dataclass(frozen=True)
class Range:
    """An estimate: at least, most likely, at most."""

    low: float
    likely: float
    high: float

    @classmethod
    def exactly(cls, value: float) -> Range:
        """A number that is known."""
        return cls(value, value, value)

    @property
    def certain(self) -> bool:
        """There is nothing to draw."""
        return self.low == self.high


@dataclass(frozen=True)
class Benefit:
    """What one fiscal period brings. Rows of one `name` are one judgement carried over several periods: they
    are low together and high together. `period` counts from 1; `driver` names what moves it together with
    benefits of other investments."""

    name: str
    period: int
    amount: Range
    cashable: bool = True
    currency: str = ""
    driver: str = ""


@dataclass(frozen=True)
class Effort:
    """Person-days of one kind of specialist, and what such a day costs."""

    name: str
    days: Range
    day_rate: float
    currency: str = ""


@dataclass(frozen=True)
class Tie:
    """A stated rank correlation (Spearman's, −1 to 1) between two rows, by their names."""

    one: str
    other: str
    rank: float


@dataclass(frozen=True)
class Investment:
    """One proposal. The one-off cost and the effort fall due at once (period 0), everything else at the end
    of its period. The run cost begins in the period after `delivered` and goes on for `runs` periods (to the
    horizon where that is None). `delay` is in periods: benefits and run cost come so much later, and what is
    pushed beyond the horizon is lost. `begins` is in years after the day to which a portfolio is discounted.
    """

    name: str
    one_off: Range
    run_per_year: Range = Range(0.0, 0.0, 0.0)
    benefits: tuple[Benefit, ...] = ()
    efforts: tuple[Effort, ...] = ()
    delay: Range = Range(0.0, 0.0, 0.0)
    delivered: int = 0
    runs: int | None = None
    begins: float = 0.0
    periods_per_year: int = 4
    currency: str = ""
    ties: tuple[Tie, ...] = ()

    def names(self) -> list[str]:
        """The rows that are drawn, each once, in the order of the alphabet."""
        own = [ONE_OFF, RUN, DELAY, *(one.name for one in self.efforts)]
        return sorted({*own, *(one.name for one in self.benefits)})


@dataclass(frozen=True)
class Assumptions:
    """What holds for every investment. Amounts are in today's prices and rise with `inflation`; the
    `discount_rate` is nominal; both are per year. `rates` says what one unit of another currency is worth in
    `currency`. `benefit_correlation` is the rank correlation of two benefits of one investment; two benefits
    with one driver, wherever they are, have that of `drivers` on top.
    """

    currency: str = "EUR"
    discount_rate: float = 0.08
    inflation: float = 0.0
    horizon: int = 5
    rates: Mapping[str, float] = field(default_factory=dict)
    shape: Shape = "pert"
    benefit_correlation: float = 0.0
    drivers: Mapping[str, float] = field(default_factory=dict)
