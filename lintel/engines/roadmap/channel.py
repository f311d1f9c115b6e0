"""What a solver gets, and what it tells and hears while it works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from lintel.engines.roadmap.grid import Grid
from lintel.engines.roadmap.linear import Linear
from lintel.engines.roadmap.problem import Problem

Ended = Literal["optimal", "infeasible", "time"]
Solver = Literal["cpsat", "highs", "search", "intervals"]


@dataclass(frozen=True)
class Job:
    """One search: which solver, over what, from which columns, until when (`time.monotonic()`).

    `search` and `highs` also use the grid (without it HiGHS packs no windows), `intervals` the problem and as
    many `cores` as it may use.
    """

    solver: Solver
    model: Linear
    begin: tuple[int, ...] | None
    until: float
    seed: int
    grid: Grid | None = None
    problem: Problem | None = None
    cores: int = 1


class Channel(Protocol):
    """How a solver speaks with the race it takes part in."""

    def found(self, chosen: Sequence[int]) -> None:
        """Tells of better columns."""

    def bounded(self, bound: float) -> None:
        """Tells that nothing can be better than this."""

    def news(self) -> tuple[int, ...] | None:
        """Better columns that somebody else found since the last time, if any."""

    def stopped(self) -> bool:
        """Whether to come to an end."""
