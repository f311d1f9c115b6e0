"""What comes out: frozen, in the assumptions' currency, with years and shares as plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PERCENTILES = (5, 10, 25, 50, 75, 90, 95)


@dataclass(frozen=True)
class Worth:
    """A net present value as a distribution. `error_low` to `error_high` is the 95 % interval of the mean
    that the number of draws leaves; `loss_error` the half width of that of the chance of loss. `shortfall` is
    the mean of the worst 5 % of draws."""

    mean: float
    deviation: float
    error_low: float
    error_high: float
    percentiles: tuple[float, ...]
    chance_of_loss: float
    loss_error: float
    shortfall: float


@dataclass(frozen=True)
class Irr:
    """The internal rate of return per year: of the expected cash (`rates`: none, one or several), and the
    percentiles over those of the first `draws` draws that have exactly one; `single` is their share."""

    kind: Literal["one", "none", "several"]
    rates: tuple[float, ...]
    percentiles: tuple[float | None, ...]
    single: float
    draws: int


@dataclass(frozen=True)
class Payback:
    """Years until the money is back, counted within a period as if it came in evenly. None: not within the
    horizon. `never` is the share of draws in which that is so."""

    expected: float | None
    percentiles: tuple[float | None, ...]
    never: float


@dataclass(frozen=True)
class Band:
    """Percentiles of what has come in and gone out by the end of a period: as cash, and discounted."""

    period: int
    cash: tuple[float, ...]
    discounted: tuple[float, ...]


@dataclass(frozen=True)
class Influence:
    """How much of the variance of the NPV one row explains (first-order Sobol index), and the mean NPV in the
    tenth of the draws in which this row turns out worst and best."""

    name: str
    kind: str
    share: float
    worst: float
    best: float


@dataclass(frozen=True)
class Return:
    """The return of one investment. `benefits` and `at_risk`: the mean present value of all benefits, and how
    far below that its 5th percentile lies. `beyond` names the benefits that begin after the horizon."""

    name: str
    currency: str
    seed: int
    draws: int
    periods: int
    periods_per_year: int
    worth: Worth
    cashable: Worth
    irr: Irr
    plain: Payback
    discounted: Payback
    bands: tuple[Band, ...]
    influences: tuple[Influence, ...]
    benefits: float
    at_risk: float
    beyond: tuple[str, ...]


@dataclass(frozen=True)
class Member:
    """One investment within a portfolio. `risk` is its part of the total's deviation (Euler: covariance with
    the total over its variance; all add up to 1), `tail` its mean in the worst 5 % of the total."""

    name: str
    mean: float
    deviation: float
    chance_of_loss: float
    risk: float
    tail: float


@dataclass(frozen=True)
class Portfolio:
    """Many investments together. `apart` is the sum of their deviations, `diversification` the share of it
    that disappears because they do not go wrong together."""

    currency: str
    seed: int
    draws: int
    total: Worth
    members: tuple[Member, ...]
    apart: float
    diversification: float
