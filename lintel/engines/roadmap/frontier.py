"""What serves marketing against what serves IT: the frontier, and two fair compromises on it."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Problem
from lintel.engines.roadmap.problems import Refused
from lintel.engines.roadmap.race import Team
from lintel.engines.roadmap.report import gap_of
from lintel.engines.roadmap.solving import solve_with

SLIGHT = 1e-3  # weight of the other side, so that equal plans are decided in its favour
RESERVE = 1.5  # seconds at the end for everything but solving


@dataclass(frozen=True)
class Point:
    """A plan that no other one found is better than for both sides; its worth for each side."""

    marketing: float
    it: float
    plan: Plan


@dataclass(frozen=True)
class Frontier:
    """Points from the best for IT to the best for marketing; none dominated by another or by `joint`.

    `ideal` is the best for each side alone. `disagreement` is (marketing, it) that each side keeps when the
    other one decides alone (the nadir), from which the compromises count: `nash` (index of the point with
    the largest product of gains), `egalitarian` (whose smaller gain, as a share of what that side could gain,
    is the largest). `joint` is the index of the best plan for the problem's own weights.
    """

    points: tuple[Point, ...]
    joint: int
    nash: int
    egalitarian: int
    disagreement: tuple[float, float]
    ideal: tuple[float, float]
    seconds: float
    sentence: str


def frontier(
    problem: Problem,
    *,
    points: int = 11,
    seconds: float = 90.0,
    seed: int = 1,
    workers: int = 2,
    on_progress: Callable[[int, int], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Frontier:
    """At most `points` plans (fewer where the sides do not differ) in `seconds` in all, by ε-constraint.

    Every plan that any of the solves found goes into one pool that hints the others. `on_progress` hears
    (done, of). Raises `Refused` for makespan problems and for problems without a plan.
    """
    if problem.objective != "value":
        raise Refused("objective", "A makespan has no sides.", "Use the objective “value”.")
    if points < 5:  # both ends, the joint optimum and two compromises
        raise Refused("points", f"{points} points are too few for a frontier.", "Ask for 5 or more.")
    began = time.monotonic()
    with Team() as team:
        pool = _Pool(team, problem, began + seconds, points + 1, seed, workers, on_progress, stop)
        joint = pool.solve(problem)
        if not joint.found:
            raise Refused("problem", "No plan was found at all.", "Ask for the conflict, or give more time.")
        pool.solve(replace(problem, weight_marketing=1.0, weight_it=SLIGHT))
        pool.solve(replace(problem, weight_marketing=SLIGHT, weight_it=1.0))
        for step in range(1, points - 1):
            low, high = pool.ends()
            floor = low.it + (high.it - low.it) * step / (points - 1)
            leaning = replace(
                problem,
                weight_marketing=1.0,
                weight_it=SLIGHT,
                floor_it=max(problem.floor_it, floor),
            )
            pool.solve(leaning)
    return _assembled(problem, pool.kept, points, joint, time.monotonic() - began)


class _Pool:
    """Every plan seen so far that no other one is better than for both sides, and the time that is left."""

    def __init__(
        self,
        team: Team,
        problem: Problem,
        until: float,
        solves: int,
        seed: int,
        workers: int,
        on_progress: Callable[[int, int], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.team, self.problem, self.until, self.solves = team, problem, until, solves
        self.seed, self.workers, self.on_progress, self.stop = seed, workers, on_progress, stop
        self.done = 0
        self.kept: list[Plan] = []

    def solve(self, leaning: Problem) -> Plan:
        """Solves one of the problems with its part of the time; all that was found joins the pool."""
        left = max(0.2, self.until - time.monotonic() - RESERVE)
        plan, others = solve_with(
            self.team,
            leaning,
            seconds=left / max(1, self.solves - self.done),
            seed=self.seed,
            workers=self.workers,
            stop=self.stop,
            hints=self._hints(leaning),
        )
        self.done += 1
        self.kept = undominated([*self.kept, *others, *([plan] if plan.found else [])])
        if self.on_progress is not None:
            self.on_progress(self.done, self.solves)
        return plan

    def ends(self) -> tuple[Plan, Plan]:
        """The plans that are best for marketing and for IT."""
        return max(self.kept, key=lambda plan: plan.marketing), max(self.kept, key=lambda plan: plan.it)

    def _hints(self, leaning: Problem) -> list[Plan]:
        """The plans of the pool that keep the floors and are worth most to this problem."""
        keeping = [
            plan
            for plan in self.kept
            if plan.it >= leaning.floor_it and plan.marketing >= leaning.floor_marketing
        ]
        return sorted(keeping, key=lambda plan: -_worth(leaning, plan))[:2]


def undominated(plans: Sequence[Plan]) -> list[Plan]:
    """The plans that no other one is at least as good as for both sides, by worth for marketing, rising."""
    kept: list[Plan] = []
    for plan in sorted(plans, key=lambda plan: (-plan.marketing, -plan.it)):
        if not kept or plan.it > kept[-1].it + 1e-9 * max(1.0, abs(plan.it)):
            kept.append(plan)
    return kept[::-1]


def _worth(problem: Problem, plan: Plan) -> float:
    return problem.weight_marketing * plan.marketing + problem.weight_it * plan.it


def _assembled(problem: Problem, kept: Sequence[Plan], points: int, joint: Plan, seconds: float) -> Frontier:
    """The ends, the joint optimum, both compromises, and of the rest those that fill the widest gaps."""
    first, last = kept[0], kept[-1]
    disagreement = first.marketing, last.it
    ideal = last.marketing, first.it
    spans = [(ideal[side] - disagreement[side]) or 1.0 for side in (0, 1)]
    gains = [
        ((plan.marketing - disagreement[0]) / spans[0], (plan.it - disagreement[1]) / spans[1])
        for plan in kept
    ]
    best = max(range(len(kept)), key=lambda index: _worth(problem, kept[index]))
    nash = max(range(len(kept)), key=lambda index: gains[index][0] * gains[index][1])
    fair = max(range(len(kept)), key=lambda index: min(gains[index]))
    chosen = {0, len(kept) - 1, best, nash, fair}
    while len(chosen) < min(points, len(kept)):
        rest = [index for index in range(len(kept)) if index not in chosen]
        chosen.add(max(rest, key=lambda i: min(math.dist(gains[i], gains[j]) for j in chosen)))
    order = sorted(chosen)
    return Frontier(
        tuple(_point(problem, kept[index], joint) for index in order),
        order.index(best),
        order.index(nash),
        order.index(fair),
        disagreement,
        ideal,
        seconds,
        _sentence(kept[nash], kept[best], disagreement, problem),
    )


def _point(problem: Problem, plan: Plan, joint: Plan) -> Point:
    """The plan as a plan of the problem itself: its objective by the problem's weights, the joint bound."""
    objective = _worth(problem, plan)
    proven = joint.status == "optimal" and gap_of(objective, joint.bound) == 0
    bound = None if joint.bound is None else max(joint.bound, objective)
    counted = replace(
        plan,
        status="optimal" if proven else "feasible",
        objective=objective,
        bound=bound,
        gap=gap_of(objective, bound),
        curve=(),
    )
    return Point(plan.marketing, plan.it, counted)


def _sentence(nash: Plan, best: Plan, disagreement: tuple[float, float], problem: Problem) -> str:
    said = (
        f"If each side were left what the other one’s best plan leaves it, marketing would have "
        f"{disagreement[0]:,.0f} and IT {disagreement[1]:,.0f}. From there, Nash’s compromise gives "
        f"marketing {nash.marketing:,.0f} and IT {nash.it:,.0f}"
    )
    whole = _worth(problem, best)
    price = 100 * (1 - _worth(problem, nash) / whole) if whole else 0.0
    return said + f"; together that is {price:.1f} % less than the joint optimum."
