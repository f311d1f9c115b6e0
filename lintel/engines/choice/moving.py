"""How far weights must move until another option wins, in closed form.

Along any straight way between two sets of weights the difference between two options' sums is linear, so it
is zero at one point at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lintel.engines.choice.kinds import Floats
from lintel.engines.choice.outcome import Stretch, Turn

TINY = 1e-12


def turns(names: Sequence[str], criteria: Sequence[str], grid: Floats, weights: Floats) -> tuple[Turn, ...]:
    """For each criterion, the nearest weight at which the winner changes, the others keeping their
    proportions; the smallest shift first. `grid` has the values of options (rows) by criterion."""
    winner = first(sums(grid, weights), names)
    found = [_turn(number, winner, names, criteria, grid, weights) for number in range(len(criteria))]
    return tuple(sorted(found, key=lambda one: (one.shift is None, one.shift or 0.0, one.criterion)))


def _turn(
    number: int, winner: int, names: Sequence[str], criteria: Sequence[str], grid: Floats, weights: Floats
) -> Turn:
    now = float(weights[number])
    rest = 1 - now
    best: tuple[float, float, str] | None = None
    for other in range(len(names)):
        if other == winner:
            continue
        ahead = grid[winner] - grid[other]
        alone = float(ahead[number])
        others = (float(ahead @ weights) - now * alone) / rest if rest > TINY else float(ahead.mean())
        if abs(others - alone) < TINY:
            continue
        at = others / (others - alone)  # where at·alone + (1 − at)·others is nothing
        if -TINY <= at <= 1 + TINY:
            at = min(1.0, max(0.0, at))
            candidate = (abs(at - now), at, names[other])
            best = min(best, candidate) if best else candidate
    if best is None:
        return Turn(criteria[number], now, None, None, "")
    return Turn(criteria[number], now, best[1], best[0], best[2])


def stretches(names: Sequence[str], grid: Floats, start: Floats, end: Floats) -> tuple[Stretch, ...]:
    """Who wins on the way from one side's weights to the other's; 0 is all the first side's."""
    left, right = sums(grid, start), sums(grid, end)
    cuts = {0.0, 1.0}
    for one in range(len(names)):
        for other in range(one):
            before, after = float(left[one] - left[other]), float(right[one] - right[other])
            if before * after < 0:
                cuts.add(before / (before - after))
    marks = sorted(cuts)
    found: list[Stretch] = []
    for low, high in pairwise(marks):
        middle = (low + high) / 2
        winner = names[first((1 - middle) * left + middle * right, names)]
        if found and found[-1].winner == winner:
            found[-1] = Stretch(found[-1].start, high, winner)
        else:
            found.append(Stretch(low, high, winner))
    return tuple(found)


def sums(grid: Floats, weights: Floats) -> Floats:
    """The weighted sum of each row, whatever other rows there are."""
    found: Floats = (grid * weights).sum(axis=1)
    return found


def first(found: Floats, names: Sequence[str]) -> int:
    """The place of the highest sum, to twelve digits; of equals the first by name. Neither the order of the
    rows nor a row that loses changes it."""
    return min(range(len(names)), key=lambda n: (-round(float(found[n]), 12), names[n]))
