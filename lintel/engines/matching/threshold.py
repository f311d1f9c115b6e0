"""Chooses the match weight from which pairs are joined, by what the clusters themselves say.

A weight means different things among a thousand and among a million records, and the model knows nothing
about households. So pairs are drawn, the clusters around them are built at the model's own break-even (0
bits), and for each weight it is counted how often the two records end up together, among records that have
other company to judge by. That share estimates how often a pair of this weight is a match; the threshold is
where it passes one third. (Joining is worth it from about half the F1 one hopes for, and average support
still has its say.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lintel.engines.matching.clusters import Pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LOWEST, HIGHEST = -8, 12  # bits between which the threshold is looked for
SHARE = 1 / 3
PRIOR_PAIRS = 6.0  # the model's own probability weighs as much as this many counted pairs
DRAWN = 4_000


@dataclass(frozen=True)
class Choice:
    """The threshold (bits) and why."""

    threshold: float
    reason: str


def choose(
    size: int,
    pairs: Pairs,
    together: Callable[[Ints, Ints, Ints], tuple[NDArray[np.bool_], NDArray[np.bool_]]],
) -> Choice:
    """Draws pairs by a hash of their numbers and looks at each whole bit of weight.

    `together` takes the drawn pairs (left, right) and answers, after clustering at 0 bits, whether each pair
    is together and whether both have company besides each other.
    """
    import numpy as np

    near = (pairs.weight >= (LOWEST - 2) * 1000) & (pairs.weight < (HIGHEST + 2) * 1000)
    part = max(1, int(near.sum()) // DRAWN)
    drawn = pairs.where(near & ((pairs.left * 2_654_435_761 + pairs.right * 40_503) % (part * 97) < 97))
    if not len(drawn.left):
        return Choice(0.0, "no pair lies near the model's break-even of 0 bits, which therefore stands")
    same, company = together(drawn.left, drawn.right, drawn.weight)
    bit = np.floor(drawn.weight / 1000).astype(np.int64)
    places = np.arange(LOWEST - 2, HIGHEST + 2)
    counted = np.array([np.sum(company & (bit == place)) for place in places], dtype=float)
    joined = np.array([np.sum(company & same & (bit == place)) for place in places], dtype=float)
    window = np.array([1.0, 1.0, 1.0])
    counted, joined = np.convolve(counted, window, "same"), np.convolve(joined, window, "same")
    share = (joined + PRIOR_PAIRS / (1 + np.exp2(-(places + 0.5)))) / (counted + PRIOR_PAIRS)
    rising = _isotonic(share, counted + PRIOR_PAIRS)
    enough = places[(rising >= SHARE) & (places >= LOWEST)]
    threshold = float(enough[0]) if len(enough) else float(HIGHEST)
    at = int(np.flatnonzero(places == threshold)[0]) if threshold in places else len(places) - 1
    return Choice(
        threshold,
        f"of {int(counted[at] / 3):,} pairs with about {threshold:+.0f} bits whose records have other "
        f"company, {rising[at]:.0%} end up in one customer, among {size:,} records; "
        f"below it, less than {SHARE:.0%} do",
    )


def _isotonic(values: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The closest series that never falls (pool adjacent violators)."""
    import numpy as np

    pools: list[list[float]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        pools.append([value, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            last, before = pools.pop(), pools.pop()
            total = last[1] + before[1]
            pools.append([(last[0] * last[1] + before[0] * before[1]) / total, total, last[2] + before[2]])
    return np.concatenate([np.full(int(count), value) for value, _, count in pools])
