"""The checker finds every way in which a plan can be wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lintel.engines.roadmap import (
    Budget,
    Cost,
    Demand,
    Exclusion,
    Frozen,
    Item,
    Mode,
    Placed,
    Plan,
    Precedence,
    Problem,
    Role,
    check,
)
from tests.engines.roadmap.small import exactly, stated

CRM = Item(
    "crm",
    (Mode("plain", 2, (Demand("dev", (exactly(3), exactly(1))),), (Cost("cash", (5.0, 0.0)),)),),
    marketing=10,
    it=4,
)
SHOP = Item("shop", (Mode("plain", 1, (Demand("dev", (exactly(2),)),)),), marketing=6)
BLOG = Item("blog", (Mode("plain", 1, (Demand("dev", (exactly(1),)),)),), it=1, latest=1)
PROBLEM = Problem(
    periods=("Q1", "Q2", "Q3"),
    items=(CRM, SHOP, BLOG),
    roles=(Role("dev", (3.0, 2.0, 2.0)),),
    budgets=(Budget("cash", (5.0,)),),
    precedences=(Precedence("crm", "shop"),),
    discount=0.1,
)
CRM_FIRST = Placed("crm", "plain", 0, 2)
SHOP_LAST = Placed("shop", "plain", 2, 3)


def rules(problem: Problem, *schedule: Placed) -> set[str]:
    return {one.rule for one in check(problem, stated(problem, schedule))}


def test_a_sound_plan_has_nothing_against_it() -> None:
    assert rules(PROBLEM, CRM_FIRST, SHOP_LAST, Placed("blog", "plain", 1, 2)) == set()
    assert rules(PROBLEM) == set()


@pytest.mark.parametrize(
    ("problem", "schedule", "rule"),
    [
        (PROBLEM, [Placed("cms", "plain", 0, 1)], "unknown"),
        (PROBLEM, [Placed("crm", "lean", 0, 2)], "unknown"),
        (PROBLEM, [Placed("crm", "plain", 0, 1)], "duration"),
        (PROBLEM, [CRM_FIRST, CRM_FIRST], "twice"),
        (PROBLEM, [Placed("blog", "plain", 2, 3)], "window"),
        (PROBLEM, [CRM_FIRST, Placed("blog", "plain", 0, 1)], "capacity"),
        (replace(PROBLEM, buffer=0.1), [CRM_FIRST], "capacity"),
        (replace(PROBLEM, budgets=(Budget("cash", (4.99,)),)), [CRM_FIRST], "budget"),
        (
            replace(PROBLEM, budgets=(Budget("cash", (4.0, 9.0, 9.0), scope="period"),)),
            [CRM_FIRST],
            "budget",
        ),
        (PROBLEM, [SHOP_LAST], "precedence"),
        (
            replace(PROBLEM, precedences=(Precedence("crm", "shop", 1),)),
            [CRM_FIRST, SHOP_LAST],
            "precedence",
        ),
        (replace(PROBLEM, exclusions=(Exclusion(("crm", "shop")),)), [CRM_FIRST, SHOP_LAST], "exclusion"),
        (replace(PROBLEM, frozen=(Frozen("crm", "plain", 1),)), [CRM_FIRST], "frozen"),
        (replace(PROBLEM, items=(replace(CRM, mandatory=True), SHOP, BLOG)), [], "mandatory"),
        (replace(PROBLEM, objective="makespan"), [CRM_FIRST], "mandatory"),
        (replace(PROBLEM, floor_it=5), [CRM_FIRST], "floor"),
    ],
)
def test_each_rule_is_seen(problem: Problem, schedule: list[Placed], rule: str) -> None:
    assert rule in rules(problem, *schedule)


def test_what_a_plan_states_is_counted_again() -> None:
    plan = stated(PROBLEM, (CRM_FIRST,))
    assert plan.objective == pytest.approx(14 / 1.1)
    assert {one.where for one in check(PROBLEM, replace(plan, objective=14.0))} == {"objective"}
    assert {one.where for one in check(PROBLEM, replace(plan, it=4.0))} == {"it"}
    assert [one.rule for one in check(PROBLEM, replace(plan, bound=12.0))] == ["bound"]
    assert [one.rule for one in check(PROBLEM, replace(plan, status="optimal", gap=0.1))] == ["bound"]
    assert check(PROBLEM, Plan("stopped")) == ()
    assert [one.rule for one in check(PROBLEM, Plan("stopped", schedule=(CRM_FIRST,)))] == ["schedule"]
