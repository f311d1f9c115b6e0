"""What comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lintel.engines.resilience.model import Scenario


@dataclass(frozen=True)
class Estimate:
    """A figure. Exact, or drawn: then the true one lies from `low` to `high` at least 19 times in 20."""

    value: float
    low: float
    high: float

    @property
    def exact(self) -> bool:
        """Whether it was computed and not drawn."""
        return self.low == self.high


@dataclass(frozen=True)
class CutSet:
    """Basic events that together bring the top about, none of them dispensable, and how likely they are."""

    events: tuple[str, ...]
    probability: float


@dataclass(frozen=True)
class CutSets:
    """The minimal cut sets.

    `sets` are listed by order, then by probability. `orders` says how many there are of each order that was
    counted, listed or not; `complete` whether `sets` is all of them, and `shortened` says otherwise why not.
    """

    sets: tuple[CutSet, ...]
    orders: Mapping[int, int]
    complete: bool
    shortened: str = ""

    @property
    def counted(self) -> int:
        """How many were counted."""
        return sum(self.orders.values())


@dataclass(frozen=True)
class Importance:
    """How much one basic event matters.

    `birnbaum`: how much the top's probability rises per unit of this event's. `criticality`: the share of
    the top's probability that goes when this event never happens. `fussell_vesely`: the chance that a cut
    set with this event has happened in full, given that the top has; None where it is too large to compute.
    """

    event: str
    probability: float
    birnbaum: float
    criticality: float
    fussell_vesely: float | None


@dataclass(frozen=True)
class Radius:
    """What goes down when one node or cause does, everything else working: keys, and what an hour costs."""

    key: str
    down: tuple[str, ...]
    degraded: tuple[str, ...]
    loss: Mapping[str, float]


@dataclass(frozen=True)
class NodeState:
    """One node in a scenario.

    `availability`: the share of time for which it is up, degraded or not. `service`: the share of what it
    does at its best that it does on average, overload included. `at_once`: what of it is left right when the
    scenario strikes and nothing else fails (1 all, 0 nothing).
    """

    key: str
    availability: Estimate
    service: Estimate
    at_once: float


@dataclass(frozen=True)
class Strain:
    """One node under load: `load` asked of it, `arriving` after what is lost before it, `served` (0 … 1) of
    all that it asks of itself and of what it flows on to."""

    key: str
    load: float
    arriving: float
    capacity: float | None
    served: float

    @property
    def used(self) -> float:
        """Load as a share of the capacity; above 1 it is a bottleneck."""
        if self.capacity is None or not self.load:
            return 0.0
        return self.load / self.capacity if self.capacity else float("inf")


@dataclass(frozen=True)
class Surge:
    """Flows under a multiple of their load. `bottlenecks`: the keys of what is over its capacity, worst
    first; `headroom`: the largest multiple at which nothing is (None where nothing is limited)."""

    factor: float
    strains: tuple[Strain, ...]
    bottlenecks: tuple[str, ...]
    headroom: float | None


@dataclass(frozen=True)
class Drought:
    """What to give up. `proven`: nothing else that saves enough loses less; otherwise nothing can lose less
    than `bound`. `loss` is by measure, `lost` all of it in the value that was asked for."""

    given_up: tuple[str, ...]
    saved: float
    wanted: float
    loss: Mapping[str, float]
    lost: float
    bound: float
    proven: bool


@dataclass(frozen=True)
class Chokepoint:
    """A node on the way. `cuts`: which (node, class of data) can no longer be reached when it is under
    control; `share`: of all shortest ways to data, how many lead over it."""

    key: str
    cuts: tuple[tuple[str, str], ...]
    share: float


@dataclass(frozen=True)
class Breach:
    """Where an intruder gets to.

    `nodes`: everything reached, with the number of steps; `data`: each class with the nodes where it is met;
    `chokepoints`: those that cut most, first; `barrier`: the fewest nodes whose control together keeps away
    every datum that does not lie on the entries themselves.
    """

    entries: tuple[str, ...]
    nodes: Mapping[str, int]
    data: Mapping[str, tuple[str, ...]]
    chokepoints: tuple[Chokepoint, ...]
    barrier: tuple[str, ...]


@dataclass(frozen=True)
class Assessment:
    """A system in a scenario. `loss` is what is lost an hour on average, by measure; `loss_at_once` what is
    lost right when it strikes; `samples` is 0 where every figure is exact."""

    scenario: Scenario
    nodes: tuple[NodeState, ...]
    loss: Mapping[str, Estimate]
    loss_at_once: Mapping[str, float]
    surge: Surge | None
    drought: Drought | None
    breach: Breach | None
    samples: int
    seed: int

    def node(self, key: str) -> NodeState:
        """The state of one node."""
        return next(state for state in self.nodes if state.key == key)


@dataclass(frozen=True)
class Change:
    """A figure before and after; None where the node or measure is not there. `sure`: it differs beyond what
    drawing can explain, or is exactly the same."""

    key: str
    before: Estimate | None
    after: Estimate | None

    @property
    def difference(self) -> float | None:
        """After minus before."""
        return None if self.before is None or self.after is None else self.after.value - self.before.value

    @property
    def sure(self) -> bool:
        """Whether the intervals lie apart, or both figures are exact."""
        one, other = self.before, self.after
        if one is None or other is None or (one.exact and other.exact):
            return True
        return one.high < other.low or other.high < one.low


@dataclass(frozen=True)
class Comparison:
    """The same scenario before and after a planned change."""

    before: Assessment
    after: Assessment
    services: tuple[Change, ...] = field(default=())
    losses: tuple[Change, ...] = field(default=())

    @property
    def changed(self) -> bool:
        """Whether any figure differs."""
        return any(change.difference != 0.0 for change in (*self.services, *self.losses))


@dataclass(frozen=True)
class Verdict:
    """One check of a building code: what was found, against which limit. “open” says that the limit lies
    within the interval, so that drawing more could decide it."""

    check: str
    verdict: Literal["holds", "fails", "open"]
    found: Estimate
    limit: float
    sentence: str
