"""From weighed pairs to customers: components first, then a closer look at those that are not of one piece.

A component whose every pair is a match is a customer. In any other, all pairs are weighed, and records join
step by step, the best supported groups first, as long as the average of all weights between two groups stays
above the threshold and no cannot-link stands between them. So one lucky pair cannot chain two people
together.

Everything is computed in whole thousandths of a bit and ties are broken by the records' own keys, so the
result depends neither on the order of rows nor on what was computed earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    for records, matrix in _matrices(members, group, weighed, keys(members)):
        labels = agglomerate(matrix, threshold, *_bound(records, will))
        for label in set(labels):
            own = [record for record, other in zip(records, labels, strict=True) if other == label]
            result[own] = min(own)
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


def _matrices(
    members: Ints, group: Ints, weighed: Pairs, names: Sequence[str]
) -> Iterator[tuple[list[int], list[list[int]]]]:
    """For each group: its records in the order of their keys, and the weights between them."""
    by_group: dict[int, list[int]] = {}
    keys = dict(zip(members.tolist(), names, strict=True))
    for record in members.tolist():
        by_group.setdefault(int(group[record]), []).append(record)
    place: dict[int, int] = {}
    matrices: dict[int, list[list[int]]] = {}
    for name, records in by_group.items():
        records.sort(key=lambda record: keys[record])
        for at, record in enumerate(records):
            place[record] = at
        matrices[name] = [[0] * len(records) for _ in records]
    for left, right, weight in zip(
        weighed.left.tolist(), weighed.right.tolist(), weighed.weight.tolist(), strict=True
    ):
        matrix = matrices[int(group[left])]
        matrix[place[left]][place[right]] = matrix[place[right]][place[left]] = weight
    for name in sorted(by_group):
        if len(by_group[name]) > 1:
            yield by_group[name], matrices[name]


def _bound(records: list[int], will: Will) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    if not will.must and not will.cannot:
        return [], []
    place = {record: at for at, record in enumerate(records)}

    def inside(pairs: frozenset[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(place[a], place[b]) for a, b in sorted(pairs) if a in place and b in place]

    return inside(will.must), inside(will.cannot)


def agglomerate(
    matrix: list[list[int]],
    threshold: int,
    must: Sequence[tuple[int, int]] = (),
    cannot: Sequence[tuple[int, int]] = (),
) -> list[int]:
    """Joins the rows of a weight matrix into groups by average support; returns each row's group.

    Pairs in `must` start together unless a `cannot` forbids it; groups with a `cannot` between them never
    join.
    """
    size = len(matrix)
    support = [[max(-AGAINST, min(FOR, value - threshold)) for value in row] for row in matrix]
    groups: dict[int, list[int]] = {row: [row] for row in range(size)}
    forbidden = {(min(a, b), max(a, b)) for a, b in cannot}

    def apart(a: int, b: int) -> bool:
        return any((min(x, y), max(x, y)) in forbidden for x in groups[a] for y in groups[b])

    def join(a: int, b: int) -> None:
        kept, gone = min(a, b), max(a, b)
        for other in groups:
            if other not in (kept, gone):
                support[kept][other] = support[other][kept] = support[kept][other] + support[gone][other]
        groups[kept] += groups.pop(gone)

    while True:
        best: tuple[float, int, int] | None = None
        names = list(groups)
        for at, a in enumerate(names):
            for b in names[at + 1 :]:
                total = support[a][b]
                if total >= 0:
                    mean = total / (len(groups[a]) * len(groups[b]))
                    if (best is None or mean > best[0]) and not (forbidden and apart(a, b)):
                        best = (mean, a, b)
        if best is None:
            break
        join(best[1], best[2])
    labels = _labels(size, groups)
    for a, b in must:
        if labels[a] != labels[b] and not apart(labels[a], labels[b]):
            join(labels[a], labels[b])
            labels = _labels(size, groups)
    return labels


def _labels(size: int, groups: Mapping[int, Sequence[int]]) -> list[int]:
    labels = [0] * size
    for name, rows in groups.items():
        for row in rows:
            labels[row] = name
    return labels
