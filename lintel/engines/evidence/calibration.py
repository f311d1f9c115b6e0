"""Whether estimates came true: how often the actual value lay inside the range, and by how much it differs.

The share inside has Wilson's interval (Wilson 1927, “Probable inference, the law of succession, and
statistical inference”, Journal of the American Statistical Association 22); ranges are scored with the
interval score of Gneiting and Raftery (2007, “Strictly proper scoring rules, prediction, and estimation”,
ibid. 102, equation 43), the claim that the actual value lies inside with Brier's score (1950).
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

LEVEL = 0.9  # how often a range from low to high is meant to hold
LEAST = 5  # fewer estimates say nothing
CONFIDENCE = 1.959964  # of a 95 % interval, in standard errors


@dataclass(frozen=True)
class Estimate:
    """A range that was promised and the value that came. All in one unit, `likely` more than nothing."""

    low: float
    likely: float
    high: float
    actual: float


@dataclass(frozen=True)
class Calibration:
    """How a number of estimates came true.

    `inside` is a share with the bounds of its 95 % interval; `ratio` the median of actual by likely, with
    the quarters around it; `interval_score` the mean score of the ranges in units of the likely value, less
    being better; `brier` that of the claim that a range holds with `level`, 0 to 1, less being better.
    """

    count: int
    inside: float
    inside_low: float
    inside_high: float
    above: int
    below: int
    ratio: float
    ratio_low: float
    ratio_high: float
    interval_score: float
    brier: float
    level: float


def calibrate(
    estimates: Sequence[Estimate], *, level: float = LEVEL, least: int = LEAST
) -> Calibration | None:
    """How they came true; None for fewer than `least`. Order does not matter, nor does the unit.

    Raises `ValueError` for a range that does not rise or a likely value of nothing.
    """
    for one in estimates:
        if not (one.low <= one.likely <= one.high and one.likely > 0):
            raise ValueError(f"{one} is no range around more than nothing.")
    count = len(estimates)
    if count < max(least, 1):
        return None
    held = [one.low <= one.actual <= one.high for one in estimates]
    share = sum(held) / count
    low, high = wilson(sum(held), count)
    ratios = sorted(one.actual / one.likely for one in estimates)
    quarters = statistics.quantiles(ratios, n=4, method="inclusive") if count > 1 else ratios * 3
    return Calibration(
        count=count,
        inside=share,
        inside_low=low,
        inside_high=high,
        above=sum(one.actual > one.high for one in estimates),
        below=sum(one.actual < one.low for one in estimates),
        ratio=statistics.median(ratios),
        ratio_low=quarters[0],
        ratio_high=quarters[2],
        interval_score=math.fsum(sorted(interval_score(one, level) / one.likely for one in estimates))
        / count,
        brier=math.fsum((level - one) ** 2 for one in sorted(held)) / count,
        level=level,
    )


def interval_score(one: Estimate, level: float = LEVEL) -> float:
    """The width of the range, and a fine for each unit by which the actual value lies outside."""
    fine = 2 / (1 - level)
    return (one.high - one.low) + fine * (max(0.0, one.low - one.actual) + max(0.0, one.actual - one.high))


def wilson(successes: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share, also at its ends."""
    share, square = successes / count, CONFIDENCE**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = (
        CONFIDENCE * math.sqrt(share * (1 - share) / count + square / (4 * count**2)) / (1 + square / count)
    )
    return max(0.0, middle - half), min(1.0, middle + half)
