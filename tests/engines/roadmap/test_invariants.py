"""What holds for every problem, found by trying everything on small ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lintel.engines.roadmap import Plan, Problem, check, greedy
from lintel.engines.roadmap.race import Team
from lintel.engines.roadmap.solving import solve_with
from tests.engines.roadmap.small import everything, problems

few = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def solved(team: Team, problem: Problem, seed: int = 1) -> Plan:
    return solve_with(team, problem, seconds=20, seed=seed)[0]


@few
@given(problem=problems())
def test_the_optimum_is_what_trying_everything_finds(team: Team, problem: Problem) -> None:
    plan, tried = solved(team, problem), everything(problem)
    assert check(problem, plan) == ()
    if not tried:
        assert plan.status == "infeasible"
        return
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(max(one.objective or 0 for one in tried), abs=1e-6)


@few
@given(problem=problems(most=3, objective="makespan"))
def test_the_shortest_is_what_trying_everything_finds(team: Team, problem: Problem) -> None:
    plan, tried = solved(team, problem), everything(problem)
    assert check(problem, plan) == ()
    if not tried:
        assert plan.status == "infeasible"
        return
    assert plan.status == "optimal"
    assert plan.objective == min(one.objective or 0 for one in tried)


@few
@given(problem=problems(most=6), what=st.sampled_from(["capacity", "budget", "time"]))
def test_more_of_anything_is_never_worse(team: Team, problem: Problem, what: str) -> None:
    if what == "capacity":
        roles = tuple(replace(r, capacity=tuple(c + 1 for c in r.capacity)) for r in problem.roles)
        larger = replace(problem, roles=roles)
    elif what == "budget":
        budgets = tuple(replace(b, amounts=tuple(a + 2 for a in b.amounts)) for b in problem.budgets)
        larger = replace(problem, budgets=budgets)
    else:
        roles = tuple(replace(r, capacity=(*r.capacity, 3.0)) for r in problem.roles)
        larger = replace(problem, periods=(*problem.periods, "P4"), roles=roles)
    before, after = solved(team, problem), solved(team, larger)
    assume(before.found)
    assert (after.objective or 0) >= (before.objective or 0) - 1e-6


@few
@given(problem=problems(most=6), shuffle=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(team: Team, problem: Problem, shuffle: object) -> None:
    def mixed(rows: tuple[object, ...]) -> tuple[object, ...]:
        order = list(rows)
        shuffle.shuffle(order)  # type: ignore[attr-defined]
        return tuple(order)

    names = ("items", "roles", "precedences", "exclusions")
    other = replace(problem, **{name: mixed(getattr(problem, name)) for name in names})  # type: ignore[arg-type]
    before, after = solved(team, problem), solved(team, other)
    assert before.status == after.status
    assert before.objective == pytest.approx(after.objective, abs=1e-6)


@few
@given(problem=problems(most=6), seed=st.integers(0, 3))
def test_the_same_seed_gives_the_same_plan(team: Team, problem: Problem, seed: int) -> None:
    first, second = solved(team, problem, seed), solved(team, problem, seed)
    assert first.schedule == second.schedule


@few
@given(problem=problems(most=6), rule=st.sampled_from(["wsjf", "rice"]))
def test_the_greedy_plan_is_a_plan_and_never_better(team: Team, problem: Problem, rule: str) -> None:
    plan = greedy(problem, rule=rule)  # type: ignore[arg-type]
    assert check(problem, plan) == ()
    best = solved(team, problem)
    if plan.found:
        assert (plan.objective or 0) <= (best.objective or 0) + 1e-6
