"""What must hold for every system, against brute force where that is possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lintel.engines.resilience import (
    Access,
    AnyOf,
    Flow,
    Node,
    Scenario,
    System,
    Unsound,
    assess,
    blast_radii,
    compare,
    cut_sets,
    drought,
    fault_tree,
    importance,
    probability,
    reach,
    surge,
)
from lintel.engines.resilience.circuit import FaultTree
from tests.engines.resilience.shapes import bridge, chance, left, minimal, systems, tangle, trees, worlds

many = settings(max_examples=150, deadline=None)
few = settings(max_examples=50, deadline=None)


@many
@given(trees(coherent=False))
def test_exact_is_brute_force(tree: FaultTree) -> None:
    found = probability(tree)
    assert found.exact
    assert found.value == pytest.approx(chance(tree), abs=1e-12)


@many
@given(trees(coherent=False))
def test_minimal_cut_sets_are_brute_force(tree: FaultTree) -> None:
    found = cut_sets(tree)
    assert {frozenset(one.events) for one in found.sets} == minimal(tree)
    assert found.counted == len(found.sets)
    assert found.complete


@many
@given(trees(), st.sampled_from((1, 2, 3)))
def test_small_cut_sets_are_brute_force(tree: FaultTree, order: int) -> None:
    """What is sought where diagrams are too large, and says that it is not all."""
    found = cut_sets(tree, order=order, limit=1)
    assert {frozenset(one.events) for one in found.sets} == {
        one for one in minimal(tree) if len(one) <= order
    }
    assert not found.complete
    assert found.shortened == f"Only sets up to order {order} were sought."


@few
@given(trees())
def test_importance_is_what_its_definition_says(tree: FaultTree) -> None:
    whole, sets = chance(tree), minimal(tree)
    for one in importance(tree):
        sure, never = (chance(replace(tree, events={**tree.events, one.event: q})) for q in (1.0, 0.0))
        assert one.birnbaum == pytest.approx(sure - never, abs=1e-12)
        assert one.criticality == pytest.approx((whole - never) / whole, abs=1e-9)
        mine = [some for some in sets if one.event in some]
        assert one.fussell_vesely == pytest.approx(_union(tree, mine) / whole, abs=1e-9)


def _union(tree: FaultTree, sets: list[frozenset[str]]) -> float:
    from lintel.engines.resilience import Gate

    gates = {f"s{n}": Gate("and", tuple(sorted(one))) for n, one in enumerate(sets)}
    if not sets:
        return 0.0
    return chance(FaultTree("any", gates | {"any": Gate("or", tuple(gates))}, tree.events))


def test_too_many_cut_sets_are_refused_in_time() -> None:
    system = tangle(1500)
    with pytest.raises(Unsound, match="Ask for a smaller order"):
        cut_sets(fault_tree(system, "n1499"), order=4, limit=1000)
    assert cut_sets(fault_tree(system, "n1499"), order=1, limit=1000).orders[1] > 0


@few
@given(systems(5))
def test_service_and_loss_are_brute_force(system: System) -> None:
    found = assess(system)
    every = [(weight, left(system, failed)) for weight, failed in worlds(system)]
    for node in system.nodes:
        state = found.node(node.key)
        assert state.service.value == pytest.approx(sum(w * now[node.key] for w, now in every), abs=1e-9)
        up = sum(w for w, now in every if now[node.key] > 0)
        assert state.availability.value == pytest.approx(up, abs=1e-9)
    lost = sum(w * node.weights["revenue"] * (1 - now[node.key]) for w, now in every for node in system.nodes)
    assert found.loss["revenue"].value == pytest.approx(lost, abs=1e-6)


@few
@given(systems())
def test_blast_radii_are_what_each_failure_alone_does(system: System) -> None:
    for radius in blast_radii(system):
        now = left(system, frozenset({radius.key}))
        assert set(radius.down) == {key for key in now if now[key] == 0} - {radius.key}
        assert set(radius.degraded) == {key for key in now if 0 < now[key] < 1}
        lost = sum(node.weights["revenue"] * (1 - now[node.key]) for node in system.nodes)
        assert radius.loss["revenue"] == pytest.approx(lost)


@few
@given(systems(), st.randoms())
def test_the_order_of_rows_does_not_matter(system: System, shuffle) -> None:  # type: ignore[no-untyped-def]  # hypothesis' Random
    nodes, causes = list(system.nodes), list(system.causes)
    shuffle.shuffle(nodes)
    shuffle.shuffle(causes)
    mixed = System(tuple(nodes), tuple(causes))
    for scenario in (Scenario(), Scenario(out=("v0",))):
        one, other = assess(system, scenario), assess(mixed, scenario)
        assert one.nodes == other.nodes
        assert one.loss["revenue"].value == pytest.approx(other.loss["revenue"].value)
    radii = [sorted(blast_radii(given), key=lambda one: one.key) for given in (system, mixed)]
    for mine, theirs in zip(*radii, strict=True):
        assert (mine.down, mine.degraded) == (theirs.down, theirs.degraded)


def test_the_order_of_rows_does_not_matter_where_worlds_are_drawn() -> None:
    system = tangle(200)
    mixed = System(tuple(reversed(system.nodes)))
    one, other = assess(system, samples=5000), assess(mixed, samples=5000)
    assert one.samples == 5000
    assert one.nodes == other.nodes


@many
@given(systems(), st.data())
def test_more_redundancy_never_lowers_availability(system: System, data: st.DataObject) -> None:
    """A second way to meet a need, or a node that fails less, makes nothing worse."""
    number = data.draw(st.integers(0, len(system.nodes) - 1))
    node = system.nodes[number]
    if node.needs is None:
        better = replace(node, availability=1.0)
        others: tuple[Node, ...] = ()
    else:
        better = replace(node, needs=AnyOf((node.needs, "spare")))
        others = (Node("spare", availability=0.9, causes=("v1",)),)
    changed = System((*others, *system.nodes[:number], better, *system.nodes[number + 1 :]), system.causes)
    before, after = assess(system), assess(changed)
    for state in before.nodes:
        assert after.node(state.key).availability.value >= state.availability.value - 1e-12
        assert after.node(state.key).service.value >= state.service.value - 1e-12


@few
@given(systems())
def test_without_a_change_nothing_changes(system: System) -> None:
    assert not compare(system, system, Scenario(surge=2)).changed


def test_without_a_change_drawn_worlds_are_the_same() -> None:
    found = compare(tangle(200), tangle(200), samples=3000)
    assert found.before.samples == 3000
    assert not found.changed


def test_a_seed_repeats_every_figure_and_another_does_not() -> None:
    system = tangle(200)
    assert assess(system, samples=3000, seed=5) == assess(system, samples=3000, seed=5)
    assert assess(system, samples=3000, seed=5) != assess(system, samples=3000, seed=6)


@few
@given(trees(coherent=False), st.integers(0, 5))
def test_what_is_drawn_lies_about_what_is_exact(tree: FaultTree, seed: int) -> None:
    """At 19 in 20 some of these would miss; six times the width of the interval none does."""
    found = probability(tree, samples=2000, seed=seed, limit=1)
    value = chance(tree)
    assume(not found.exact)
    width = max(found.high - found.low, 0.004)
    assert found.value - 3 * width <= value <= found.value + 3 * width


@pytest.mark.trust
def test_intervals_cover_the_exact_value_19_times_in_20() -> None:
    """4,000 seeds for each of four probabilities from 10⁻⁴ to one half; 6 % is three standard errors off."""
    for q in (0.007, 0.05, 0.3, 0.5):
        exact = probability(bridge(q)).value
        drawn = [probability(bridge(q), samples=500, seed=seed, limit=1) for seed in range(4000)]
        missed = sum(not one.low <= exact <= one.high for one in drawn)
        assert missed / len(drawn) <= 0.06


@pytest.mark.trust
def test_intervals_of_losses_cover_the_exact_mean() -> None:
    import lintel.engines.resilience.states as module

    system = tangle(30)
    exact = assess(system).loss["revenue"]
    assert exact.exact
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "TOGETHER", 0)
        patch.setattr(module, "EACH", 0)
        drawn = [assess(system, samples=1000, seed=seed).loss["revenue"] for seed in range(400)]
    missed = sum(not one.low <= exact.value <= one.high for one in drawn)
    assert missed / len(drawn) <= 0.05


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
