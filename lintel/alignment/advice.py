"""What to do first: where the sides stand far apart in what matters most, and what both put low."""

from dataclasses import dataclass

from lintel.alignment.results import CriterionResult, ItemResult, Results

SHOWN = 5


@dataclass(frozen=True)
class Advice:
    """One item to talk about; `score` is gap × importance, 0 to 20."""

    result: ItemResult
    criterion: CriterionResult
    score: float


def apart(results: Results) -> list[Advice]:
    """Items by |gap| × importance of their criterion, largest first; those without a gap are left out."""
    found = [
        Advice(item, one, abs(item.gap) * one.weight)
        for one in results.criteria
        for item in one.items
        if item.gap and one.weight
    ]
    return sorted(found, key=lambda one: -one.score)


def weak(results: Results) -> list[Advice]:
    """Items that both sides put low, the lowest in what matters most first."""
    found = [
        Advice(item, one, (5 - mean) * one.weight)
        for one in results.criteria
        for item in one.items
        if item.weak and one.weight and (mean := min(side.mean or 5 for side in item.sides.values()))
    ]
    return sorted(found, key=lambda one: -one.score)
