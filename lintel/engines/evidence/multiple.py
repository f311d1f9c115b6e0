"""Several comparisons at once, so that one of them does not win by chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Correction = Literal["holm", "benjamini-hochberg", "none"]


def adjusted(p_values: Sequence[float], correction: Correction) -> tuple[float, ...]:
    """P-values after correction, in the order given.

    Holm (1979) keeps the chance of any false finding at the level; Benjamini and Hochberg (1995) keep the
    share of false ones among the findings.
    """
    if correction == "none" or len(p_values) < 2:
        return tuple(p_values)
    return _benjamini_hochberg(p_values) if correction == "benjamini-hochberg" else _holm(p_values)


def _holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Step by step from the smallest. Libraries have both, but statsmodels collects all garbage at each call
    (0.3 s) and scipy.stats takes half a second to load."""
    count, least = len(p_values), 0.0
    found = [0.0] * count
    for rank, place in enumerate(sorted(range(count), key=lambda one: p_values[one])):
        least = max(least, min(1.0, (count - rank) * p_values[place]))
        found[place] = least
    return tuple(found)


def _benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """Step by step from the largest."""
    count, most = len(p_values), 1.0
    found = [0.0] * count
    for rank, place in enumerate(sorted(range(count), key=lambda one: -p_values[one])):
        most = min(most, p_values[place] * count / (count - rank))
        found[place] = most
    return tuple(found)
