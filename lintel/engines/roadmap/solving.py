"""`solve`: the best plan that time allows, with its bound."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from lintel.engines.roadmap.channel import Job, Solver
from lintel.engines.roadmap.greedy import Rule, fill, sizes
from lintel.engines.roadmap.grid import Grid, build
from lintel.engines.roadmap.linear import Linear, at_least, linear, with_objective
from lintel.engines.roadmap.plan import CurvePoint, Plan, Status
from lintel.engines.roadmap.problem import Problem
from lintel.engines.roadmap.race import Outcome, Team
from lintel.engines.roadmap.report import plan_of

Progress = Callable[[CurvePoint], None]
Stop = Callable[[], bool]
RULES: tuple[Rule, Rule] = ("wsjf", "rice")
SETTLING = 2.0  # seconds at most to choose among plans of equal worth


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    seed: int = 1,
    workers: int = 2,
    on_progress: Progress | None = None,
    stop: Stop | None = None,
    hint: Plan | None = None,
) -> Plan:
    """The best plan within `seconds` of wall time, on `workers` processor cores, beginning from `hint`.

    `on_progress` is called in this thread with each better plan or bound, soon after it is known; `stop` is
    asked several times a second and ends the search with the best plan so far (status `stopped`).
    The same seed gives the same plan wherever the search ends by proof (makespan: on one core); a run cut
    short by time depends on the machine.
    """
    with Team() as team:
        return solve_with(
            team,
            problem,
            seconds=seconds,
            seed=seed,
            workers=workers,
            on_progress=on_progress,
            stop=stop,
            hints=() if hint is None else (hint,),
        )[0]


def solve_with(
    team: Team,
    problem: Problem,
    *,
    seconds: float,
    seed: int = 1,
    workers: int = 2,
    on_progress: Progress | None = None,
    stop: Stop | None = None,
    hints: Sequence[Plan] = (),
) -> tuple[Plan, list[Plan]]:
    """`solve` with processes that stay, and every other plan that was found on the way."""
    began = time.monotonic()
    until = began + seconds
    grid = build(problem)
    model = linear(problem, grid, ties=problem.objective == "value")
    sign = -1.0 if problem.objective == "makespan" else 1.0
    begin = beginning(problem, grid, model, hints)

    def told(point: CurvePoint) -> None:
        if on_progress is not None:
            on_progress(_signed(point, sign))

    outcome = choose(
        team,
        problem,
        grid,
        model,
        begin,
        until,
        seed=seed,
        workers=workers,
        on_progress=told,
        stop=stop,
        solvers=("intervals",) if problem.objective == "makespan" else ("highs", "search", "cpsat"),
    )
    if outcome.status == "optimal" and problem.objective == "value" and outcome.chosen:
        outcome.chosen = settle(team, grid, model, outcome.chosen, until, seed)
    plan = _plan(problem, grid, outcome, sign, time.monotonic() - began, seed)
    return plan, [plan_of(problem, grid, chosen, "feasible") for chosen in outcome.pool]


def beginning(
    problem: Problem, grid: Grid, model: Linear, hints: Sequence[Plan] = ()
) -> tuple[int, ...] | None:
    """The best of the greedy plans and of the hints, filled up; None when none of them is allowed."""
    starts = [fill(grid, sizes(problem, grid, rule)) for rule in RULES]
    for hint in hints:
        chosen = grid.chosen(problem, hint.schedule)
        if chosen is not None and grid.fits(chosen):
            starts.append(chosen)
            starts.append(fill(grid, sizes(problem, grid, "rice"), chosen))
    allowed = [tuple(chosen) for chosen in starts if grid.fits(chosen) and model.holds(chosen)]
    return max(allowed, key=model.value, default=None)


def choose(
    team: Team,
    problem: Problem,
    grid: Grid,
    model: Linear,
    begin: tuple[int, ...] | None,
    until: float,
    *,
    seed: int,
    workers: int,
    on_progress: Progress | None = None,
    stop: Stop | None = None,
    solvers: Sequence[Solver] = ("highs", "search", "cpsat"),
) -> Outcome:
    """The best columns: by the first of `solvers` on one core, by the first two on two, and so on.

    A search needs a plan to begin from: without one CP-SAT and HiGHS look for it first.
    """
    if any(not grid.of[job] for job in grid.must):
        return Outcome(None, status="infeasible")
    if not grid.options:
        return Outcome((), bound=0.0, status="optimal")

    since = time.monotonic()

    def race(some: Sequence[Solver], start: tuple[int, ...] | None, first: bool = False) -> Outcome:
        line = [*some, *("search" for _ in range(len(some), workers))][: max(1, workers)]
        jobs = [
            Job(cast(Solver, solver), model, start, until, seed + place, grid, problem, workers)
            for place, solver in enumerate(line)
        ]
        return team.race(
            model,
            jobs,
            start,
            until=until,
            on_progress=on_progress,
            stop=stop,
            first=first,
            since=since,
        )

    if solvers == ("intervals",):  # one process that uses all cores
        jobs = [Job("intervals", model, begin, until, seed, grid, problem, workers)]
        return team.race(model, jobs, begin, until=until, on_progress=on_progress, stop=stop)
    if begin is not None or "search" not in solvers:
        return race(solvers, begin)
    found = race(("cpsat", "highs"), None, first=True)
    if found.status != "feasible" or found.chosen is None or time.monotonic() >= until:
        return found
    outcome = race(solvers, found.chosen)
    outcome.curve = [*found.curve, *outcome.curve]
    outcome.bound = min(outcome.bound, found.bound)
    return outcome


def settle(
    team: Team, grid: Grid, model: Linear, chosen: tuple[int, ...], until: float, seed: int
) -> tuple[int, ...]:
    """Of all plans of this worth the one that finishes earliest, ties by the seed: the same on every run."""
    import random

    value = model.value(chosen)
    draw = random.Random(seed)  # noqa: S311 — a choice among equals, not a secret
    gains = [
        -float(1000 * option.finish + draw.randrange(1000)) if option.job < grid.items else 0.0
        for option in grid.options
    ]
    floor = at_least(model.gains, value - 1e-9 * abs(value))
    again = with_objective(model, gains, floor)
    end = min(until, time.monotonic() + SETTLING)
    outcome = team.race(again, [Job("cpsat", again, chosen, end, seed)], chosen, until=end)
    return outcome.chosen or chosen


def _plan(problem: Problem, grid: Grid, outcome: Outcome, sign: float, seconds: float, seed: int) -> Plan:
    curve = tuple(_signed(point, sign) for point in outcome.curve)
    if outcome.chosen is None:
        bound = sign * outcome.bound if math.isfinite(outcome.bound) else None
        status: Status = "infeasible" if outcome.status == "infeasible" else "stopped"
        return Plan(status, bound=bound, curve=curve, seconds=seconds, seed=seed)
    bound = sign * outcome.bound if math.isfinite(outcome.bound) else None
    plan = plan_of(
        problem,
        grid,
        outcome.chosen,
        outcome.status,
        bound=bound,
        curve=curve,
        seconds=round(seconds, 3),
        seed=seed,
    )
    return (
        plan
        if plan.bound is None or sign * (plan.bound - (plan.objective or 0)) >= 0
        else replace(plan, bound=plan.objective, gap=0.0)
    )


def _signed(point: CurvePoint, sign: float) -> CurvePoint:
    return CurvePoint(
        point.seconds,
        None if point.best is None else sign * point.best,
        None if point.bound is None else sign * point.bound,
    )
