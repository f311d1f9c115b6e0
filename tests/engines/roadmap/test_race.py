"""Each solver by itself on backlogs that none can finish: it finds plans, and what it claims is true."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from benchmarks.backlogs import backlog
from lintel.engines.roadmap import Budget, Cost, Frozen, Item, Mode, Problem, check, greedy, solve
from lintel.engines.roadmap.channel import Job, Solver
from lintel.engines.roadmap.grid import build
from lintel.engines.roadmap.highs import relaxation
from lintel.engines.roadmap.linear import linear
from lintel.engines.roadmap.polish import Cores, Packer, joined
from lintel.engines.roadmap.race import Outcome, Team
from lintel.engines.roadmap.report import plan_of
from lintel.engines.roadmap.solving import beginning, solve_with
from lintel.engines.roadmap.stages import stages


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


def test_deciding_period_by_period_keeps_every_rule() -> None:
    problem = with_everything(4)
    grid = build(problem)
    model = linear(problem, grid)
    begin = beginning(problem, grid, model)
    assert begin is not None
    until = time.monotonic() + 12
    chosen = stages(Job("highs", model, begin, until, 1, grid), grid, relaxation(model), _Heard(), until)
    assert chosen is not None
    assert model.value(chosen) > model.value(begin)
    assert check(problem, plan_of(problem, grid, chosen, "feasible")) == ()
    hopeless = replace(problem, floor_it=10 * problem.floor_it)
    model = linear(hopeless, grid)
    assert stages(Job("highs", model, None, until, 1, grid), grid, relaxation(model), _Heard(), until) is None


class _Heard:
    """A channel that nobody else speaks on."""

    def __init__(self) -> None:
        self.plans: list[tuple[int, ...]] = []

    def found(self, chosen: Sequence[int]) -> None:
        self.plans.append(tuple(chosen))

    def bounded(self, bound: float) -> None:
        """Nobody asks."""

    def news(self) -> tuple[int, ...] | None:
        return None

    def stopped(self) -> bool:
        return len(self.plans) > 0 and self.plans[-1] == (0, 1, 3)


def test_cores_find_what_order_by_score_misses() -> None:
    """Four items of one period into a budget of 10: the three smaller ones beat the one that pays best."""
    sizes = ((4, 5.0), (3, 3.5), (9, 12.0), (3, 3.6))
    items = tuple(
        Item(str(i), (Mode("plain", 1, (), (Cost("cash", (float(cost),)),)),), marketing=worth)
        for i, (cost, worth) in enumerate(sizes)
    )
    problem = Problem(("Q1",), items, (), (Budget("cash", (10.0,)),))
    grid = build(problem)
    model, heard = linear(problem, grid), _Heard()
    relaxed = relaxation(model)
    cores, draw = Cores(grid, model.gains, relaxed), random.Random(1)
    certain = {index for index, value in enumerate(relaxed.values) if value == 1}
    for base in (certain, {2}, certain, {2}):  # by turns around the relaxation and around the plan
        may, have = cores.bounds((2,), draw)
        assert set(have) <= base <= set(may)
        for _ in range(9):
            cores.adapt(0.0)
    assert set(cores.bounds((2,), draw)[0]) == {0, 1, 2, 3}
    until = time.monotonic() + 20
    packer = Packer(Job("search", model, (2,), until, 1, grid), grid, relaxed, heard, (2,))
    assert packer.pack((2,), until) == (0, 1, 3)
    assert heard.plans[-1] == (0, 1, 3)


def test_what_two_solvers_find_in_different_parts_is_joined() -> None:
    """In each of two budgets one item is worth more than the one that is in; each solver sees one of them."""
    items = tuple(
        Item(str(i), (Mode("plain", 1, (), (Cost("ab"[i // 2], (1.0,)),)),), marketing=worth)
        for i, worth in enumerate((1.0, 3.0, 1.0, 2.0))
    )
    problem = Problem(("Q1",), items, (), (Budget("a", (1.0,)), Budget("b", (1.0,))))
    model = linear(problem, build(problem))
    assert joined(model, (0, 2), (1, 2), (0, 3)) == [(1, 3), (1, 2), (0, 3)]
    assert joined(model, (0, 2), (), (0, 3)) == [(0, 3)]
    assert joined(model, (0, 2), (1, 2), None) == [(1, 2)]
