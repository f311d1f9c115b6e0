"""What must hold for every system, against brute force where that is possible."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lintel.engines.resilience import (
    AnyOf,
    Node,
    Scenario,
    System,
    Unsound,
    assess,
    blast_radii,
    compare,
    cut_sets,
    fault_tree,
    importance,
    probability,
)
from lintel.engines.resilience.circuit import FaultTree
from tests.engines.resilience.shapes import bridge, chance, left, minimal, systems, tangle, trees, worlds

many = settings(max_examples=100, deadline=None)
few = settings(max_examples=40, deadline=None)


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
