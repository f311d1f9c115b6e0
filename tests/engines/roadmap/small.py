"""Small problems, drawn and by hand, and their optimum by trying everything."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import strategies as st

from lintel.engines.roadmap import (
    Budget,
    Bundle,
    Cost,
    Demand,
    Estimate,
    Exclusion,
    Item,
    Mode,
    Placed,
    Plan,
    Precedence,
    Problem,
    Role,
    check,
)

SIDES = st.integers(0, 9)


def exactly(amount: float) -> Estimate:
    return Estimate(amount, amount, amount)


def work(key: str, effort: float, worth: float = 1.0, **more: Any) -> Item:
    """One period of one role, half of the worth for each side."""
    mode = Mode("plain", 1, (Demand("dev", (exactly(effort),)),))
    return Item(key, (mode,), marketing=worth / 2, it=worth / 2, **more)


@st.composite
def modes(draw: st.DrawFn, key: str) -> Mode:
    duration = draw(st.integers(1, 2))
    demands = tuple(
        Demand(role, tuple(exactly(draw(st.integers(0, 4))) for _ in range(duration)))
        for role in draw(st.sampled_from([("dev",), ("art",), ("dev", "art")]))
    )
    costs = (Cost("cash", (float(draw(st.integers(0, 4))),) + (0.0,) * (duration - 1)),)
    return Mode(key, duration, demands, costs)


@st.composite
def problems(draw: st.DrawFn, most: int = 4, objective: Any = "value") -> Problem:
    """At most `most` items in three periods: small enough to try everything."""
    count, periods = draw(st.integers(1, most)), 3
    keys = [f"i{index}" for index in range(count)]
    items = []
    for key in keys:
        ways = tuple(draw(modes(name)) for name in ("a", "b")[: draw(st.integers(1, 2))])
        earliest = draw(st.sampled_from([0, 0, 0, 1]))
        latest = draw(st.sampled_from([None, None, 1, 2]))
        mandatory = draw(st.integers(0, 9)) == 0
        items.append(Item(key, ways, key, draw(SIDES), draw(SIDES), earliest, latest, mandatory))
    pairs = [(a, b) for a, b in itertools.combinations(keys, 2)]
    ties = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    excluded = draw(st.lists(st.sampled_from(pairs), max_size=1)) if pairs and objective == "value" else []
    bundles = draw(st.lists(st.sampled_from(pairs), max_size=1)) if pairs else []
    return Problem(
        periods=("P1", "P2", "P3"),
        items=tuple(items),
        roles=tuple(
            Role(name, tuple(float(draw(st.integers(1, 6))) for _ in range(periods)))
            for name in ("dev", "art")
        ),
        budgets=(Budget("cash", (float(draw(st.integers(2, 12))),)),),
        precedences=tuple(Precedence(a, b, draw(st.sampled_from([0, 0, 1, -1]))) for a, b in ties),
        exclusions=tuple(Exclusion(pair) for pair in excluded),
        bundles=tuple(Bundle("b", pair, draw(SIDES), draw(SIDES)) for pair in bundles),
        discount=draw(st.sampled_from([0.0, 0.1])),
        buffer=draw(st.sampled_from([0.0, 0.0, 0.2])),
        objective=objective,
    )


def everything(problem: Problem) -> list[Plan]:
    """Every plan that the checker allows, by trying all starts and modes of all items."""
    ways: list[list[Placed | None]] = []
    for item in problem.items:
        placed: list[Placed | None] = [None]
        for mode in item.modes:
            for start in range(len(problem.periods) - mode.duration + 1):
                placed.append(Placed(item.key, mode.key, start, start + mode.duration))
        ways.append(placed)
    plans = []
    for some in itertools.product(*ways):
        plan = stated(problem, tuple(one for one in some if one is not None))
        if not check(problem, plan):
            plans.append(plan)
    return plans


def stated(problem: Problem, schedule: tuple[Placed, ...]) -> Plan:
    """A plan that states its worth, counted here by hand."""
    where = {placed.item: placed for placed in schedule}
    earned = [(i.marketing, i.it, where[i.key].finish) for i in problem.items if i.key in where]
    earned += [
        (b.marketing, b.it, max(where[key].finish for key in b.items))
        for b in problem.bundles
        if where.keys() >= set(b.items)
    ]
    marketing = sum(one / (1 + problem.discount) ** (finish - 1) for one, _, finish in earned)
    it = sum(one / (1 + problem.discount) ** (finish - 1) for _, one, finish in earned)
    value = problem.weight_marketing * marketing + problem.weight_it * it
    if problem.objective == "makespan":
        value = max((placed.finish for placed in schedule), default=0)
    return Plan("feasible", value, None, None, marketing, it, schedule)
