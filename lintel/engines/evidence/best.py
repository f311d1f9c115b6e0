"""How probable each variant is to be the best, and what choosing it may cost.

Proportions have a Beta(1, 1) prior and so a Beta posterior; means and ratios a flat prior and a normal
posterior at their mean and standard error. The probabilities are integrals over one dimension, which are
computed instead of drawn at random: `P(i best) = ∫ fᵢ(x) Π Fⱼ(x) dx`, `E[max] = Σ ∫ x fᵢ(x) Π Fⱼ(x) dx`,
with tails for F when less is better.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lintel.engines.evidence.measures import Measure
from lintel.engines.evidence.moments import Arm, Moments

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NODES = 20  # of Gauss and Legendre between two breaks
BREAKS = (1e-13, 1e-9, 1e-6, 1e-4, 1e-2, 0.1, 0.3)  # and the same from above: quantiles of each posterior


@dataclass(frozen=True)
class Chance:
    """A variant, its value with a 95 % credible interval, how probable it is to be the best, and how much
    worse than the best it is on average (expected loss, in the metric's unit)."""

    variant: str
    value: float
    low: float
    high: float
    best: float
    loss: float


def chances(measure: Measure, arms: Sequence[Arm]) -> tuple[Chance, ...]:
    """Every variant's chance, in the order given."""
    import numpy as np

    posteriors = [_posterior(measure, arm.moments) for arm in arms]
    if len({(float(one.mean()), float(one.std())) for one in posteriors}) == 1:  # equal: nobody is ahead
        return tuple(_chance(arm.name, posteriors[0], 1 / len(arms), 0.0) for arm in arms)
    grid, weights = _nodes(posteriors)
    below = np.array([one.cdf(grid) if measure.sign > 0 else one.sf(grid) for one in posteriors])
    best: list[float] = []
    top = 0.0
    for place, one in enumerate(posteriors):
        first = weights * one.pdf(grid) * np.delete(below, place, axis=0).prod(axis=0)
        best.append(float(first.sum()))
        top += float((grid * first).sum())
    return tuple(
        _chance(arm.name, one, share / sum(best), max(0.0, measure.sign * (top - float(one.mean()))))
        for arm, one, share in zip(arms, posteriors, best, strict=True)
    )


def _chance(variant: str, posterior: Any, best: float, loss: float) -> Chance:
    low, high = (float(posterior.ppf(share)) for share in (0.025, 0.975))
    return Chance(variant, float(posterior.mean()), low, high, best, loss)


def _posterior(measure: Measure, moments: Moments) -> Any:
    from scipy import stats

    if measure.kind == "proportion":
        hits = round(moments.mean(measure.value) * moments.count)
        return stats.beta(1 + hits, 1 + moments.count - hits)
    mean, variance = moments.mean(measure.value), moments.variance(measure.value)
    if measure.over:
        under = moments.mean(measure.over)
        mean = mean / under
        variance = (
            variance
            - 2 * mean * moments.covariance(measure.value, measure.over)
            + mean**2 * moments.variance(measure.over)
        ) / under**2
    return stats.norm(mean, max(math.sqrt(max(variance, 0.0) / moments.count), 1e-12 * (abs(mean) or 1.0)))


def _nodes(posteriors: Sequence[Any]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points and weights of an integral over all posteriors, dense where any of them has its weight."""
    import numpy as np

    shares = np.array([*BREAKS, 0.5, *(1 - share for share in BREAKS)])
    edges = np.unique(np.concatenate([one.ppf(shares) for one in posteriors]))
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    middle, half = (edges[1:] + edges[:-1]) / 2, (edges[1:] - edges[:-1]) / 2
    return (middle[:, None] + half[:, None] * nodes).ravel(), (half[:, None] * weights).ravel()
