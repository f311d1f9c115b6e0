"""What the questions answer on problems that one can see through."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from lintel.engines.roadmap import (
    Budget,
    Bundle,
    Cost,
    Demand,
    Estimate,
    Exclusion,
    Frozen,
    Item,
    Mode,
    Precedence,
    Problem,
    Refused,
    Role,
    buffers,
    check,
    conflict,
    difference,
    explain,
    explain_bundles,
    frontier,
    holds,
    replan,
    solve,
    what_if,
)
from lintel.engines.roadmap.conflicts import demands_of, without
from lintel.engines.roadmap.race import Team
from lintel.engines.roadmap.solving import solve_with
from tests.engines.roadmap.small import everything, exactly, problems, work
from tests.engines.roadmap.test_invariants import few

TWO = Problem(
    periods=("Q1", "Q2"),
    items=(work("a", 5, 10), work("b", 5, 8), work("c", 4, 6), work("d", 9, 1)),
    roles=(Role("dev", (5.0, 5.0), "developers"),),
)


def test_why_in_why_out_and_what_would_help() -> None:
    problem = replace(
        TWO,
        items=(
            *TWO.items,
            work("e", 1, 0.5),
            Item("long", (Mode("plain", 3),), marketing=9),
            work("needs", 1, 2),
        ),
        exclusions=(Exclusion(("a", "e")),),
        precedences=(Precedence("d", "needs"),),
    )
    plan = solve(problem, seconds=10)
    assert plan.status == "optimal"
    assert plan.starts.keys() == {"a", "b"}
    reasons = {reason.item: reason for reason in explain(problem, plan)}
    assert reasons["a"].because == "worth"
    assert reasons["e"].because == "excluded"
    assert reasons["c"].because == "room"
    (change,) = reasons["c"].changes
    assert [(lack.kind, lack.of, lack.more) for lack in change.lacks] == [("role", "dev", 4.0)]
    assert "4 more of developers in Q" in reasons["c"].sentence
    assert [lack.kind for lack in reasons["long"].changes[0].lacks] == ["horizon"]
    assert reasons["needs"].changes[0].companions == ("d",)
    with pytest.raises(Refused, match="There is no item “zz”"):
        explain(problem, plan, items=["zz"])


def test_the_change_that_is_named_brings_the_item_in() -> None:
    plan = solve(TWO, seconds=10)
    (reason,) = explain(TWO, plan, items=["c"])
    (lack,) = reason.changes[0].lacks
    capacity = [5.0, 5.0]
    assert lack.period is not None
    capacity[lack.period] += lack.more
    enough = solve(replace(TWO, roles=(Role("dev", tuple(capacity)),)), seconds=10)
    assert enough.starts.keys() == {"a", "b", "c"}
    capacity[lack.period] -= 0.01
    short = solve(replace(TWO, roles=(Role("dev", tuple(capacity)),)), seconds=10)
    assert short.starts.keys() == {"a", "b"}


def test_regret_is_what_forcing_costs() -> None:
    plan = solve(TWO, seconds=10)
    regret = {reason.item: reason for reason in explain(TWO, plan, seconds=5)}
    assert regret["c"].regret == pytest.approx(2)  # instead of b
    assert regret["a"].regret == pytest.approx(4)  # c comes in
    assert regret["d"].regret is None  # it fits nowhere
    assert all(regret[key].exact for key in "abcd")


def test_a_chance_is_what_the_triangle_says() -> None:
    mode = Mode("plain", 1, (Demand("dev", (Estimate(0, 5, 10),)),))
    problem = Problem(("Q1",), (Item("a", (mode,), it=1),), (Role("dev", (7.5,)),))
    plan = solve(problem, seconds=5)
    held = holds(problem, plan, draws=40_000)
    assert held.chance == pytest.approx(1 - 2.5**2 / 50, abs=0.01)  # area beyond 7.5 of a triangle on 0…10
    assert held.cells[0].mean == pytest.approx(5, abs=0.05)
    assert held.cells[0].high == pytest.approx(10 - 5**0.5, abs=0.05)
    assert holds(problem, plan, draws=40_000) == held
    assert holds(problem, plan, draws=40_000, seed=2) != held


def test_a_buffer_costs_value_and_buys_chance() -> None:
    items = tuple(
        Item(
            f"i{index}",
            (Mode("plain", 1, (Demand("dev", (Estimate(0.7, 1, 1.6),)),)),),
            it=1 + index / 10,
        )
        for index in range(10)
    )
    problem = Problem(("Q1",), items, (Role("dev", (6.6,)),))
    found = buffers(problem, seconds=5)
    assert [len(one.plan.schedule) for one in found] == [6, 5, 4, 4]
    prices = [one.price for one in found]
    chances = [one.holding.chance for one in found if one.holding]
    assert prices[0] == 0
    assert prices == sorted(prices, key=lambda price: price or 0)
    assert chances == sorted(chances)
    assert chances[0] < 0.6 < 0.9 < chances[1]


def test_the_frontier_of_opposed_sides() -> None:
    items = tuple(
        replace(work(f"i{index}", 1), marketing=float(index), it=float(9 - index)) for index in range(10)
    )
    problem = Problem(("Q1",), items, (Role("dev", (5.0,)),))
    found = frontier(problem, points=7, seconds=20)
    pairs = [(point.marketing, point.it) for point in found.points]
    assert pairs == sorted(pairs)
    assert (pairs[0], pairs[-1]) == ((10, 35), (35, 10))
    assert found.disagreement == (10, 10)
    assert found.ideal == (35, 35)
    assert len(pairs) <= 7
    for one in pairs:
        assert not any(a >= one[0] and b >= one[1] and (a, b) != one for a, b in pairs)
    assert sum(pairs[found.nash]) == 45
    assert abs(pairs[found.egalitarian][0] - pairs[found.egalitarian][1]) <= 1
    assert all(check(problem, point.plan) == () for point in found.points)


@settings(few, max_examples=12)
@given(problem=problems(most=4))
def test_a_conflict_is_impossible_and_minimal(problem: Problem) -> None:
    forced = replace(problem, items=tuple(replace(item, mandatory=True) for item in problem.items))
    found = conflict(forced)
    if found is None:
        assert everything(forced)
        return
    assert found.minimal
    assert not everything(forced)
    others = [demand for demand in demands_of(forced) if demand not in found.members]
    assert not everything(without(forced, others))
    for one in found.members:
        assert everything(without(forced, [*others, one]))


def test_a_conflict_in_words() -> None:
    problem = replace(
        TWO, items=tuple(replace(item, mandatory=item.key in "abc") for item in TWO.items), name="plan"
    )
    assert solve(problem, seconds=5).status == "infeasible"
    found = conflict(problem)
    assert found is not None
    assert [(one.kind, one.key) for one in found.members] == [
        ("mandatory", "a"),
        ("mandatory", "b"),
        ("mandatory", "c"),
        ("role", "dev"),
    ]
    assert "(4) The capacity of developers." in found.sentence
    assert found.sentence.endswith("Give up any one of them, and there is a plan.")
    assert conflict(TWO) is None


def test_a_new_plan_moves_no_more_than_it_must() -> None:
    items = tuple(work(f"i{index}", 2, 10 + index % 3) for index in range(8))
    problem = Problem(("Q1", "Q2"), items, (Role("dev", (6.0, 6.0)),), discount=0.01)
    plan = solve(problem, seconds=10)
    less = replace(problem, roles=(Role("dev", (4.0, 6.0)),))
    found = replan(less, plan, keep=0.9, seconds=10)
    assert check(less, found.plan) == ()
    assert found.proven
    assert found.difference.disruption == 1  # one of three in Q1 has to go
    assert found.share >= 0.9
    kept = replan(less, plan, keep=0.9, frozen=[next(iter(plan.starts))], seconds=10)
    first = next(iter(plan.starts))
    assert kept.plan.starts[first] == plan.starts[first]
    with pytest.raises(Refused, match="is not in the old plan"):
        replan(less, plan, frozen=["nothing"])


def test_a_shorter_plan_after_a_change_is_near_too() -> None:
    items = tuple(work(f"i{index}", 2) for index in range(4))
    problem = Problem(tuple("ABCDEF"), items, (Role("dev", (4.0,) * 6),), objective="makespan")
    plan = solve(problem, seconds=10)
    assert plan.objective == 2
    found = replan(replace(problem, roles=(Role("dev", (2.0,) + (4.0,) * 5),)), plan, keep=1, seconds=10)
    assert found.plan.objective == 3
    assert found.difference.disruption == 1


def test_what_if() -> None:
    found = what_if(TWO, {"roles.dev.capacity": "+80%", "items.d.marketing": 50}, seconds=10)
    assert found.problem.roles[0].capacity == (9.0, 9.0)
    assert found.after.starts.keys() == {"a", "c", "d"} or found.after.starts.keys() == {"a", "d", "b"}
    assert found.gain == pytest.approx((found.after.objective or 0) - 18)
    assert found.difference == difference(found.before, found.after)
    with pytest.raises(Refused, match="There is nothing called “cms”"):
        what_if(TWO, {"items.cms.latest": 1})


def test_stopping_keeps_the_best_plan_and_claims_nothing() -> None:
    from benchmarks.backlogs import backlog

    problem = backlog(120, 8, seed=3)
    heard: list[float] = []
    plan = solve(
        problem,
        seconds=30,
        on_progress=lambda point: heard.append(point.seconds),
        stop=lambda: len(heard) > 3,
    )
    assert plan.status == "stopped"
    assert check(problem, plan) == ()
    assert plan.seconds < 15
    assert heard
    assert [point.seconds for point in plan.curve] == sorted(point.seconds for point in plan.curve)


def test_a_run_that_is_cut_short_is_not_called_optimal(team: Team) -> None:
    from benchmarks.backlogs import backlog

    problem = backlog(200, 8, seed=2)
    plan, _ = solve_with(team, problem, seconds=2)
    assert plan.status == "feasible"
    assert plan.gap is None or plan.gap > 0
    assert check(problem, plan) == ()


def test_bundles_pay_only_together() -> None:
    items = tuple(
        Item(key, (Mode("plain", 1, (), (Cost("cash", (4.0,)),)),), marketing=worth)
        for key, worth in (("a", 0.0), ("b", 0.0), ("c", 5.0))
    )
    problem = Problem(
        ("Q1",), items, (), (Budget("cash", (8.0,)),), bundles=(Bundle("ab", ("a", "b"), 4, 3),)
    )
    assert solve(problem, seconds=5).starts.keys() == {"a", "b"}
    assert solve(replace(problem, bundles=(Bundle("ab", ("a", "b"), 4),)), seconds=5).starts.keys() == {"c"}


def test_a_bundle_says_how_much_of_it_is_in_and_what_would_make_it_whole() -> None:
    problem = replace(
        TWO,
        exclusions=(Exclusion(("a", "d")),),
        bundles=(
            Bundle("ab", ("a", "b"), 1, 1, "First two"),
            Bundle("bc", ("b", "c"), 1),
            Bundle("cd", ("c", "d"), it=1),
            Bundle("none", ("c",)),
        ),
    )
    plan = solve(problem, seconds=10)
    assert plan.status == "optimal"
    whole, partly, excluded, none = explain_bundles(problem, plan)
    assert (whole.state, whole.finish, whole.missing) == ("whole", 2, ())
    assert whole.sentence.startswith("First two is whole in Q2")
    assert (partly.state, partly.inside, partly.missing, partly.because) == ("partly", ("b",), ("c",), "room")
    assert [(lack.kind, lack.more) for lack in partly.changes[0].lacks] == [("role", 4.0)]
    assert "It would be whole with 4 more of developers in Q" in partly.sentence
    assert (excluded.state, excluded.because, excluded.changes) == ("out", "excluded", ())
    assert none.because == "worthless"


def test_what_is_named_for_a_bundle_makes_it_whole() -> None:
    problem = replace(TWO, bundles=(Bundle("cd", ("c", "d"), 1),))
    plan = solve(problem, seconds=10)
    (reason,) = explain_bundles(problem, plan)
    capacity = [5.0, 5.0]
    for lack in reason.changes[0].lacks:
        assert lack.period is not None
        capacity[lack.period] += lack.more
    enough = solve(replace(problem, roles=(Role("dev", tuple(capacity)),)), seconds=10)
    assert enough.starts.keys() == {"a", "b", "c", "d"}
    assert explain_bundles(problem, enough)[0].state == "whole"


def test_an_item_without_worth_is_in_to_complete_a_bundle() -> None:
    problem = replace(TWO, items=(work("a", 5, 0), work("b", 5, 8)), bundles=(Bundle("ab", ("a", "b"), 3),))
    reasons = {one.item: one for one in explain(problem, solve(problem, seconds=10))}
    assert reasons["a"].because == "bundle"
    assert reasons["b"].because == "worth"


def test_why_not_done_another_way() -> None:
    def way(key: str, duration: int, days: float, money: float = 0.0) -> Mode:
        costs = (Cost("cash", (money,) + (0.0,) * (duration - 1)),)
        return Mode(key, duration, (Demand("dev", (exactly(days),) * duration),), costs, key.title())

    ways = (way("buy", 1, 2, 6), way("build", 2, 3), way("rent", 1, 2, 20), way("drag", 3, 1))
    items = (Item("shop", ways, "Shop", marketing=10), work("next", 2, 4))
    problem = Problem(
        ("Q1", "Q2"),
        items,
        (Role("dev", (5.0, 5.0), "developers"),),
        (Budget("cash", (10.0,), "Cash"),),
        discount=0.1,
    )
    plan = solve(problem, seconds=10)
    assert plan.starts["shop"].mode == "buy"
    reason, other = explain(problem, plan)
    assert other.otherwise == ()
    said = {one.mode: one for one in reason.otherwise}
    assert said["build"].because == "later"
    assert "“Build” would be finished only in Q2." in said["build"].sentence
    assert said["rent"].because == "room"
    assert [(lack.kind, lack.more) for lack in said["rent"].lacks] == [("budget", 10.0)]
    assert said["drag"].because == "window"
    needed = replace(problem, precedences=(Precedence("shop", "next"),))
    (first, _) = explain(needed, solve(needed, seconds=10))
    assert {one.mode: one.because for one in first.otherwise}["build"] == "needed"
    frozen = replace(problem, frozen=(Frozen("shop", "build", 0),))
    (held, _) = explain(frozen, solve(frozen, seconds=10))
    assert {one.because for one in held.otherwise} == {"frozen"}
    even = replace(problem, discount=0.0, budgets=(Budget("cash", (0.0,), "Cash"),))
    (only, _) = explain(even, solve(even, seconds=10))
    assert {one.mode: one.because for one in only.otherwise}["buy"] == "room"
