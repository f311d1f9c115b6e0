"""From chosen columns to a plan: worth for each side, use of capacity, money spent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lintel.engines.roadmap.grid import Grid
from lintel.engines.roadmap.plan import CurvePoint, Placed, Plan, Spend, Status, Use
from lintel.engines.roadmap.problem import Problem

PRECISE = 1e-6  # relative: what integers of the models may lose; below it a gap counts as closed


def plan_of(
    problem: Problem,
    grid: Grid,
    chosen: Iterable[int],
    status: Status,
    *,
    bound: float | None = None,
    curve: Sequence[CurvePoint] = (),
    seconds: float = 0.0,
    seed: int = 0,
) -> Plan:
    """The plan of these columns; bundles are earned whenever they are complete."""
    schedule = grid.placed(problem, chosen)
    columns = grid.chosen(problem, schedule) or []
    marketing = sum(grid.options[index].marketing for index in columns)
    it = sum(grid.options[index].it for index in columns)
    objective = problem.weight_marketing * marketing + problem.weight_it * it
    if problem.objective == "makespan":
        objective = float(max((placed.finish for placed in schedule), default=0))
    if status == "optimal":
        bound = objective
    return Plan(
        status,
        objective,
        bound,
        gap_of(objective, bound),
        marketing,
        it,
        schedule,
        _use(problem, schedule),
        _spend(problem, schedule),
        tuple(curve),
        seconds,
        seed,
    )


def gap_of(objective: float | None, bound: float | None) -> float | None:
    """|bound − objective| / |objective|; None when one is unknown, or of an objective of 0."""
    if objective is None or bound is None:
        return None
    if abs(bound - objective) <= PRECISE * max(1.0, abs(objective)):
        return 0.0
    return abs(bound - objective) / abs(objective) if objective else None


def _use(problem: Problem, schedule: Sequence[Placed]) -> tuple[Use, ...]:
    used: dict[tuple[str, int], float] = {}
    modes = {(item.key, mode.key): mode for item in problem.items for mode in item.modes}
    for placed in schedule:
        for demand in modes[placed.item, placed.mode].demands:
            for offset, estimate in enumerate(demand.profile):
                cell = demand.role, placed.start + offset
                used[cell] = used.get(cell, 0.0) + estimate.expected
    return tuple(
        Use(
            role.key,
            period,
            round(used.get((role.key, period), 0.0), 2),
            problem.usable(role, period),
            role.capacity[period],
        )
        for role in problem.roles
        for period in range(problem.horizon)
    )


def _spend(problem: Problem, schedule: Sequence[Placed]) -> tuple[Spend, ...]:
    spent: dict[tuple[str, int | None], float] = {}
    modes = {(item.key, mode.key): mode for item in problem.items for mode in item.modes}
    per_period = {budget.key for budget in problem.budgets if budget.scope == "period"}
    for placed in schedule:
        for cost in modes[placed.item, placed.mode].costs:
            for offset, amount in enumerate(cost.profile):
                cell = cost.budget, placed.start + offset if cost.budget in per_period else None
                spent[cell] = spent.get(cell, 0.0) + amount
    found = []
    for budget in problem.budgets:
        periods: Sequence[int | None] = [None] if budget.scope == "horizon" else range(problem.horizon)
        for period, amount in zip(periods, budget.amounts, strict=True):
            found.append(Spend(budget.key, period, round(spent.get((budget.key, period), 0.0), 2), amount))
    return tuple(found)
