"""Estimates are ranges: the chance that a plan holds, and the buffer as a choice with its price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Estimate, Problem
from lintel.engines.roadmap.problems import Refused
from lintel.engines.roadmap.race import Team
from lintel.engines.roadmap.solving import solve_with


@dataclass(frozen=True)
class Cell:
    """A role in a period: the chance that real effort stays within capacity, the mean and the 90 % quantile.

    `capacity` is all there is, buffer included: the buffer is there to be used.
    """

    role: str
    period: int
    chance: float
    mean: float
    high: float
    capacity: float


@dataclass(frozen=True)
class Holding:
    """`chance` that no role is over capacity in any period, from `draws` futures; and each cell."""

    chance: float
    draws: int
    cells: tuple[Cell, ...]
    sentence: str


@dataclass(frozen=True)
class Buffer:
    """A buffer (share of capacity kept free), the plan with it, what it costs against none, what it holds.

    `price` is the share of the objective with the smallest buffer that is given up
    (makespan: the share by which it is later).
    """

    share: float
    plan: Plan
    price: float | None
    holding: Holding | None


def holds(problem: Problem, plan: Plan, *, draws: int = 10_000, seed: int = 1) -> Holding:
    """Draws real efforts from the estimates and counts how often the plan stays within capacity.

    Triangular distributions; within an item every estimate takes the same quantile (what is harder than
    thought is so for every role), items are independent of each other.
    """
    import numpy as np

    if draws < 1:
        raise Refused("draws", f"{draws} futures show nothing.", "Use 1,000 or more.")
    rows = {role.key: index for index, role in enumerate(problem.roles)}
    load = np.zeros((len(problem.roles), problem.horizon, draws))
    items = {item.key: item for item in problem.items}
    for placed in plan.schedule:
        mode = next(mode for mode in items[placed.item].modes if mode.key == placed.mode)
        # a stream for each item by its key, so that neither order nor what else is in changes its luck
        luck = np.random.default_rng([seed, *placed.item.encode()]).random(draws)
        for demand in mode.demands:
            for offset, estimate in enumerate(demand.profile):
                load[rows[demand.role], placed.start + offset] += quantile(estimate, luck)
    capacity = np.array([role.capacity for role in problem.roles]).reshape(len(rows), problem.horizon, 1)
    inside = load <= capacity + 1e-6
    cells = tuple(
        Cell(
            role.key,
            period,
            float(inside[index, period].mean()),
            float(load[index, period].mean()),
            float(np.quantile(load[index, period], 0.9)),
            role.capacity[period],
        )
        for index, role in enumerate(problem.roles)
        for period in range(problem.horizon)
    )
    chance = float(inside.all(axis=(0, 1)).mean())
    return Holding(chance, draws, cells, _sentence(problem, chance, cells))


def quantile(estimate: Estimate, luck: Any) -> Any:
    """The triangular distribution's value at each quantile of `luck` (array of shares)."""
    import numpy as np

    low, likely, high = estimate.low, estimate.likely, estimate.high
    if high <= low:
        return np.full_like(luck, low)
    peak = (likely - low) / (high - low)
    rising = low + np.sqrt(luck * (high - low) * (likely - low))
    falling = high - np.sqrt((1 - luck) * (high - low) * (high - likely))
    return np.where(luck < peak, rising, falling)


def _sentence(problem: Problem, chance: float, cells: tuple[Cell, ...]) -> str:
    if not cells:
        return "No role is planned, so nothing can run over."
    worst = min(cells, key=lambda cell: cell.chance)
    said = f"The whole plan stays within everybody’s capacity in {100 * chance:.0f} % of futures."
    if worst.chance < 1:
        said += (
            f" Tightest is {_name(problem, worst.role)} in {problem.periods[worst.period]}: it holds in "
            f"{100 * worst.chance:.0f} %."
        )
    return said


def _name(problem: Problem, key: str) -> str:
    return next(role.name or role.key for role in problem.roles if role.key == key)


def buffers(
    problem: Problem,
    *,
    shares: Sequence[float] = (0.0, 0.1, 0.2, 0.3),
    seconds: float = 10.0,
    draws: int = 10_000,
    seed: int = 1,
    workers: int = 2,
) -> tuple[Buffer, ...]:
    """The same problem with each buffer, `seconds` for each: value and chance side by side.

    From the largest buffer to the smallest, each hinting the next: a plan that keeps more free is a plan
    that keeps less free, so that a smaller buffer is never worth less.
    """
    plans: dict[float, Plan] = {}
    hints: list[Plan] = []
    with Team() as team:
        for share in sorted(shares, reverse=True):
            plan, _ = solve_with(
                team, replace(problem, buffer=share), seconds=seconds, seed=seed, workers=workers, hints=hints
            )
            plans[share] = plan
            hints = [plan] if plan.found else hints
    full = plans[min(shares)].objective
    found = []
    for share in shares:
        plan = plans[share]
        price = None
        if full and plan.objective is not None:
            price = abs(full - plan.objective) / abs(full)
        holding = holds(problem, plan, draws=draws, seed=seed) if plan.found else None
        found.append(Buffer(share, plan, price, holding))
    return tuple(found)
