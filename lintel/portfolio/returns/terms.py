"""What is assumed, as it travels from form, program and command line into the action."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

SHAPES = (("pert", "PERT: most likely values weigh more"), ("triangular", "Triangular"))
PERCENTS = ("discount_rate", "inflation")
CORRELATIONS = ("benefit_correlation", "portfolio_correlation")
DELAYS = ("delay_low", "delay_likely", "delay_high")


@dataclass(frozen=True)
class Terms:
    """Rates in per cent a year, the horizon in years, delays in months, correlations from 0 to 1. `rates`
    says what one unit of another currency is worth in `currency`; `day_rates` what a day of a specialty (by
    its number) costs where it is not `day_rate`."""

    currency: str = "EUR"
    discount_rate: Decimal = Decimal(8)
    inflation: Decimal = Decimal(2)
    horizon: int = 5
    shape: str = "pert"
    benefit_correlation: Decimal = Decimal("0.3")
    portfolio_correlation: Decimal = Decimal("0.1")
    delay_low: Decimal = Decimal(0)
    delay_likely: Decimal = Decimal(0)
    delay_high: Decimal = Decimal(0)
    day_rate: Decimal = Decimal(700)
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    day_rates: Mapping[int, Decimal] = field(default_factory=dict)
