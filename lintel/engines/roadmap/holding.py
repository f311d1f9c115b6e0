"""Estimates are ranges: the chance that a plan holds, and the buffer as a choice with its price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Problem


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

    `price` is the share of the unbuffered objective given up (makespan: the share by which it is later).
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
    raise NotImplementedError


def buffers(
    problem: Problem,
    *,
    shares: Sequence[float] = (0.0, 0.1, 0.2, 0.3),
    seconds: float = 10.0,
    draws: int = 10_000,
    seed: int = 1,
    workers: int = 2,
) -> tuple[Buffer, ...]:
    """The same problem with each buffer, `seconds` for each: value and chance side by side."""
    raise NotImplementedError
