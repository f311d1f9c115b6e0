"""Stochastic multicriteria acceptability analysis: who would win by which weights between the two sides.

SMAA-2 (R. Lahdelma and P. Salminen, Operations Research 49, 2001): weights and unsure values are drawn from
what they may be; the rank acceptability is the share of draws in which an option takes a rank, the central
weight the mean of those in which it is first, the confidence factor the share of values with which it is
first by its central weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lintel.engines.choice.kinds import Floats
from lintel.engines.choice.outcome import Acceptability

CHUNK = 20_000
TINY = 1e-12


def acceptability(
    names: Sequence[str],
    criteria: Sequence[str],
    low: Floats,
    high: Floats,
    sides: Floats,
    *,
    draws: int,
    seed: int,
) -> tuple[Acceptability, ...]:
    """Of each option, in the order of `names`. `sides` has one row of weights for each side; every weight
    that lies between theirs counts alike. Equal options share a rank's draws by their names."""
    import numpy as np

    order = np.argsort(np.array(names, dtype=object))
    low, high = low[order], high[order]
    ranks = np.zeros((len(names), len(names)))
    centres = np.zeros((len(names), len(criteria)))
    random = np.random.default_rng(seed)
    for begin in range(0, draws, CHUNK):
        count = min(CHUNK, draws - begin)
        weights = between(random, sides, count)
        sums = _sums(random, low, high, weights)
        places = (-sums).argsort(axis=1, kind="stable")
        for rank in range(len(names)):
            ranks[:, rank] += np.bincount(places[:, rank], minlength=len(names))
        for number in range(len(names)):
            centres[number] += weights[places[:, 0] == number].sum(axis=0)
    confident = _confidence(random, low, high, centres, ranks[:, 0], min(draws, CHUNK))
    found: list[Acceptability | None] = [None] * len(names)
    for number, at in enumerate(order):
        wins = ranks[number, 0]
        central = dict(zip(criteria, map(float, centres[number] / wins), strict=True)) if wins else None
        shares = tuple(map(float, ranks[number] / draws))
        found[at] = Acceptability(names[at], shares, central, confident[number])
    return tuple(one for one in found if one is not None)


def between(random: Any, sides: Floats, count: int) -> Floats:
    """Weights that add up to 1, each between the sides' own, drawn evenly from all such: all but the widest
    are drawn from their intervals, and what is left over for the widest must fit."""
    import numpy as np

    low, high = sides.min(axis=0), sides.max(axis=0)
    widest = int(np.argmax(high - low))
    if high[widest] - low[widest] < TINY:
        return np.tile(sides[0], (count, 1))
    kept: list[Floats] = []
    missing = count
    while missing > 0:
        tried = low + (high - low) * random.random((2 * missing + 64, len(low)))
        tried[:, widest] += 1 - tried.sum(axis=1)
        fits = (tried[:, widest] >= low[widest]) & (tried[:, widest] <= high[widest])
        kept.append(tried[fits][:missing])
        missing -= len(kept[-1])
    return np.concatenate(kept)


def _sums(random: Any, low: Floats, high: Floats, weights: Floats) -> Floats:
    """The weighted sums of each draw (rows) and option (columns); unsure values are drawn evenly."""
    import numpy as np

    turned = np.ascontiguousarray(weights.T)  # what is drawn for one criterion lies together: twice as quick
    sums = low @ turned
    drawn = np.empty(len(weights))
    for option, criterion in np.argwhere(high > low):
        random.random(out=drawn)
        drawn *= turned[criterion]
        drawn *= high[option, criterion] - low[option, criterion]
        sums[option] += drawn
    return np.ascontiguousarray(sums.T)


def _confidence(
    random: Any, low: Floats, high: Floats, centres: Floats, wins: Floats, draws: int
) -> list[float | None]:
    import numpy as np

    found: list[float | None] = []
    for number, times in enumerate(wins):
        if not times:
            found.append(None)
            continue
        weights = np.tile(centres[number] / times, (draws, 1))
        sums = _sums(random, low, high, weights)
        found.append(float((sums[:, number] >= sums.max(axis=1) - TINY).mean()))
    return found
