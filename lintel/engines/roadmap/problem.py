"""What is to be planned: items, who can do how much of them, what money there is, and what ties them.

Time is counted in periods 0 … T−1 (a quarter, a sprint, a day: whatever `periods` names). An item that
starts in period s with a duration of d works in s … s+d−1 and is finished at s+d; what waits for it may
start in period s+d. Efforts and capacities share one unit for each role (person-days, say), money is in
one currency; both count to the hundredth. Keys are unique within their kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Side = Literal["marketing", "it", "both"]
Objective = Literal["value", "makespan"]


@dataclass(frozen=True)
class Estimate:
    """How much effort, as a range: triangular between `low` and `high` with its peak at `likely`."""

    low: float
    likely: float
    high: float

    @property
    def expected(self) -> float:
        """The mean of the triangular distribution, to the hundredth: what plans count with."""
        return round((self.low + self.likely + self.high) / 3, 2)


@dataclass(frozen=True)
class Demand:
    """Effort of one role: `profile[k]` in the k-th period of the item's work (as long as the duration)."""

    role: str
    profile: tuple[Estimate, ...]


@dataclass(frozen=True)
class Cost:
    """Money from one budget: `profile[k]` in the k-th period of the item's work (as long as the duration)."""

    budget: str
    profile: tuple[float, ...]


@dataclass(frozen=True)
class Mode:
    """One way to do an item: how many periods it takes (≥ 1), which efforts, which costs."""

    key: str
    duration: int
    demands: tuple[Demand, ...] = ()
    costs: tuple[Cost, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Item:
    """Something that may be done once, in one of its modes.

    `marketing` and `it` are what it is worth to each side (≥ 0, one unit for both), earned when it is
    finished. It works within the periods `earliest` … `latest` (both inclusive; `latest` None: until the
    end). A mandatory item is in every plan.
    """

    key: str
    modes: tuple[Mode, ...]
    name: str = ""
    marketing: float = 0.0
    it: float = 0.0
    earliest: int = 0
    latest: int | None = None
    mandatory: bool = False


@dataclass(frozen=True)
class Role:
    """Somebody's capacity: `capacity[t]` in period t, of the department `side`."""

    key: str
    capacity: tuple[float, ...]
    name: str = ""
    side: Side = "both"


@dataclass(frozen=True)
class Budget:
    """Money: one amount for the whole horizon, or one for each period (`amounts` has one or T entries)."""

    key: str
    amounts: tuple[float, ...]
    name: str = ""
    scope: Literal["horizon", "period"] = "horizon"


@dataclass(frozen=True)
class Precedence:
    """`after` needs `before`: it is in only if that is, and starts `lag` periods after its finish or later.

    A lag of −1 lets it start in the last period of the other's work; a large negative lag asks only that
    both are in.
    """

    before: str
    after: str
    lag: int = 0


@dataclass(frozen=True)
class Exclusion:
    """At most one of these items."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Bundle:
    """Worth something only together: earned once every one of the items is in, when the last is finished."""

    key: str
    items: tuple[str, ...]
    marketing: float = 0.0
    it: float = 0.0
    name: str = ""


@dataclass(frozen=True)
class Frozen:
    """Work that is under way or promised: this item, in this mode, from this period on."""

    item: str
    mode: str
    start: int


@dataclass(frozen=True)
class Problem:
    """A backlog and everything that limits it.

    `value`: maximise the weighted, discounted worth of what is in: an item finished at f counts
    (weight_marketing · marketing + weight_it · it) / (1 + discount)^(f − 1), so that what is finished within
    the first period counts in full. `makespan`: every item is in; minimise the last finish.
    `buffer` is the share of each role's capacity that stays free (0 ≤ buffer < 1). `floor_marketing` and
    `floor_it` are the (discounted, unweighted) worth that the plan has to bring each side at the least.
    """

    periods: tuple[str, ...]
    items: tuple[Item, ...]
    roles: tuple[Role, ...] = ()
    budgets: tuple[Budget, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    frozen: tuple[Frozen, ...] = ()
    objective: Objective = "value"
    weight_marketing: float = 1.0
    weight_it: float = 1.0
    discount: float = 0.0
    buffer: float = 0.0
    floor_marketing: float = 0.0
    floor_it: float = 0.0
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        from lintel.engines.roadmap.validation import validate

        validate(self)

    @property
    def horizon(self) -> int:
        """The number of periods, T."""
        return len(self.periods)

    def usable(self, role: Role, period: int) -> float:
        """What of a role's capacity may be planned, after the buffer, to the hundredth (rounded down)."""
        return int(round(role.capacity[period] * 100) * (1 - self.buffer) + 1e-9) / 100
