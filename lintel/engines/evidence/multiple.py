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
    if correction == "benjamini-hochberg":
        from scipy.stats import false_discovery_control

        return tuple(float(value) for value in false_discovery_control(list(p_values), method="bh"))
    return _holm(p_values)


def _holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Step by step from the smallest: statsmodels has it too, but collects all garbage at each call (0.3
    s)."""
    count, least = len(p_values), 0.0
    found = [0.0] * count
    for rank, place in enumerate(sorted(range(count), key=lambda one: p_values[one])):
        least = max(least, min(1.0, (count - rank) * p_values[place]))
        found[place] = least
    return tuple(found)
