"""What the units of one variant came to, as sums alone: nobody's own value is needed for an analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement


@dataclass(frozen=True)
class Moments:
    """Number of units, the mean of each column, and the sample covariance of each two (n − 1), keyed by their
    names in alphabetical order; a column with itself is its variance."""

    count: int
    means: Mapping[str, float]
    covariances: Mapping[tuple[str, str], float]

    def mean(self, column: str) -> float:
        """The mean of a column."""
        return self.means[column]

    def variance(self, column: str) -> float:
        """The sample variance of a column."""
        return self.covariances[(column, column)]

    def covariance(self, one: str, other: str) -> float:
        """The sample covariance of two columns."""
        first, second = sorted((one, other))
        return self.covariances[(first, second)]


@dataclass(frozen=True)
class Arm:
    """One variant: its name, its planned share of the units, and what came of it.

    `assigned` counts all units that were given the variant; `moments` those that are analysed.
    """

    name: str
    share: float
    assigned: int
    moments: Moments


def of_columns(columns: Mapping[str, Sequence[float]]) -> Moments:
    """Moments of columns of equal length; a single row has no spread."""
    import numpy as np

    names = sorted(columns)
    values = np.array([columns[name] for name in names], dtype=float)
    count = values.shape[1]
    spread = np.atleast_2d(np.cov(values)) if count > 1 else np.zeros((len(names), len(names)))
    pairs = combinations_with_replacement(range(len(names)), 2)
    return Moments(
        count,
        {name: float(mean) for name, mean in zip(names, values.mean(axis=1), strict=True)},
        {(names[i], names[j]): float(spread[i, j]) for i, j in pairs},
    )


def joined(parts: Iterable[Moments]) -> Moments:
    """The moments of all units together (Chan, Golub, LeVeque 1983)."""
    found = [part for part in parts if part.count]
    whole = found[0]
    for part in found[1:]:
        count = whole.count + part.count
        apart = {name: part.means[name] - whole.means[name] for name in whole.means}
        means = {name: whole.means[name] + apart[name] * part.count / count for name in whole.means}
        covariances = {
            (one, other): (
                whole.covariances[one, other] * (whole.count - 1)
                + part.covariances[one, other] * (part.count - 1)
                + apart[one] * apart[other] * whole.count * part.count / count
            )
            / (count - 1)
            for one, other in whole.covariances
        }
        whole = Moments(count, means, covariances)
    return whole
