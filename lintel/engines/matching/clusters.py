"""From weighed pairs to customers: components first, then a closer look at those that are not of one piece.

A component whose every pair is a match is a customer. In any other, all pairs are weighed, and records join
step by step, the best supported groups first, as long as the average of all weights between two groups stays
above the threshold and no cannot-link stands between them. So one lucky pair cannot chain two people
together.

Everything is computed in whole thousandths of a bit and ties are broken by the records' own keys, so the
result depends neither on the order of rows nor on what was computed earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

FOR, AGAINST = 15_000, 30_000  # thousandths of a bit from the threshold beyond which a pair counts no further
OVERSIZED = 40  # a component of more records is first cut along its weakest pairs


@dataclass(frozen=True)
class Pairs:
    """Weighed pairs: record numbers and weights in thousandths of a bit."""

    left: Ints
    right: Ints
    weight: Ints

    def where(self, keep: NDArray[np.bool_]) -> Pairs:
        """Those pairs for which `keep` is true."""
        return Pairs(self.left[keep], self.right[keep], self.weight[keep])


Weigh = Callable[["Ints", "Ints"], Pairs]
"""Weighs every pair inside groups: (record numbers, group of each) → pairs."""


Keys = Callable[["Ints"], Sequence[str]]
"""The records' own keys, in the order asked for."""


@dataclass(frozen=True)
class Will:
    """What people decided: pairs that must and must not be one customer, by record numbers."""

    must: frozenset[tuple[int, int]] = frozenset()
    cannot: frozenset[tuple[int, int]] = frozenset()


def components(size: int, left: Ints, right: Ints) -> Ints:
    """The component of each of `size` records, named by its smallest record."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    smallest = np.zeros(labels.max(initial=-1) + 1, dtype=np.int64)
    backwards = np.arange(size - 1, -1, -1)
    smallest[labels[backwards]] = backwards  # of several writes to one place the last, so the smallest, stays
    named: Ints = smallest[labels]
    return named


def resolve(
    size: int,
    pairs: Pairs,
    threshold: int,
    weigh: Weigh,
    keys: Keys,
    will: Will,
    *,
    resplit: bool = True,
) -> tuple[Ints, Ints]:
    """Customers of records 0…size-1: (component, customer), each named by its smallest record.

    `pairs` are those at or above the threshold or joined by a rule; `weigh` is asked for the rest of the
    pairs of a component that is not of one piece. `resplit=False` stops at components (for the ablation).
    """
    import numpy as np

    left, right = pairs.left, pairs.right
    if will.must:
        more = np.array(sorted(will.must), dtype=np.int64).reshape(-1, 2)
        left, right = np.concatenate([left, more[:, 0]]), np.concatenate([right, more[:, 1]])
    whole = components(size, left, right)
    result = whole.copy()
    if not resplit and not will.cannot:
        return whole, result
    tangled = (
        np.isin(whole, _tangled(size, whole, pairs, threshold, will)) if size else np.zeros(0, dtype=bool)
    )
    members = np.flatnonzero(tangled)
    if not len(members):
        return whole, result
    group = _cut(size, members, whole, pairs, threshold, will)
    weighed = weigh(members, group[members])
    for block in _blocks(size, members, group[members], weighed, keys(members), will):
        labels = agglomerate(block.weights, threshold, block.forbidden)
        _obey(labels, block, will)
        cells = labels + np.arange(len(labels))[:, None] * labels.shape[1]
        smallest = np.full(labels.size, size, dtype=np.int64)
        np.minimum.at(smallest, cells, block.records)
        result[block.records] = smallest[cells]
    return whole, result


def _tangled(size: int, whole: Ints, pairs: Pairs, threshold: int, will: Will) -> Ints:
    """Components in which some pair is missing or below the threshold, or which people had a say in."""
    import numpy as np

    count = np.bincount(whole, minlength=size)
    strong = pairs.weight >= threshold
    found = np.bincount(whole[pairs.left[strong]], minlength=size)
    names = np.flatnonzero((count > 1) & (found < count * (count - 1) // 2))
    said = sorted({int(whole[a]) for a, b in will.must | will.cannot if whole[a] == whole[b]})
    return np.union1d(names, np.array(said, dtype=np.int64))


def _cut(size: int, members: Ints, whole: Ints, pairs: Pairs, threshold: int, will: Will) -> Ints:
    """Cuts oversized components along their weakest pairs, a bit at a time, until the parts can be
    weighed."""
    import numpy as np

    group = whole.copy()
    bar = threshold
    must = np.array(sorted(will.must), dtype=np.int64).reshape(-1, 2)
    while True:
        count = np.bincount(group[members], minlength=size)
        large = count[group] > OVERSIZED
        large &= np.isin(group, np.flatnonzero(count))
        if not large.any() or bar > threshold + 60_000:
            return group
        bar += 1_000
        keep = (
            large[pairs.left]
            & large[pairs.right]
            & (pairs.weight >= bar)
            & (group[pairs.left] == group[pairs.right])
        )
        again = components(
            size,
            np.concatenate([pairs.left[keep], must[:, 0]]),
            np.concatenate([pairs.right[keep], must[:, 1]]),
        )
        group = np.where(large, again, group)


@dataclass(frozen=True)
class _Block:
    """All groups of one size: `records` (groups × size, by their keys), `weights` and `forbidden` between
    them."""

    records: Ints
    weights: Ints
    forbidden: NDArray[np.bool_]


def _blocks(
    size: int, members: Ints, group: Ints, weighed: Pairs, names: Sequence[str], will: Will
) -> Iterator[_Block]:
    import numpy as np

    _, rank = np.unique(np.array(names), return_inverse=True)
    order = np.lexsort((rank, group))
    members, group = members[order], group[order]
    _, first, number, count = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    home, place = np.full(size, -1), np.zeros(size, dtype=np.int64)
    home[members], place[members] = number, np.arange(len(members)) - first[number]
    cannot = np.array(sorted(will.cannot), dtype=np.int64).reshape(-1, 2)
    cannot = cannot[(home[cannot[:, 0]] >= 0) & (home[cannot[:, 0]] == home[cannot[:, 1]])]
    row = np.zeros(len(count), dtype=np.int64)  # of a group among those of its size
    for width in np.unique(count[count > 1]).tolist():
        own = np.flatnonzero(count == width)
        row[own] = np.arange(len(own))
        weights = np.zeros((len(own), width, width), dtype=np.int64)
        forbidden = np.zeros(weights.shape, dtype=bool)
        here = weighed.where(count[home[weighed.left]] == width)
        for left, right in ((here.left, here.right), (here.right, here.left)):
            weights[row[home[left]], place[left], place[right]] = here.weight
        for left, right in (cannot.T, cannot.T[::-1]):
            near = count[home[left]] == width
            forbidden[row[home[left[near]]], place[left[near]], place[right[near]]] = True
        yield _Block(members[first[own][:, None] + np.arange(width)], weights, forbidden)


def _obey(labels: Ints, block: _Block, will: Will) -> None:
    """Joins what people said is one customer, unless a cannot-link stands between the two groups."""
    if not will.must:
        return
    place = {int(record): divmod(at, labels.shape[1]) for at, record in enumerate(block.records.flat)}
    for one, other in sorted((place[a], place[b]) for a, b in will.must if a in place and b in place):
        row = one[0]
        kept, gone = sorted((int(labels[one]), int(labels[other])))
        between = block.forbidden[row][labels[row] == kept][:, labels[row] == gone]
        if one[0] == other[0] and not between.any():
            labels[row][labels[row] == gone] = kept


def agglomerate(weights: Ints, threshold: int, forbidden: NDArray[np.bool_]) -> Ints:
    """Joins records into groups by average support, in many weight matrices (matrices × size × size) at once.

    Returns for each record the first of its group. Of equally good joins the first counts; groups with a
    `forbidden` pair between them never join.
    """
    import numpy as np

    number, size = weights.shape[:2]
    support = np.clip(weights - threshold, -AGAINST, FOR).astype(np.float64)
    support[:, *np.tril_indices(size)] = -np.inf  # each pair of groups once, in the upper half
    apart = forbidden | forbidden.swapaxes(1, 2)
    count = np.ones((number, size))
    labels = np.tile(np.arange(size), (number, 1))
    open_still = np.arange(number)
    while len(open_still):
        total = support[open_still]
        mean = total / (count[open_still][:, :, None] * count[open_still][:, None, :])
        mean[(total < 0) | apart[open_still]] = -np.inf
        flat = mean.reshape(len(open_still), -1)
        best = flat.argmax(axis=1)
        good = flat[np.arange(len(best)), best] >= 0
        open_still, best = open_still[good], best[good]
        kept, gone = np.divmod(best, size)
        _join(support, apart, open_still, kept, gone)
        count[open_still, kept] += count[open_still, gone]
        moved = labels[open_still]
        labels[open_still] = np.where(moved == gone[:, None], kept[:, None], moved)
    return labels


def _join(support: NDArray[np.float64], apart: NDArray[np.bool_], rows: Ints, kept: Ints, gone: Ints) -> None:
    """Adds what is between the groups `gone` and all others to the groups `kept`, in place."""
    import numpy as np

    size = support.shape[1]
    others = np.arange(size)[None, :]
    each = rows[:, None]

    def between(groups: Ints) -> tuple[Ints, Ints, Ints]:
        return each, np.minimum(groups[:, None], others), np.maximum(groups[:, None], others)

    own = between(kept)
    support[own] += support[between(gone)]
    apart[own] |= apart[between(gone)]
    support[rows, :, gone] = support[rows, gone, :] = -np.inf
    support[rows, kept, kept] = -np.inf
