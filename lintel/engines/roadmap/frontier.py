"""What serves marketing against what serves IT: the frontier, and two fair compromises on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Problem


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
    raise NotImplementedError
