"""Score intervals for the difference and the quotient of two shares.

Miettinen and Nurminen (1985, “Comparative analysis of two rates”, Statistics in Medicine 4): the values
that the score test does not reject, with the shares estimated under each of them (Farrington and Manning
1990 in closed form) and the variance times N / (N − 1). Written here because statsmodels' version of the
interval for the difference finds no root for small counts and differs from the published examples.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Counts:
    """Hits and units of two groups, the first set against the second."""

    hits: int
    units: int
    other_hits: int
    other_units: int

    @property
    def share(self) -> float:
        """Hits of the first group by its units."""
        return self.hits / self.units

    @property
    def other(self) -> float:
        """Hits of the second group by its units."""
        return self.other_hits / self.other_units

    @property
    def widening(self) -> float:
        """N / (N − 1)."""
        total = self.units + self.other_units
        return total / (total - 1)


def p_value(counts: Counts) -> float:
    """The two-sided p-value of no difference."""
    return math.erfc(abs(_z_of_difference(counts, 0.0)) / math.sqrt(2))


def difference(counts: Counts, level: float) -> tuple[float, float]:
    """The bounds of the interval for the difference of the shares."""
    bound = _bound(level)
    apart = counts.share - counts.other

    def z(value: float) -> float:
        return _z_of_difference(counts, value)

    return _crossing(z, bound, -1.0, apart), _crossing(z, -bound, apart, 1.0)


def quotient(counts: Counts, level: float) -> tuple[float, float]:
    """The bounds of the interval for the quotient of the shares; both groups need a hit."""
    bound = _bound(level)
    middle = math.log(counts.share / counts.other)

    def z(value: float) -> float:
        return _z_of_quotient(counts, math.exp(value))

    return (
        math.exp(_crossing(z, bound, middle - 30, middle)),
        math.exp(_crossing(z, -bound, middle, middle + 30)),
    )


def _bound(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def _z_of_difference(counts: Counts, apart: float) -> float:
    one, other = counts.share, counts.other
    theta = counts.other_units / counts.units
    a = 1 + theta
    b = -(1 + theta + one + theta * other + apart * (theta + 2))
    c = apart**2 + apart * (2 * one + theta + 1) + one + theta * other
    d = -one * apart * (1 + apart)
    v = b**3 / (27 * a**3) - b * c / (6 * a**2) + d / (2 * a)
    u = math.copysign(math.sqrt(max(b**2 / (9 * a**2) - c / (3 * a), 0.0)), v)
    angle = (math.pi + math.acos(max(-1.0, min(1.0, v / u**3 if u else 0.0)))) / 3
    first = min(1.0, max(0.0, 2 * u * math.cos(angle) - b / (3 * a)))
    second = min(1.0, max(0.0, first - apart))
    return _standardised(one - other - apart, counts, first, second, 1.0)


def _z_of_quotient(counts: Counts, ratio: float) -> float:
    total, hits = counts.units + counts.other_units, counts.hits + counts.other_hits
    b = -(counts.units * ratio + counts.hits + counts.other_units + counts.other_hits * ratio)
    second = (-b - math.sqrt(max(b**2 - 4 * total * ratio * hits, 0.0))) / (2 * total * ratio)
    return _standardised(counts.share - ratio * counts.other, counts, ratio * second, second, ratio)


def _standardised(apart: float, counts: Counts, first: float, second: float, factor: float) -> float:
    variance = (
        first * (1 - first) / counts.units + factor**2 * second * (1 - second) / counts.other_units
    ) * counts.widening
    if variance <= 0:
        return 0.0 if apart == 0 else math.copysign(math.inf, apart)
    return apart / math.sqrt(variance)


def _crossing(z: Callable[[float], float], bound: float, low: float, high: float) -> float:
    """Where a falling statistic crosses a bound, by bisection."""
    for _ in range(80):
        middle = (low + high) / 2
        if z(middle) > bound:
            low = middle
        else:
            high = middle
    return (low + high) / 2
