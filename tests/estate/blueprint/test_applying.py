"""Changes put upon a standing: what each does, what does not fit and why, and that nothing else moves."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from lintel.estate.blueprint.applying import Applied, Step, apply
from lintel.estate.blueprint.differing import differences
from lintel.estate.blueprint.risks import risks_of, shifts
from lintel.estate.inventory.standing import Cover, Joint, Part, Standing, Stream

DAY = dt.date(2027, 6, 1)
WEB, ORDER, SHOP, PAY, CARD, PERSONAL, VENDOR, FADING = range(1, 9)


def shop() -> Standing:
    """A shop that needs one of two payment services."""
    owned = {"owners": (1, 2)}
    parts = [
        Part(WEB, "touchpoint", "Web shop", **owned), Part(ORDER, "capability", "Take an order", **owned),
        Part(SHOP, "system", "Shopkeeper", cost=Decimal(900), **owned),
        Part(PAY, "system", "Payline", cost=Decimal(400), **owned),
        Part(CARD, "system", "Cardgate", cost=Decimal(100), owners=(1, None)),
        Part(PERSONAL, "data", "Personal data", **owned), Part(VENDOR, "vendor", "Payline Inc."),
        Part(FADING, "system", "Old search", "phasing_out", **owned),
    ]  # fmt: skip
    joints = (
        Joint(ORDER, WEB, "serves"), Joint(SHOP, ORDER, "serves"), Joint(SHOP, PAY, "needs", "payment"),
        Joint(SHOP, CARD, "needs", "payment"), Joint(SHOP, PERSONAL, "holds"), Joint(CARD, PERSONAL, "holds"),
        Joint(PAY, VENDOR, "supplied_by"), Joint(SHOP, FADING, "needs"),
    )  # fmt: skip
    streams = (
        Stream(11, SHOP, PAY, "Orders", data=(PERSONAL,)), Stream(12, PAY, SHOP, "Answers", "broken"),
    )  # fmt: skip
    return Standing(
        DAY,
        {one.number: one for one in parts},
        joints,
        streams,
        (Cover(5, "P", VENDOR, (PAY,), None, "EUR"),),
    )


def after(*steps: tuple[str, dict[str, Any]]) -> Applied:
    """These changes in their order; the first goes by number 101, so that what it brings is −101."""
    return apply(shop(), [Step(101 + n, kind, facts) for n, (kind, facts) in enumerate(steps)])


def joints(found: Applied) -> set[tuple[int, str, int]]:
    return {(one.source, one.kind, one.target) for one in found.standing.joints}


def test_nothing_planned_changes_nothing() -> None:
    assert after().standing == shop()


def test_what_is_new_goes_by_a_negative_number_and_can_be_joined() -> None:
    found = after(
        ("add", {"kind": "system", "name": "Bank’s own", "cost": "50.00", "business_owner": 1}),
        ("join", {"source": SHOP, "relation": "needs", "target": -101, "instead": "payment"}),
        ("flow", {"source": SHOP, "target": -101, "name": "Orders", "data": [PERSONAL]}),
    )
    assert not found.conflicts
    assert found.standing.parts[-101].cost == Decimal("50.00")
    assert Joint(SHOP, -101, "needs", "payment") in found.standing.joints
    assert found.standing.streams[-1].number == -103


def test_what_is_taken_out_takes_its_relations_flows_and_contracts_along() -> None:
    found = after(("retire", {"element": PAY}))
    assert PAY not in found.standing.parts
    assert not any(PAY in (one.source, one.target) for one in found.standing.joints)
    assert found.standing.streams == ()
    assert found.standing.covers[0].systems == ()
    assert found.warnings == ()  # Cardgate stands in for it


def test_taking_the_last_one_out_warns_of_what_needs_it() -> None:
    found = after(("retire", {"element": PAY}), ("retire", {"element": CARD}))
    assert found.warnings == ("“Shopkeeper” needs “Cardgate”, and nothing stands in for it.",)


def test_what_replaces_another_takes_over_who_needs_it_what_it_holds_and_its_flows() -> None:
    found = after(("add", {"kind": "system", "name": "New shop"}), ("replace", {"element": SHOP, "by": -101}))
    assert not found.conflicts
    known = joints(found)
    assert {(-101, "serves", ORDER), (-101, "holds", PERSONAL)} <= known
    assert (-101, "needs", PAY) not in known  # what it needs is its own
    assert {(one.source, one.target) for one in found.standing.streams} == {(-101, PAY), (PAY, -101)}
    assert {one.number for one in found.standing.streams} == {11, 12}


def test_replacing_one_of_two_that_are_joined_keeps_no_line_to_itself() -> None:
    found = after(("replace", {"element": PAY, "by": SHOP}))
    assert not found.conflicts
    assert all(one.source != one.target for one in found.standing.joints)
    assert found.standing.streams == ()


@pytest.mark.parametrize(
    ("kind", "facts", "why"),
    [
        ("retire", {"element": 99}, "does not stand then"),
        ("add", {"kind": "system", "name": "PAYLINE"}, "there is a system “Payline” already"),
        ("replace", {"element": SHOP, "by": SHOP}, "nothing replaces itself"),
        ("replace", {"element": SHOP, "by": WEB}, "is a touchpoint"),
        ("join", {"source": PERSONAL, "relation": "holds", "target": SHOP}, "never “holds”"),
        ("join", {"source": SHOP, "relation": "serves", "target": ORDER}, "already"),
        ("join", {"source": PAY, "relation": "needs", "target": SHOP}, "leads back"),
        ("part", {"source": PAY, "relation": "needs", "target": SHOP}, "does not “needs”"),
        ("flow", {"source": SHOP, "target": SHOP, "name": "x"}, "from one system to another"),
        ("flow", {"source": SHOP, "target": WEB, "name": "x"}, "is no system"),
        ("flow", {"source": SHOP, "target": PAY, "name": "Orders"}, "such a flow"),
        ("flow", {"source": SHOP, "target": CARD, "name": "x", "data": [PAY]}, "is no data class"),
        ("end_flow", {"flow": 99}, "does not stand then"),
    ],
)
def test_what_does_not_fit_is_named_and_left_out(kind: str, facts: dict[str, Any], why: str) -> None:
    found = after((kind, facts))
    assert found.standing == shop()
    assert found.conflicts[0].number == 101
    assert why in found.conflicts[0].why


def test_dates_cost_and_importance_can_change() -> None:
    found = after(
        ("adjust", {"element": PAY, "phase_out_from": "2027-05-01", "cost": "10.00", "criticality": 4})
    )
    part = found.standing.parts[PAY]
    assert (part.stage, part.cost, part.criticality) == ("phasing_out", Decimal("10.00"), 4)
    assert PAY not in after(("adjust", {"element": PAY, "retired_from": "2027-06-01"})).standing.parts
    later = after(("adjust", {"element": PAY, "retired_from": "2027-06-02"})).standing.parts
    assert PAY in later


def test_what_was_carried_out_is_found_under_its_new_number() -> None:
    found = apply(shop(), [Step(7, "retire", {"element": -5})], {-5: CARD})
    assert CARD not in found.standing.parts


def test_differences_name_what_comes_goes_and_changes_and_what_it_costs() -> None:
    new = after(
        ("add", {"kind": "system", "name": "Bank’s own", "cost": "50.00"}),
        ("replace", {"element": CARD, "by": -101}),
        ("adjust", {"element": PAY, "cost": "300.00"}),
        ("end_flow", {"flow": 12}),
    ).standing
    found = differences(shop(), new)
    assert [(one.what, one.name) for one in found.parts] == [
        ("comes", "Bank’s own"), ("goes", "Cardgate"), ("changes", "Payline"),
    ]  # fmt: skip
    assert found.money.more == Decimal("-150.00")
    assert ("goes", "Payline → Shopkeeper: Answers") in {(one.what, one.name) for one in found.streams}
    assert found.marks[-101] == "comes"


def test_a_difference_to_itself_is_empty_and_turned_round_it_is_mirrored() -> None:
    new = after(("retire", {"element": CARD}), ("end_flow", {"flow": 12})).standing
    assert differences(new, new).rows == ()
    there, back = differences(shop(), new), differences(new, shop())
    assert there.money.more == -back.money.more
    swapped = {"goes": "comes", "comes": "goes", "changes": "changes"}
    assert {(swapped[one.what], one.name) for one in there.rows} == {
        (one.what, one.name) for one in back.rows
    }


def test_risks_are_counts_with_their_rows() -> None:
    found = {one.slug: one.rows for one in risks_of(shop())}
    assert found["owners"] == ("Cardgate",)
    assert found["fading"] == ("Shopkeeper needs Old search",)
    assert found["single-system"] == ("Take an order: only Shopkeeper",)
    assert found["copies"] == ("Personal data in Cardgate", "Personal data in Shopkeeper")
    assert found["broken"] == ("Payline → Shopkeeper: Answers",)
    assert found["unserved"] == ()
    moved = {one.after.slug: one for one in shifts(shop(), after(("retire", {"element": CARD})).standing)}
    assert moved["copies"].more == -2
    assert moved["owners"].solved == ["Cardgate"]
    assert moved["owners"].new == []
