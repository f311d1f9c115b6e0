"""Answers that stand in the literature or can be worked out by hand."""

from __future__ import annotations

import pytest

from lintel.engines.resilience import (
    Access,
    AllOf,
    AnyOf,
    AtLeast,
    Cause,
    Check,
    FaultTree,
    Flow,
    Gate,
    Mode,
    Node,
    Scenario,
    System,
    assess,
    blast_radii,
    check,
    chokepoints,
    compare,
    cut_sets,
    drought,
    fault_tree,
    importance,
    probability,
    reach,
    surge,
)
from tests.engines.resilience.shapes import bridge, pressure_tank


def test_the_bridge_fails_with_0_02152() -> None:
    found = probability(bridge(0.1))
    assert found.exact
    assert found.value == pytest.approx(0.02152, abs=1e-12)  # 2q² + 2q³ − 5q⁴ + 2q⁵


def test_the_bridge_has_four_minimal_cut_sets() -> None:
    found = cut_sets(bridge())
    assert [one.events for one in found.sets] == [("1", "2"), ("4", "5"), ("1", "3", "5"), ("2", "3", "4")]
    assert found.orders == {2: 2, 3: 2}
    assert found.complete


def test_a_truncated_list_says_so() -> None:
    by_order = cut_sets(bridge(), order=2)
    assert (len(by_order.sets), by_order.counted, by_order.complete) == (2, 4, False)
    assert by_order.shortened == "2 have an order above 2."
    by_length = cut_sets(bridge(), most=3)
    assert by_length.shortened == "3 of 4 are listed."


def test_the_pressure_tank_of_the_handbook() -> None:
    sets = {one.events for one in cut_sets(pressure_tank()).sets}
    assert sets == {("T",), ("K2",), ("S", "S1"), ("K1", "S"), ("R", "S")}
    assert probability(pressure_tank()).value == pytest.approx(3.5015e-5, rel=1e-4)
    first = importance(pressure_tank())[:2]
    assert {one.event for one in first} == {"K2", "T"}  # whatever brings the top about alone comes first


def test_importance_measures_by_hand() -> None:
    """a OR (b AND c): B(a) = 1 − q_b q_c, B(b) = q_c (1 − q_a)."""
    gates = {"pair": Gate("and", ("b", "c")), "top": Gate("or", ("a", "pair"))}
    found = {one.event: one for one in importance(FaultTree("top", gates, {"a": 0.1, "b": 0.2, "c": 0.3}))}
    whole = 1 - 0.9 * (1 - 0.06)
    assert found["a"].birnbaum == pytest.approx(1 - 0.06)
    assert found["b"].birnbaum == pytest.approx(0.3 * 0.9)
    assert found["b"].criticality == pytest.approx(0.2 * 0.27 / whole)
    assert found["b"].fussell_vesely == pytest.approx(0.06 / whole)
    assert found["a"].fussell_vesely == pytest.approx(0.1 / whole)


def test_what_is_absorbed_does_not_matter() -> None:
    """a OR (a AND (b OR c)): the module of b and c has no influence."""
    gates = {
        "module": Gate("or", ("b", "c")),
        "both": Gate("and", ("a", "module")),
        "top": Gate("or", ("a", "both")),
    }
    found = importance(FaultTree("top", gates, dict.fromkeys("abc", 0.5)))
    assert [(one.event, one.birnbaum, one.fussell_vesely) for one in found] == [
        ("a", 1.0, 1.0), ("b", 0.0, 0.0), ("c", 0.0, 0.0),
    ]  # fmt: skip


def test_two_out_of_three() -> None:
    """Fails with 3q² − 2q³."""
    tree = FaultTree("top", {"top": Gate("atleast", tuple("abc"), 2)}, dict.fromkeys("abc", 0.2))
    assert probability(tree).value == pytest.approx(3 * 0.04 - 2 * 0.008)


def test_what_is_fixed_stands_in_no_cut_set() -> None:
    gates = {"top": Gate("and", ("a", "switch"))}
    on = FaultTree("top", gates, {"a": 0.1, "switch": 1.0}, frozenset({"switch"}))
    assert [one.events for one in cut_sets(on).sets] == [("a",)]
    off = FaultTree("top", gates, {"a": 0.1, "switch": 0.0}, frozenset({"switch"}))
    assert cut_sets(off).counted == 0
    assert probability(off).value == 0


SHOP = System(
    nodes=(
        Node("db", availability=0.99, causes=("cloud",), cost=50, capacity=900, data=("orders",)),
        Node("spare", availability=0.95, cost=20, capacity=100),
        Node("pay", mttf=990, mttr=10, causes=("psp",), capacity=500, data=("cards",)),
        Node("mail", availability=0.9, cost=30),
        Node(
            "shop",
            needs=AllOf((AnyOf(("db", "spare")), "pay")),
            degraded=(Mode(0.25, AnyOf(("db", "spare"))),),
            weights={"revenue": 1000.0},
            essential=True,
        ),
        Node("spring", needs=AtLeast(2, ("shop", "mail")), weights={"campaigns": 1.0}),
    ),
    causes=(Cause("cloud", kind="region", availability=0.999), Cause("psp", availability=0.995)),
    flows=(
        Flow("shop", ("db", "spare"), 400, data=("orders",)),
        Flow("shop", ("pay",), 400),
        Flow("mail", ("db",), 0),
    ),
    access=(Access("mail", "shop"), Access("shop", "pay")),
)
STORE = 1 - (1 - 0.99 * 0.999) * 0.05
PAY = 0.99 * 0.995


def test_service_and_loss_by_hand() -> None:
    found = assess(SHOP)
    assert found.samples == 0
    assert found.node("pay").availability.value == pytest.approx(PAY)
    assert found.node("shop").availability.value == pytest.approx(STORE)
    service = STORE * PAY + 0.25 * STORE * (1 - PAY)
    assert found.node("shop").service.value == pytest.approx(service)
    assert found.loss["revenue"].value == pytest.approx(1000 * (1 - service))
    assert found.loss["campaigns"].value == pytest.approx(1 - STORE * 0.9)
    assert found.loss_at_once == {"campaigns": 0.0, "revenue": 0.0}


def test_a_vendor_out_leaves_the_degraded_mode() -> None:
    found = assess(SHOP, Scenario("hurricane", out=("psp",)))
    assert (found.node("pay").at_once, found.node("shop").at_once) == (0.0, 0.25)
    assert found.node("spring").at_once == 1.0  # what needs the shop does with a degraded one
    assert found.loss_at_once["revenue"] == 750
    assert found.node("pay").availability.value == 0


def test_single_failures_and_what_they_take_along() -> None:
    found = {one.key: one for one in blast_radii(SHOP)}
    assert (found["psp"].down, found["psp"].degraded) == (("pay",), ("shop",))
    assert found["psp"].loss == {"campaigns": 0.0, "revenue": 750.0}
    assert found["cloud"].down == ("db",)
    assert found["mail"].down == ("spring",)
    assert (found["shop"].down, found["shop"].loss["revenue"]) == (("spring",), 1000.0)


def test_cut_sets_of_a_node() -> None:
    found = {one.events for one in cut_sets(fault_tree(SHOP, "shop")).sets}
    assert found == {("shop",), ("db", "spare"), ("cloud", "spare")}


def test_a_quake_is_shared_by_capacity_and_stops_at_the_bottleneck() -> None:
    calm = surge(SHOP, 1.0)
    assert calm.bottlenecks == ()
    assert calm.headroom == pytest.approx(1.25)  # pay: 500 ÷ 400
    assert {one.key: one.load for one in calm.strains if one.load} == pytest.approx(
        {"db": 360, "spare": 40, "pay": 400, "shop": 800}
    )
    storm = surge(SHOP, 5.0)
    assert storm.bottlenecks == ("pay", "db", "spare")
    served = {one.key: one.served for one in storm.strains}
    assert served["db"] == pytest.approx(0.5)
    assert (served["pay"], served["shop"]) == (pytest.approx(0.25), pytest.approx(0.25))


def test_what_is_out_hands_its_load_to_its_peer() -> None:
    """400 on the spare that bears 100: a quarter is served, by the shop too."""
    found = assess(SHOP, Scenario("both", out=("cloud",)))
    assert found.surge
    assert found.surge.bottlenecks == ("spare",)
    assert found.node("shop").at_once == pytest.approx(0.25)
    assert found.loss_at_once["revenue"] == pytest.approx(750)


def test_load_is_lost_once_on_a_chain_and_settles_on_a_circle() -> None:
    nodes = (
        Node("a", needs="b", weights={"w": 1}),
        Node("b", needs="c", capacity=50),
        Node("c", capacity=60),
    )
    chain = System(nodes, flows=(Flow("a", ("b",), 100), Flow("b", ("c",), 100)))
    found = {one.key: one for one in surge(chain, 1).strains}
    assert found["c"].arriving == pytest.approx(50)
    assert found["a"].served == pytest.approx(0.5)
    circle = System(nodes, flows=(*chain.flows, Flow("c", ("b",), 20)))
    assert surge(circle, 1).bottlenecks[0] == "b"


def test_what_is_out_sends_nothing() -> None:
    nodes = (Node("a"), Node("b"), Node("c", capacity=10))
    system = System(nodes, flows=(Flow("a", ("c",), 8), Flow("b", ("c",), 8)))
    assert assess(system).surge.bottlenecks == ("c",)  # type: ignore[union-attr]  # there are flows
    found = surge(system, 1, {"a": 0.0, "b": 1.0, "c": 1.0})
    assert found.bottlenecks == ()
    assert [(one.key, one.load, one.served) for one in found.strains] == [
        ("a", 0, 0),
        ("b", 8, 1),
        ("c", 8, 1),
    ]


def test_an_overrun_copy_that_nobody_needs_costs_nothing() -> None:
    nodes = (Node("shop", weights={"w": 1}), Node("reports", capacity=1))
    found = assess(System(nodes, flows=(Flow("shop", ("reports",), 100),)))
    assert found.surge
    assert found.surge.bottlenecks == ("reports",)
    assert found.loss["w"].value == 0


def test_a_drought_gives_up_what_costs_least_to_lose() -> None:
    """15 of 100 are to go: the spare for nothing, not the mail that a campaign needs."""
    found = drought(SHOP, 0.15)
    assert (found.given_up, found.saved, found.lost, found.proven) == (("spare",), 20, 0, True)
    more = drought(SHOP, 0.55)
    assert (more.given_up, more.loss) == (("db", "mail"), {"campaigns": 1.0, "revenue": 0.0})
    nothing = drought(SHOP, 0.55, value={"campaigns": 0.0})
    assert nothing.lost == 0
    dry = assess(SHOP, Scenario("drought", saving=0.55))
    assert dry.drought == more
    assert dry.node("spring").at_once == 0
    assert dry.node("shop").at_once == pytest.approx(0.25)  # the spare bears a quarter of the load


def test_a_break_in_and_where_to_stand_in_its_way() -> None:
    found = reach(SHOP, ("mail",))
    assert found.nodes == {"mail": 0, "db": 1, "shop": 1, "pay": 2, "spare": 2}
    assert found.data == {"cards": ("pay",), "orders": ("db", "shop", "spare")}
    assert found.barrier == ("db", "shop")
    first = found.chokepoints[0]
    assert (first.key, first.cuts) == (
        "shop",
        (("pay", "cards"), ("shop", "orders"), ("spare", "orders")),
    )
    assert chokepoints(SHOP, ("mail",)) == found.chokepoints
    assert assess(SHOP, Scenario("theft", out=("psp", "shop"), compromised=("mail",))).breach != found


def test_who_is_out_is_nowhere() -> None:
    found = reach(SHOP, ("db",), out=("cloud",))
    assert (found.nodes, found.data, found.chokepoints, found.barrier) == ({}, {}, (), ())


def test_before_and_after() -> None:
    better = System(
        tuple(node if node.key != "pay" else Node("pay", capacity=500) for node in SHOP.nodes),
        SHOP.causes,
        SHOP.flows,
    )
    found = compare(SHOP, better, Scenario(out=("psp",)))
    revenue = next(one for one in found.losses if one.key == "revenue")
    assert revenue.difference == pytest.approx(-750, abs=10)
    assert revenue.sure
    assert found.services[0].key == "pay"
    assert not compare(SHOP, SHOP).changed


def test_a_building_code() -> None:
    theft = Scenario("theft", compromised=("mail",))
    code = (
        Check("Shop is up", "availability", 0.999, node="shop"),
        Check("Shop is up all the time", "availability", 0.99999, node="shop"),
        Check("No vendor stops the shop", "loss_at_once", 800, Scenario(out=("psp",)), measure="revenue"),
        Check("Nothing alone stops the shop", "single_points", 1, node="shop"),
        Check("Twice the traffic", "headroom", 2),
        Check("Cards are far", "reached", 0, theft, data="cards"),
        Check("Lost on average", "loss", 5, measure="revenue"),
    )
    verdicts = check(SHOP, code)
    assert [one.verdict for one in verdicts] == [
        "holds", "fails", "holds", "holds", "fails", "fails", "fails",
    ]  # fmt: skip
    assert verdicts[4].sentence == "Headroom of traffic is 1.25, at least 2 is asked."
