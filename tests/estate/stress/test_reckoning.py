"""What a storm does to the shop: known answers, and what must hold of any estate."""

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from lintel.estate.inventory.standing import Joint, Part, Standing, Stream, standing_on
from lintel.estate.stress import changing, judging, ports, reckoning
from lintel.estate.stress.changing import Change, Swap
from lintel.estate.stress.facts import SYSTEM_UP, Fact, known_facts
from lintel.estate.stress.inputs import Storm, hash_of_inputs, storm_of
from lintel.estate.stress.mapping import Mapped, mapped
from lintel.estate.stress.telling import cut_words, percent, sentence
from lintel.ui.problems import Problem
from tests.cast import Cast
from tests.estate.inventory.makers import make_flow, make_shop
from tests.estate.stress.makers import make_facts

DAY = dt.date(2026, 11, 30)


def estate(parts: dict[int, str], *joints: tuple[Any, ...], streams: tuple[Stream, ...] = ()) -> Standing:
    """A small estate by numbers and kinds."""
    there = {number: Part(number, kind, f"{kind} {number}") for number, kind in parts.items()}
    return Standing(DAY, there, tuple(Joint(*one) for one in joints), streams)


# a touchpoint that a system serves, which needs one of two others; the first of them comes from a vendor
SMALL = estate(
    {1: "touchpoint", 2: "system", 3: "system", 4: "system", 5: "vendor"},
    (2, 1, "serves"), (2, 3, "needs", "pay"), (2, 4, "needs", "pay"), (3, 5, "supplied_by"),
    (2, 5, "supplied_by"),
)  # fmt: skip


def up(model: Mapped, key: int) -> float:
    """How much of the time a part works."""
    found: float = 1 - reckoning.alone(model, str(key))["down"]["value"]
    return found


def test_the_shop_goes_down_with_its_region_and_says_why(cast: Cast) -> None:
    shop = make_shop(cast)
    make_facts(cast, shop)
    model = mapped(standing_on(timezone.localdate()), known_facts())
    found = reckoning.reckon(model, Storm("Frankfurt is out", out=(shop["region"].pk,)))
    (web,) = found["touchpoints"]
    assert web["at_once"] == 0
    assert web["why"] == ["Web shop", "Take an order", "Shopkeeper", "Frankfurt"]
    assert found["losses"]["revenue"]["at_once"] == 1200
    assert found["exact"]
    assert sentence(found) == "Web shop is down. That costs €1,200 and hits 300 customers an hour."


def test_availability_is_that_of_the_parts(cast: Cast) -> None:
    shop = make_shop(cast)
    make_facts(cast, shop)
    model = mapped(standing_on(timezone.localdate()), known_facts())
    # the shop itself, and one of two payment services: 99.9 %, and not both 1 % and 2 % down
    assert up(model, shop["web"].pk) == pytest.approx(0.999 * (1 - 0.01 * 0.02), abs=1e-12)


def test_what_nobody_said_is_assumed_and_said_so() -> None:
    model = mapped(SMALL, {})
    assert up(model, 4) == pytest.approx(SYSTEM_UP)
    assert model.assumed == (2, 3, 4)
    assert "3 of 3 systems count as working 99.5 % of the time: nobody said." in model.assumptions
    assert any("No revenue is lost with “touchpoint 1”" in one for one in model.assumptions)


def test_enough_says_how_many_are_needed() -> None:
    facts = {number: Fact(availability=0.9) for number in (2, 3, 4)}
    one = up(mapped(SMALL, facts), 1)
    both = up(mapped(SMALL, facts | {2: Fact(availability=0.9, enough={"pay": 2})}), 1)
    assert one == pytest.approx(0.9 * 0.99)
    assert both == pytest.approx(0.9**3)


def test_of_what_serves_it_as_many_are_needed_as_are_said() -> None:
    two = estate(
        {1: "touchpoint", 2: "capability", 3: "system", 4: "system"},
        (2, 1, "serves"), (3, 2, "serves"), (4, 2, "serves"),
    )  # fmt: skip
    facts = {number: Fact(availability=0.9) for number in (3, 4)}
    assert up(mapped(two, facts), 1) == pytest.approx(0.81)
    assert up(mapped(two, facts | {2: Fact(enough={"serves": 1})}), 1) == pytest.approx(0.99)


def test_a_degraded_mode_keeps_a_share() -> None:
    facts = {1: Fact(revenue=100, degraded=((0.6, (4,)),))}
    found = reckoning.reckon(mapped(SMALL, facts), Storm(out=(2,)))
    assert found["touchpoints"][0]["at_once"] == pytest.approx(0.6)
    assert found["losses"]["revenue"]["at_once"] == pytest.approx(40)


def test_a_vendor_takes_down_all_that_it_supplies() -> None:
    rows = {one["name"]: one for one in reckoning.singles(mapped(SMALL, {1: Fact(revenue=50)}))}
    assert rows["vendor 5"]["noticed"] == ["touchpoint 1"]
    assert rows["vendor 5"]["revenue"] == 50
    assert rows["system 3"]["noticed"] == []


def test_environments_carry_the_failure_of_their_region() -> None:
    placed = estate(
        {1: "touchpoint", 2: "system", 3: "environment", 4: "region"},
        (2, 1, "serves"), (2, 3, "runs_in"), (3, 4, "runs_in"),
    )  # fmt: skip
    found = reckoning.reckon(mapped(placed, {}), Storm(out=(4,)))
    assert found["touchpoints"][0]["at_once"] == 0


def test_a_system_in_two_environments_survives_one_region() -> None:
    twice = estate(
        {1: "touchpoint", 2: "system", 3: "environment", 4: "region", 5: "environment", 6: "region"},
        (2, 1, "serves"), (2, 3, "runs_in"), (2, 5, "runs_in"), (3, 4, "runs_in"), (5, 6, "runs_in"),
        (2, 4, "runs_in"),
    )  # fmt: skip
    model = mapped(twice, {})
    for out, left in (((4,), 1), ((6,), 1), ((3,), 1), ((4, 6), 0), ((3, 5), 0)):
        assert reckoning.reckon(model, Storm(out=out))["touchpoints"][0]["at_once"] == left
    assert {one["kind"] for one in reckoning.singles(model)} == {"system", "region"}


def test_a_region_that_a_system_names_goes_before_that_of_its_environment() -> None:
    abroad = estate(
        {1: "touchpoint", 2: "system", 3: "environment", 4: "region", 6: "region"},
        (2, 1, "serves"), (2, 3, "runs_in"), (3, 4, "runs_in"), (2, 6, "runs_in"),
    )  # fmt: skip
    model = mapped(abroad, {})
    assert reckoning.reckon(model, Storm(out=(4,)))["touchpoints"][0]["at_once"] == 1
    assert reckoning.reckon(model, Storm(out=(6,)))["touchpoints"][0]["at_once"] == 0


def test_a_customer_uses_one_of_those_that_are_enough() -> None:
    two = estate(
        {1: "touchpoint", 2: "capability", 3: "system", 4: "system"},
        (2, 1, "serves"), (3, 2, "serves"), (4, 2, "serves"),
    )  # fmt: skip
    facts = {1: Fact(customers=100), 2: Fact(enough={"serves": 1})}
    loads = {flow.targets: flow.load for flow in mapped(two, facts).system.flows}
    assert loads == {("2",): 100, ("3", "4"): 100}


def test_cut_sets_are_said_in_words() -> None:
    facts = {2: Fact(availability=1.0), 3: Fact(availability=0.9), 4: Fact(availability=0.9)}
    found = reckoning.alone(mapped(SMALL, facts), "1")
    (cut,) = found["cuts"]
    assert cut_words(cut["parts"]) == "if both system 3 and system 4 fail"
    assert cut["chance"] == pytest.approx(0.01)


def test_a_surge_finds_the_bottleneck_and_costs_its_share() -> None:
    facts = {1: Fact(revenue=100, customers=100), 2: Fact(capacity=600)}
    model = mapped(SMALL, facts)
    calm, storm = reckoning.reckon(model, Storm()), reckoning.reckon(model, Storm(surge=4))
    assert calm["surge"]["bottlenecks"] == []
    assert storm["surge"]["bottlenecks"][0]["name"] == "system 2"
    assert storm["surge"]["headroom"] == pytest.approx(2.0)  # 100 customers, 3 times in the busiest hour
    assert storm["losses"]["revenue"]["at_once"] == pytest.approx(50)


def test_a_drought_gives_up_what_costs_and_serves_nobody() -> None:
    spare = replace(
        SMALL,
        parts={
            **SMALL.parts,
            9: Part(9, "system", "spare", cost=Decimal(1000)),
            2: Part(2, "system", "shop", cost=Decimal(1000)),
        },
    )
    found = reckoning.reckon(mapped(spare, {1: Fact(revenue=10)}), Storm(saving=0.5))
    assert [one["name"] for one in found["drought"]["given_up"]] == ["spare"]
    assert found["drought"]["proven"]
    assert found["losses"]["revenue"]["at_once"] == 0


def test_an_intruder_goes_along_flows_and_needs_but_not_by_hand() -> None:
    kinds = {1: "system", 2: "system", 3: "system", 4: "system", 8: "data", 9: "data"}
    streams = (
        Stream(1, 1, 2, "orders", data=(8,)), Stream(2, 2, 3, "lists", means="hand", data=(9,)),
        Stream(3, 2, 4, "broken", state="broken", data=(9,)),
    )  # fmt: skip
    model = mapped(estate(kinds, streams=streams), {})
    found = reckoning.reckon(model, Storm(broken_into=(1,)))["breach"]
    assert found["reached"] == 2
    assert {one["name"]: one["on"] for one in found["data"]} == {
        "data 8": ["system 1", "system 2"], "data 9": ["system 2"],
    }  # fmt: skip


def test_what_depends_on_the_estate_is_told_by_the_rooms_above() -> None:
    goal = ports.Dependent("goals:7", "Sell more", "goals", (1,), "/goals/7/")
    found = reckoning.reckon(mapped(SMALL, {}, [goal]), Storm(out=(2,)))
    assert [one["name"] for one in found["dependents"]] == ["Sell more"]
    assert found["losses"]["goals"]["at_once"] == 1
    assert reckoning.reckon(mapped(SMALL, {}, [goal]), Storm(out=(3,)))["dependents"] == []


def test_a_part_that_needs_its_whole_is_no_circle_but_a_true_circle_is_refused() -> None:
    whole = estate({1: "system", 2: "system"}, (2, 1, "part_of"), (2, 1, "needs"))
    model = mapped(whole, {})
    assert any("is part of" in one for one in model.assumptions)
    with pytest.raises(Problem, match="in a circle"):
        mapped(estate({1: "system", 2: "system"}, (1, 2, "needs"), (2, 1, "needs")), {})


def test_a_stand_in_saves_the_shop_from_its_vendor() -> None:
    change = Change(substitutes=(Swap(2, name="Second shop"),))
    found = judging.judge(SMALL, changing.changed(SMALL, change), Storm(out=(5,)), facts={})
    assert found["touchpoints"][0]["at_once"] == 0
    assert found["other"]["touchpoints"][0]["at_once"] == 1
    assert found["differences"][0]["gained"] > 0.9


def test_a_replacement_takes_over_and_what_is_removed_is_gone() -> None:
    after = changing.changed(SMALL, Change(replaced=(Swap(3, by=4),)))
    assert 3 not in after.parts
    assert {(one.source, one.target) for one in after.joints if one.kind == "needs"} == {(2, 4)}
    gone = changing.changed(SMALL, Change(removed=(4,)))
    assert up(mapped(gone, {}), 1) == pytest.approx(SYSTEM_UP**2)
    with pytest.raises(Problem, match="not in the estate"):
        changing.changed(SMALL, Change(removed=(77,)))
    with pytest.raises(Problem, match="cannot stand for"):
        changing.changed(SMALL, Change(replaced=(Swap(3, by=5),)))


def test_changes_and_storms_are_kept_as_they_were() -> None:
    change = Change((4,), (Swap(3, by=4),), (Swap(2, name="New"),))
    assert changing.change_of(change.plain()) == change
    storm = Storm("All", (1, 2), 2.5, 0.1, (3,))
    assert storm_of(storm.plain()) == storm


def test_the_hash_tells_estates_apart_and_not_the_order_of_rows() -> None:
    one = hash_of_inputs(SMALL, {2: Fact(capacity=1)}, ())
    turned = replace(SMALL, joints=SMALL.joints[::-1], parts=dict(reversed(list(SMALL.parts.items()))))
    assert hash_of_inputs(turned, {2: Fact(capacity=1)}, ()) == one
    assert hash_of_inputs(SMALL, {2: Fact(capacity=2)}, ()) != one


def some_estate(dice: random.Random) -> Standing:
    """Random layers: touchpoints on capabilities on systems, which need systems below."""
    kinds = dict.fromkeys(range(1, 4), "touchpoint") | dict.fromkeys(range(4, 9), "capability")
    kinds |= dict.fromkeys(range(9, 24), "system") | dict.fromkeys(range(24, 27), "vendor")
    joints: list[tuple[Any, ...]] = []
    for touchpoint in range(1, 4):
        joints += [(one, touchpoint, "serves") for one in dice.sample(range(4, 9), 2)]
    for capability in range(4, 9):
        joints += [(one, capability, "serves") for one in dice.sample(range(9, 15), 2)]
    for system in range(9, 20):
        for other in dice.sample(range(system + 1, 24), min(2, 23 - system)):
            joints.append((system, other, "needs", dice.choice(["", "", "either"])))
        joints.append((system, dice.choice([24, 25, 26]), "supplied_by"))
    return estate(kinds, *dict.fromkeys(joints))


@pytest.mark.parametrize("seed", range(6))
def test_a_stand_in_never_makes_anything_worse(seed: int) -> None:
    dice = random.Random(seed)
    before = some_estate(dice)
    of = dice.choice(range(9, 24))
    after = changing.changed(before, Change(substitutes=(Swap(of, name="Spare"),)))
    storm = Storm(out=(dice.choice([24, 25, 26]),))
    for row in judging.judge(before, after, storm, facts={})["differences"]:
        assert row["after"]["at_once"] >= row["before"]["at_once"]
        assert row["gained"] >= -1e-12


@pytest.mark.parametrize("seed", range(6))
def test_needing_less_never_lowers_availability(seed: int) -> None:
    dice = random.Random(seed)
    before = some_estate(dice)
    alone = [one for one in before.joints if one.kind == "needs" and not one.instead]
    gone = dice.choice(alone)
    after = replace(before, joints=tuple(one for one in before.joints if one != gone))
    one, other = mapped(before, {}), mapped(after, {})
    for touchpoint in (1, 2, 3):
        assert up(other, touchpoint) >= up(one, touchpoint) - 1e-12


def test_shares_read_well() -> None:
    assert percent(1) == "100 %"
    assert percent(0.995) == "99.5 %"
    assert percent(0.9999999) == "99.999 %"
    assert percent(0) == "0 %"


def test_flows_of_the_house_are_load(cast: Cast) -> None:
    shop = make_shop(cast)
    make_flow(cast, shop, records_a_day=2400)
    model = mapped(standing_on(timezone.localdate()), {})
    (flow,) = [one for one in model.system.flows if one.data]
    assert flow.load == 100  # an hour
