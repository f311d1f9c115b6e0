"""No plan exists: a minimal set of demands that cannot hold together, in plain words."""

from __future__ import annotations

from dataclasses import dataclass

from lintel.engines.roadmap.problem import Problem


@dataclass(frozen=True)
class Member:
    """One demand of the conflict.

    `kind`: mandatory, frozen, window, precedence, exclusion, role, budget, floor; `key` names it (an item,
    `before > after`, a role, …); `sentence` says it in words.
    """

    kind: str
    key: str
    sentence: str


@dataclass(frozen=True)
class Conflict:
    """Demands that no plan meets together; without any one of them there is a plan (when `minimal`).

    `minimal` is false when time ran out while shrinking. `sentence` is the whole in words with its way out.
    """

    members: tuple[Member, ...]
    minimal: bool
    sentence: str


def conflict(problem: Problem, *, seconds: float = 20.0, seed: int = 1) -> Conflict | None:
    """A minimal conflicting set, or None when the problem has a plan (or none was shown to be impossible)."""
    raise NotImplementedError
