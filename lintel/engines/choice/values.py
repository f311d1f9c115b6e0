"""Scores as values from 0 to 1 on scales that no option can move."""

from __future__ import annotations

from dataclasses import dataclass

from lintel.engines.choice.kinds import Floats
from lintel.engines.choice.model import Criterion, Dossier, Score


@dataclass(frozen=True)
class Values:
    """Least and greatest value of each option (rows) on each criterion (columns), and who is out of what."""

    low: Floats
    high: Floats
    knocked_out: tuple[tuple[str, ...], ...]

    @property
    def middle(self) -> Floats:
        """Half way where one is not sure."""
        middle: Floats = (self.low + self.high) / 2
        return middle


def values(dossier: Dossier) -> Values:
    """The values of every option; what nobody knows may be anything."""
    import numpy as np

    found = [
        [_span(option.scores.get(one.name), one) for one in dossier.criteria] for option in dossier.options
    ]
    ends = np.array(found, float)
    out = tuple(
        tuple(one.name for one in dossier.criteria if _misses(option.scores.get(one.name), one))
        for option in dossier.options
    )
    return Values(ends[:, :, 0], ends[:, :, 1], out)


def value(score: float | str, criterion: Criterion) -> float:
    """The value of a score that is known: linear between worst and best, and level beyond them."""
    if isinstance(score, str):
        return criterion.levels[score]
    return min(1.0, max(0.0, (score - criterion.worst) / (criterion.best - criterion.worst)))


def _span(score: Score, criterion: Criterion) -> tuple[float, float]:
    if score is None:
        return 0.0, 1.0
    ends = score if isinstance(score, tuple) else (score, score)
    first, second = (value(one, criterion) for one in ends)
    return min(first, second), max(first, second)


def _misses(score: Score, criterion: Criterion) -> bool:
    """Worse than the least, for sure: a range that reaches it is not out, nor is what nobody knows."""
    if criterion.least is None or score is None:
        return False
    if criterion.levels:
        return criterion.levels[str(score)] < criterion.levels[str(criterion.least)]
    rises = criterion.best > criterion.worst
    ends = [float(one) for one in (score if isinstance(score, tuple) else (score,))]
    best = max(ends) if rises else min(ends)
    return best < float(criterion.least) if rises else best > float(criterion.least)
