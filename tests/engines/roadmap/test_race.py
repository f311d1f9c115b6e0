"""Each solver by itself on backlogs that none can finish: it finds plans, and what it claims is true."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from benchmarks.backlogs import backlog
from lintel.engines.roadmap import Frozen, Problem, check, greedy, solve
from lintel.engines.roadmap.channel import Job, Solver
from lintel.engines.roadmap.grid import build
from lintel.engines.roadmap.linear import linear
from lintel.engines.roadmap.race import Outcome, Team
from lintel.engines.roadmap.report import plan_of
from lintel.engines.roadmap.solving import beginning, solve_with


def with_everything(seed: int) -> Problem:
    """A tight backlog with mandatory and frozen work, a buffer, and floors that an order by score keeps."""
    problem = replace(backlog(120, 6, seed=seed), buffer=0.05)
    plan = greedy(problem, rule="rice")
    needed = {placed.item for placed in plan.schedule[::6]}
    items = tuple(replace(item, mandatory=item.key in needed) for item in problem.items)
    one = plan.schedule[0]
    frozen = (Frozen(one.item, one.mode, one.start),)
    floors = {"floor_marketing": 0.8 * plan.marketing, "floor_it": 0.8 * plan.it}
    return replace(problem, items=items, frozen=frozen, **floors)


@pytest.mark.parametrize(("solver", "seconds"), [("search", 3), ("highs", 6), ("cpsat", 3)])
def test_one_solver_alone(team: Team, solver: Solver, seconds: float) -> None:
    problem = with_everything(4)
    grid = build(problem)
    model = linear(problem, grid)
    begin = beginning(problem, grid, model)
    assert begin is not None
    until = time.monotonic() + seconds
    outcome: Outcome = team.race(model, [Job(solver, model, begin, until, 1, grid)], begin, until=until)
    assert outcome.status == "feasible"
    assert outcome.chosen is not None
    plan = plan_of(problem, grid, outcome.chosen, "feasible", bound=outcome.bound)
    assert check(problem, plan) == ()
    assert (plan.gap or 0) > 0
    if solver == "search":  # the others need longer for a better plan than for a better bound
        assert model.value(outcome.chosen) > model.value(begin)
    for chosen in outcome.pool:
        assert check(problem, plan_of(problem, grid, chosen, "feasible")) == ()


def test_where_greedy_finds_no_plan_the_solvers_do(team: Team) -> None:
    """A floor for marketing that no order by score reaches."""
    problem = backlog(60, 6, seed=5)
    best = solve_with(team, replace(problem, weight_it=0.0), seconds=4)[0]
    lopsided = replace(problem, floor_marketing=0.99 * best.marketing)
    grid = build(lopsided)
    assert beginning(lopsided, grid, linear(lopsided, grid)) is None
    plan = solve(lopsided, seconds=12)
    assert plan.found
    assert check(lopsided, plan) == ()
    assert [point.seconds for point in plan.curve] == sorted(point.seconds for point in plan.curve)
