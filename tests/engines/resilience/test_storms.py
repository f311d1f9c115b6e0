"""Storms against brute force: what to give up, where an intruder gets, what load does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintel.engines.resilience import Access, Flow, Node, System, Unsound, drought, reach, surge
from tests.engines.resilience.shapes import left, systems

many = settings(max_examples=100, deadline=None)
few = settings(max_examples=40, deadline=None)


@few
@given(systems(6), st.floats(0, 1))
def test_a_drought_is_brute_force(system: System, saving: float) -> None:
    costs = {node.key: node.cost for node in system.nodes if node.cost}
    wanted = saving * sum(costs.values())
    found = drought(system, saving)
    assert found.proven
    assert found.saved >= wanted - 1e-6
    best = min(
        _lost(system, some)
        for size in range(len(costs) + 1)
        for some in combinations(sorted(costs), size)
        if sum(costs[key] for key in some) >= wanted - 1e-7
    )
    assert found.lost == pytest.approx(best, abs=1e-6)
    assert _lost(system, found.given_up) == pytest.approx(found.lost, abs=1e-6)


def _lost(system: System, given_up: tuple[str, ...]) -> float:
    now = left(system, frozenset(given_up))
    return sum(node.weights["revenue"] * (1 - now[node.key]) for node in system.nodes)


def test_a_drought_that_leaves_nothing_to_give_up_is_refused() -> None:
    system = System((Node("a", cost=5, essential=True), Node("b", cost=5)))
    with pytest.raises(Unsound, match="costs 5, and 7"):
        drought(system, 0.7)


@st.composite
def networks(draw: st.DrawFn) -> System:
    """Nodes with access in any direction; some hold data."""
    keys = [f"n{n}" for n in range(draw(st.integers(2, 8)))]
    pairs = draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=16))
    holding = draw(st.sets(st.sampled_from(keys[1:])))
    nodes = tuple(Node(key, data=("mail",) if key in holding else ()) for key in keys)
    return System(nodes, access=tuple(Access(*pair) for pair in pairs))


@many
@given(networks())
def test_chokepoints_and_barrier_are_brute_force(system: System) -> None:
    found = reach(system, ("n0",))
    assert set(found.nodes) == _reached(system, frozenset())
    data = {node.key for node in system.nodes if node.data}
    for node in system.nodes[1:]:
        cut = (_reached(system, frozenset()) - _reached(system, frozenset({node.key}))) & data
        mine = [one for one in found.chokepoints if one.key == node.key]
        assert {key for one in mine for key, _ in one.cuts} == cut
    assert not _reached(system, frozenset(found.barrier)) & data
    for fewer in combinations([node.key for node in system.nodes[1:]], max(0, len(found.barrier) - 1)):
        if found.barrier:
            assert _reached(system, frozenset(fewer)) & data


@many
@given(networks())
def test_shares_of_shortest_ways_are_brute_force(system: System) -> None:
    found = reach(system, ("n0",))
    ways = [
        way
        for node in system.nodes
        if node.data and node.key in found.nodes
        for way in _ways(system, "n0", node.key, found.nodes[node.key])
    ]
    for point in found.chokepoints:
        assert point.share == pytest.approx(sum(point.key in way for way in ways) / len(ways))


def _reached(system: System, controlled: frozenset[str]) -> set[str]:
    found, edge = {"n0"}, ["n0"]
    while edge:
        here = edge.pop()
        for one in system.access:
            if one.source == here and one.target not in found | controlled:
                found.add(one.target)
                edge.append(one.target)
    return found


def _ways(system: System, here: str, goal: str, length: int) -> Iterator[tuple[str, ...]]:
    if length == 0:
        if here == goal:
            yield (here,)
        return
    for target in sorted({one.target for one in system.access if one.source == here}):
        for rest in _ways(system, target, goal, length - 1):
            yield (here, *rest)


@st.composite
def loads(draw: st.DrawFn) -> System:
    """Nodes that need what they flow on to, circles aside."""
    count = draw(st.integers(1, 6))
    keys = [f"n{n}" for n in range(count)]
    nodes = tuple(
        Node(
            key,
            needs=keys[number - 1] if number else None,
            capacity=draw(st.none() | st.just(0.0) | st.floats(0.01, 100)),
            weights={"w": 1.0},
        )
        for number, key in enumerate(keys)
    )
    flows = draw(
        st.lists(
            st.builds(
                Flow,
                st.sampled_from(keys),
                st.lists(st.sampled_from(keys), min_size=1, max_size=3, unique=True).map(tuple),
                st.just(0.0) | st.floats(0.01, 100),
            ),
            max_size=8,
        )
    )
    return System(nodes, flows=tuple(flows))


@many
@given(loads(), st.floats(0, 10))
def test_more_load_never_serves_more(system: System, factor: float) -> None:
    one, other = surge(system, factor), surge(system, factor * 1.5)
    for calm, storm in zip(one.strains, other.strains, strict=True):
        assert 0 <= storm.served <= calm.served + 1e-6 <= 1 + 2e-6
        assert calm.arriving <= calm.load + 1e-6
    if one.headroom is not None and one.headroom > 0:
        assert surge(system, one.headroom * 0.999).bottlenecks == ()
        assert surge(system, one.headroom * 1.001).bottlenecks != ()
