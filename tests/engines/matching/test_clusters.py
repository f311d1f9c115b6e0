"""Clusters: invariants over random graphs, and the guards one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lintel.engines.matching.clusters import Pairs, Will, agglomerate, resolve

STRONG, WEAK = 9_000, -9_000


def solve(
    size: int, weights: dict[tuple[int, int], int], will: Will | None = None, names: list[int] | None = None
) -> set[frozenset[int]]:
    """Clusters of a complete graph whose missing pairs are strangers."""
    names = names or list(range(size))

    def weight(a: int, b: int) -> int:
        return weights.get((min(a, b), max(a, b)), WEAK)

    def weigh(records: np.ndarray, group: np.ndarray) -> Pairs:
        found = [
            (a, b, weight(names[a], names[b]))
            for i, a in enumerate(records.tolist())
            for j, b in enumerate(records.tolist())
            if a < b and group[i] == group[j]
        ]
        return Pairs(*(np.array(column, dtype=np.int64) for column in zip(*found, strict=True)))

    every = [(a, b, weight(names[a], names[b])) for a in range(size) for b in range(a + 1, size)]
    joining = [pair for pair in every if pair[2] >= 0] or [(0, 0, 0)]
    pairs = Pairs(*(np.array(column, dtype=np.int64) for column in zip(*joining, strict=True)))
    place = {name: at for at, name in enumerate(names)}
    moved = lambda said: frozenset((min(place[a], place[b]), max(place[a], place[b])) for a, b in said)  # noqa: E731
    will = will or Will()
    keys = [f"{name:03d}" for name in names]
    _, customer = resolve(
        size,
        pairs,
        0,
        weigh,
        lambda some: [keys[at] for at in some.tolist()],
        Will(moved(will.must), moved(will.cannot)),
    )
    found: dict[int, set[int]] = {}
    for at, label in enumerate(customer.tolist()):
        found.setdefault(label, set()).add(names[at])
    return {frozenset(group) for group in found.values()}


graphs = st.integers(2, 9).flatmap(
    lambda size: st.tuples(
        st.just(size),
        st.dictionaries(
            st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)).filter(lambda p: p[0] < p[1]),
            st.integers(-20_000, 20_000),
        ),
    )
)


@settings(max_examples=30, deadline=None)
@given(graphs, st.randoms(use_true_random=False))
def test_order_of_records_does_not_matter(
    graph: tuple[int, dict[tuple[int, int], int]], chance: object
) -> None:
    size, weights = graph
    names = list(range(size))
    chance.shuffle(names)  # type: ignore[attr-defined]  # hypothesis hands in a Random
    assert solve(size, weights) == solve(size, weights, names=names)


@settings(max_examples=30, deadline=None)
@given(graphs, st.data())
def test_cannot_link_is_always_kept(
    graph: tuple[int, dict[tuple[int, int], int]], data: st.DataObject
) -> None:
    size, weights = graph
    one = data.draw(st.integers(0, size - 2))
    other = data.draw(st.integers(one + 1, size - 1))
    found = solve(size, weights, Will(cannot=frozenset({(one, other)})))
    assert sorted(record for group in found for record in group) == list(range(size))
    assert not any({one, other} <= group for group in found)


@settings(max_examples=30, deadline=None)
@given(graphs, st.data())
def test_must_link_is_kept(graph: tuple[int, dict[tuple[int, int], int]], data: st.DataObject) -> None:
    size, weights = graph
    one = data.draw(st.integers(0, size - 2))
    other = data.draw(st.integers(one + 1, size - 1))
    assert any({one, other} <= group for group in solve(size, weights, Will(must=frozenset({(one, other)}))))


def test_one_lucky_pair_chains_no_two_people_together() -> None:
    clique = {(a, b): STRONG for group in ((0, 1, 2), (3, 4, 5)) for a in group for b in group if a < b}
    assert solve(6, clique | {(2, 3): STRONG}) == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}


def test_a_record_without_a_name_goes_to_one_of_two_people() -> None:
    anna, nameless, peter = 0, 1, 2
    weights = {(anna, nameless): STRONG + 2_000, (nameless, peter): STRONG, (anna, peter): -50_000}
    assert solve(3, weights) == {frozenset({anna, nameless}), frozenset({peter})}


def test_an_oversized_component_is_cut_along_its_weakest_pairs() -> None:
    size = 60
    chain = {(a, a + 1): 1_500 for a in range(size - 1)}
    strong = {
        (a, b): 15_000
        for start in range(0, size, 5)
        for a in range(start, start + 5)
        for b in range(a + 1, start + 5)
    }
    assert solve(size, chain | strong) == {frozenset(range(start, start + 5)) for start in range(0, size, 5)}


def test_agglomeration_joins_the_best_supported_first() -> None:
    matrices = np.array(
        [
            [[0, 5_000, 4_000], [5_000, 0, -6_000], [4_000, -6_000, 0]],
            [[0, -1, 4_000], [-1, 0, 6_000], [4_000, 6_000, 0]],
            [[0, -1, -1], [-1, 0, -1], [-1, -1, 0]],
        ]
    )
    nothing = np.zeros(matrices.shape, dtype=bool)
    assert agglomerate(matrices, 0, nothing).tolist() == [[0, 0, 2], [0, 0, 0], [0, 1, 2]]
    nothing[1, 1, 2] = True
    assert agglomerate(matrices, 0, nothing).tolist() == [[0, 0, 2], [0, 1, 0], [0, 1, 2]]
