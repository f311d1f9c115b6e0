"""Looking while a trial runs, without being fooled by looking often.

The mixture sequential probability ratio test of Johari, Koomen, Pekelis and Walsh (2022, “Always valid
inference: continuous monitoring of A/B tests”, Operations Research 70; arXiv 1512.04922), with a normal
mixture N(0, τ²) over the difference: its p-value may be read after every unit and stop the trial at any
time, and its intervals together cover the truth with the stated probability (a confidence sequence; the
same normal-mixture boundary as in Howard, Ramdas, McAuliffe, Sekhon 2021). τ is the smallest difference
worth finding, fixed in the plan before the start: any fixed τ is valid, this one finds such a difference
soonest. The variance is estimated, so validity is asymptotic, and no look is given before each variant has
`LEAST` units.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

from lintel.engines.evidence.outcome import Interval

LEAST = 100  # units in each variant before the first look


@dataclass(frozen=True)
class Look:
    """What may be said on a day: the difference with what all intervals up to that day have in common, and
    the p-value, which never rises again."""

    day: dt.date | None
    control_units: int
    variant_units: int
    difference: Interval
    p_value: float
    decided: bool


@dataclass(frozen=True)
class Seen:
    """A difference and its standard error as they stood on a day."""

    day: dt.date | None
    control_units: int
    variant_units: int
    difference: float
    error: float


def p_value(difference: float, error: float, mixture: float) -> float:
    """The always-valid p-value of one look: one over the mixture likelihood ratio, at most 1."""
    if error <= 0:
        return 1.0
    noise, spread = error**2, mixture**2
    log_ratio = difference**2 * spread / (2 * noise * (noise + spread)) - math.log1p(spread / noise) / 2
    return min(1.0, math.exp(-min(log_ratio, 700)))


def half_width(error: float, mixture: float, level: float) -> float:
    """Half the width of the confidence sequence at one look."""
    noise, spread = error**2, mixture**2
    if noise <= 0:
        return 0.0
    return math.sqrt(
        noise * (noise + spread) / spread * (math.log1p(spread / noise) - 2 * math.log(1 - level))
    )


def looks(seen: Iterable[Seen], mixture: float, *, level: float = 0.95) -> tuple[Look, ...]:
    """The looks of a trial in order of time. `mixture` is τ, in the metric's unit and above zero."""
    if mixture <= 0:
        raise ValueError("The smallest difference worth finding must be above zero.")
    found: list[Look] = []
    least, low, high = 1.0, -math.inf, math.inf
    for one in seen:
        if min(one.control_units, one.variant_units) < LEAST:
            continue
        half = half_width(one.error, mixture, level)
        least = min(least, p_value(one.difference, one.error, mixture))
        low, high = max(low, one.difference - half), min(high, one.difference + half)
        if low > high:  # the intervals of two looks do not meet: the later one stands for itself
            low, high = one.difference - half, one.difference + half
        found.append(
            Look(
                one.day, one.control_units, one.variant_units, Interval(one.difference, low, high), least,
                least <= 1 - level,
            )
        )  # fmt: skip
    return tuple(found)
