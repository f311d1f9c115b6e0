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
    from statsmodels.stats.multitest import multipletests

    method = {"holm": "holm", "benjamini-hochberg": "fdr_bh"}[correction]
    return tuple(float(value) for value in multipletests(list(p_values), method=method)[1])
