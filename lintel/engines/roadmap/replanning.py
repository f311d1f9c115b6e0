"""A plan meets a change: keep nearly all of the value and move as little as possible; and what-if."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Problem


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


@dataclass(frozen=True)
class WhatIf:
    """The changed problem and its plan beside the plan before; `gain` in the objective (None: no plan)."""

    problem: Problem
    before: Plan
    after: Plan
    difference: Difference
    gain: float | None
    sentence: str


def difference(before: Plan, after: Plan) -> Difference:
    """What changes from one plan to the other."""
    raise NotImplementedError


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
    raise NotImplementedError


def what_if(
    problem: Problem,
    changes: Mapping[str, Any],
    *,
    plan: Plan | None = None,
    seconds: float = 10.0,
    seed: int = 1,
    workers: int = 2,
) -> WhatIf:
    """Solves the problem with some inputs changed, beside the problem as it is (`plan`, or solved too).

    `changes` maps a field to its new value, or to a change in per cent for numbers: {"roles.design.capacity":
    "+20%", "budgets.tools.amounts": 50000, "items.crm.latest": 5, "buffer": 0.1}. Raises `Refused` for a
    field that does not exist.
    """
    raise NotImplementedError
