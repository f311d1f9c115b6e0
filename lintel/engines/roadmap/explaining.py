"""Why each item is in or out, and the smallest change that would bring it in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Problem


@dataclass(frozen=True)
class Lack:
    """So much `more` of a role or budget in a period (None: over the horizon), or a date `more` periods off.

    `kind` latest: the item `of` would have to be allowed `more` periods later; horizon: the plan would have
    to be `more` periods longer.
    """

    kind: Literal["role", "budget", "latest", "horizon"]
    of: str
    period: int | None
    more: float


@dataclass(frozen=True)
class Change:
    """A change that brings the item in while the rest of the plan stays as it is: all of `lacks` together.

    `start` and `mode` are where the item would then be, with `companions` (items that it needs, which are
    out too). `sentence` says it in words.
    """

    lacks: tuple[Lack, ...]
    start: int
    mode: str
    companions: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Reason:
    """Why an item is in or out.

    `because`: mandatory, frozen, needed (something in the plan needs it), worth (it pays), room (it does not
    fit beside what is worth more), excluded (an alternative is in), window (its dates alone forbid it),
    worthless. `sentence` says it in words. `regret` is what the objective loses when the item is forced to
    the other side (None: not asked for, or impossible); `exact` is whether both plans were proven, else it
    is an estimate. `changes` brings an item that is out in, the smallest first; empty for items in the plan.
    """

    item: str
    chosen: bool
    because: str
    sentence: str
    regret: float | None = None
    exact: bool = False
    changes: tuple[Change, ...] = ()


def explain(
    problem: Problem,
    plan: Plan,
    *,
    items: Collection[str] | None = None,
    seconds: float = 0.0,
    seed: int = 1,
    workers: int = 2,
) -> tuple[Reason, ...]:
    """A reason for each item (or each of `items`), in the order of the problem.

    Changes are found beside the plan as it is (exact for that question, milliseconds for each item). With
    `seconds` > 0 each item is also forced to the other side and solved anew for so long, for its regret.
    """
    raise NotImplementedError
