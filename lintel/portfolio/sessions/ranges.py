"""WSJF and RICE as intervals instead of false precision, and the ranks that they leave open. Pure arithmetic.

Interval arithmetic on positive numbers after R. E. Moore (Interval Analysis, 1966). Each input stands once in
each formula, so the bounds are reached and not merely safe. Inputs of different items are taken to be free of
each other.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Interval:
    """From the least to the most that is possible; both ends belong to it."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"{self.low} to {self.high} is no interval")

    @property
    def middle(self) -> float:
        """Half-way between the ends."""
        return (self.low + self.high) / 2


@dataclass(frozen=True)
class RankRange:
    """The best and the worst rank that an item can have; 1 is the first. Equals share the better rank."""

    best: int
    worst: int


def hull(values: Iterable[float]) -> Interval | None:
    """The interval that holds all values; None for none."""
    found = list(values)
    return Interval(min(found), max(found)) if found else None


def wsjf(value: Interval, criticality: Interval, risk: Interval, size: Interval) -> Interval:
    """Weighted shortest job first: (value + criticality + risk or opportunity) ÷ size, sizes above zero.

    Source: D. Reinertsen, The Principles of Product Development Flow, 2009, in the form of SAFe.
    Errors: `ValueError` where the size reaches zero.
    """
    if size.low <= 0:
        raise ValueError("a job size has to be more than nothing")
    low = value.low + criticality.low + risk.low
    high = value.high + criticality.high + risk.high
    return Interval(low / size.high, high / size.low)


def rice(reach: Interval, impact: Interval, confidence: Interval, effort: Interval) -> Interval:
    """Reach × impact × confidence ÷ effort; confidence in per cent, none below zero, effort above it.

    Source: S. McBride, Intercom, 2016. Errors: `ValueError` where effort reaches zero or one is negative.
    """
    if effort.low <= 0 or min(reach.low, impact.low, confidence.low) < 0:
        raise ValueError("effort has to be more than nothing, and nothing may be negative")
    return Interval(
        reach.low * impact.low * confidence.low / 100 / effort.high,
        reach.high * impact.high * confidence.high / 100 / effort.low,
    )


def rank_ranges(scores: Mapping[K, Interval]) -> dict[K, RankRange]:
    """For each item the best and the worst rank that its score can have among all, highest score first.

    At its best an item has its highest score and all others their lowest; only those whose lowest is still
    higher stand before it. At its worst it is the other way round. O(n²).
    """
    return {
        key: RankRange(
            best=1 + sum(other.low > own.high for name, other in scores.items() if name != key),
            worst=1 + sum(other.high > own.low for name, other in scores.items() if name != key),
        )
        for key, own in scores.items()
    }


def share_before(ours: Sequence[float], theirs: Sequence[float]) -> float | None:
    """In which share of all pairs of one answer here and one there the first is higher; equals count half.

    All pairs instead of draws, so that it is exact. The probability of superiority (McGraw and Wong, 1992).
    None where one of the two has no answer.
    """
    pairs = len(ours) * len(theirs)
    if not pairs:
        return None
    return sum((a > b) + (a == b) / 2 for a, b in product(ours, theirs)) / pairs
