"""A plan meets a change: keep nearly all of the value and move as little as possible."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, replace

from lintel.engines.roadmap.board import Board
from lintel.engines.roadmap.greedy import fill, sizes
from lintel.engines.roadmap.grid import Grid, build
from lintel.engines.roadmap.linear import at_least, linear, with_objective
from lintel.engines.roadmap.plan import Plan, Status
from lintel.engines.roadmap.problem import Frozen, Problem
from lintel.engines.roadmap.problems import Refused
from lintel.engines.roadmap.race import Team
from lintel.engines.roadmap.report import PRECISE, gap_of, plan_of
from lintel.engines.roadmap.solving import choose, solve_with


@dataclass(frozen=True)
class Difference:
    """Two plans side by side: items only in the new one, only in the old one, moved (or other mode), same."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def disruption(self) -> int:
        """How many items are added, dropped or moved."""
        return len(self.added) + len(self.dropped) + len(self.moved)


@dataclass(frozen=True)
class Replan:
    """The new plan, what it changes, the best plan regardless of the old one, and the share of it kept."""

    plan: Plan
    difference: Difference
    best: Plan
    best_difference: Difference
    share: float
    proven: bool
    sentence: str


def difference(before: Plan, after: Plan) -> Difference:
    """What changes from one plan to the other."""
    old, new = before.starts, after.starts
    both = [key for key in old if key in new]
    same = {key for key in both if (old[key].mode, old[key].start) == (new[key].mode, new[key].start)}
    return Difference(
        tuple(key for key in new if key not in old),
        tuple(key for key in old if key not in new),
        tuple(key for key in both if key not in same),
        tuple(key for key in both if key in same),
    )


def replan(
    problem: Problem,
    plan: Plan,
    *,
    frozen: Collection[str] = (),
    keep: float = 0.97,
    seconds: float = 20.0,
    seed: int = 1,
    workers: int = 2,
) -> Replan:
    """The plan nearest to `plan` that keeps at least the share `keep` of the best objective of `problem`.

    `problem` is the changed problem (less capacity, new items). The items named in `frozen` stay exactly
    where the old plan has them. Half of the time goes into the best plan, half into the nearest.
    """
    if not 0 < keep <= 1:
        raise Refused("keep", f"{keep} is no share.", "Give 0.97 to keep 97 % of the value.")
    problem = _freeze(problem, plan, frozen)
    began = time.monotonic()
    with Team() as team:
        best, _ = solve_with(team, problem, seconds=seconds / 2, seed=seed, workers=workers, hints=(plan,))
        if not best.found:
            said = "No plan is possible any more." if best.status == "infeasible" else "No plan was found."
            nothing = difference(plan, best)
            return Replan(best, nothing, best, nothing, 0.0, False, said)
        near = _nearest(team, problem, plan, best, keep, began + seconds, seed, workers)
    return _told(plan, best, near, keep)


def _freeze(problem: Problem, plan: Plan, frozen: Collection[str]) -> Problem:
    placed = plan.starts
    unknown = sorted(set(frozen) - placed.keys())
    if unknown:
        raise Refused("frozen", f"“{unknown[0]}” is not in the old plan.", "Freeze what is in it.")
    already = {fixed.item for fixed in problem.frozen}
    more = tuple(
        Frozen(key, placed[key].mode, placed[key].start)
        for key in placed
        if key in frozen and key not in already
    )
    return replace(problem, frozen=problem.frozen + more)


def _nearest(
    team: Team,
    problem: Problem,
    old: Plan,
    best: Plan,
    keep: float,
    until: float,
    seed: int,
    workers: int,
) -> Plan:
    grid = build(problem)
    model = linear(problem, grid)
    gains = _likeness(problem, grid, old)
    target = (best.objective or 0.0) * keep
    if problem.objective == "makespan":
        target = -(best.objective or 0.0) / keep
    near = with_objective(model, gains, at_least(model.gains, target))
    begins = [grid.chosen(problem, best.schedule), _kept(problem, grid, old)]
    allowed = [tuple(columns) for columns in begins if columns is not None and near.holds(columns)]
    begin = max(allowed, key=near.value, default=None)
    outcome = choose(
        team, problem, grid, near, begin, until, seed=seed, workers=workers, solvers=("highs", "cpsat")
    )
    if outcome.chosen is None:
        return best
    found = plan_of(problem, grid, outcome.chosen, "feasible", bound=best.bound, seed=seed)
    return replace(found, status="optimal" if outcome.status == "optimal" else "feasible")


def _likeness(problem: Problem, grid: Grid, old: Plan) -> list[float]:
    """+1 for each item that stays as it was, −1 for each that was not in; moved is as bad as dropped."""
    placed = old.starts
    gains = []
    for option in grid.options:
        was = placed.get(grid.keys[option.job]) if option.job < grid.items else None
        if option.job >= grid.items:
            gains.append(0.0)
        elif was is None:
            gains.append(-1.0)
        else:
            mode = problem.items[option.job].modes[option.mode].key
            gains.append(float((was.mode, was.start) == (mode, option.start)))
    return gains


def _kept(problem: Problem, grid: Grid, old: Plan) -> list[int]:
    """The old plan as far as it still fits, by start, filled up with what else fits."""
    board = Board(grid, grid.worth)
    columns = {}
    for placed in old.schedule:
        alone = grid.chosen(problem, (placed,))
        if alone:
            columns[grid.options[alone[0]].job] = alone[0]
    score = [float("-inf")] * len(grid.options)  # only where it was
    for index in columns.values():
        score[index] = 0.0
    for job in sorted(columns, key=lambda job: (job not in grid.must, grid.options[columns[job]].start)):
        index = board.best(job, score)
        if index >= 0:
            board.put(index)
    return fill(grid, sizes(problem, grid, "rice"), board.chosen())


def _told(old: Plan, best: Plan, near: Plan, keep: float) -> Replan:
    change, free = difference(old, near), difference(old, best)
    top, got = best.objective or 0.0, near.objective or 0.0
    share = (min(top, got) / max(top, got)) if max(top, got) > 0 else 1.0
    proven = near.status == "optimal"
    said = (
        f"{change.disruption} items change instead of {free.disruption}, for {100 * share:.1f} % of the "
        f"value of the best new plan ({100 * keep:g} % was asked for)."
    )
    if not proven:
        said += " Time ran out before it was shown that fewer cannot do."
    status: Status = "optimal" if best.status == "optimal" and share >= 1 - PRECISE else "feasible"
    plan = replace(near, status=status, gap=gap_of(near.objective, near.bound))
    return Replan(plan, change, best, free, share, proven, said)
