"""What comes out: a plan with its bound, and what it uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["optimal", "feasible", "infeasible", "stopped"]


@dataclass(frozen=True)
class Placed:
    """An item in the plan: works in the periods `start` … `finish` − 1; its worth is earned by `finish`."""

    item: str
    mode: str
    start: int
    finish: int


@dataclass(frozen=True)
class Use:
    """Expected effort of a role in a period beside what may be used (after the buffer) and all there is."""

    role: str
    period: int
    used: float
    usable: float
    capacity: float


@dataclass(frozen=True)
class Spend:
    """Money spent from a budget: in `period`, or None over the whole horizon."""

    budget: str
    period: int | None
    spent: float
    amount: float


@dataclass(frozen=True)
class CurvePoint:
    """After so many seconds: objective of the best plan (None: none yet), and the bound (None: none yet)."""

    seconds: float
    best: float | None
    bound: float | None


@dataclass(frozen=True)
class Plan:
    """A schedule and what is known about it.

    `status`: `optimal` is proven (up to a relative rounding of 1e-6); `feasible` ran out of time with this
    plan; `stopped` was told to stop, or ran out of time before it knew any plan (then `found` is false);
    `infeasible` is proven: no plan exists (`conflict` says why).
    `objective` is the weighted discounted value, or the last finish (makespan). No plan can be better than
    `bound`. `gap` = |bound − objective| / |objective|, 0 when optimal; both None when unknown.
    `marketing` and `it` are the discounted worth for each side, without weights.
    """

    status: Status
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    marketing: float = 0.0
    it: float = 0.0
    schedule: tuple[Placed, ...] = ()
    use: tuple[Use, ...] = ()
    spend: tuple[Spend, ...] = ()
    curve: tuple[CurvePoint, ...] = ()
    seconds: float = 0.0
    seed: int = 0

    @property
    def found(self) -> bool:
        """Whether there is a plan at all (an empty schedule may be one)."""
        return self.objective is not None

    @property
    def starts(self) -> dict[str, Placed]:
        """The schedule by item."""
        return {placed.item: placed for placed in self.schedule}
