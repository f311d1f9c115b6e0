"""What is put to the test: systems, what they need, what strikes several at once, what flows between them.

Times are in hours, rates (weights, loads, capacities) are per hour in units the caller chooses, costs are in
one currency. Keys are unique among nodes and causes together, so that a scenario can name either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class AllOf:
    """Met while every part is met."""

    parts: tuple[Requirement, ...]


@dataclass(frozen=True)
class AnyOf:
    """Met while at least one part is met."""

    parts: tuple[Requirement, ...]


@dataclass(frozen=True)
class AtLeast:
    """Met while at least `least` of the parts are met (k out of n)."""

    least: int
    parts: tuple[Requirement, ...]


Requirement = str | AllOf | AnyOf | AtLeast
"""The key of a node that has to be up, degraded or not, or a combination of such."""


@dataclass(frozen=True)
class Mode:
    """A degraded mode: while its `needs` are met, the node keeps a share `keeps` (0 … 1) of what it does."""

    keeps: float
    needs: Requirement | None = None


@dataclass(frozen=True)
class Cause:
    """Something shared (a vendor, a region) whose failure takes down every node that names it.

    `availability` (0 … 1), or `mttf` and `mttr` in hours; without either it never fails by itself.
    """

    key: str
    name: str = ""
    kind: str = "vendor"
    availability: float | None = None
    mttf: float | None = None
    mttr: float | None = None


@dataclass(frozen=True)
class Node:
    """A touchpoint, capability or system, or anything that depends on them, as a campaign or a goal.

    It is up while it works itself, no cause of it is out, and its `needs` are met, or those of one of its
    `degraded` modes. `weights` is what an hour of it is worth, by measure (`{"revenue": 1200}`; a campaign
    that is a node of its own has `{"campaigns": 1}`). `capacity` is the load it can bear (None: any),
    `cost` what giving it up would save, `essential` says that it cannot be given up, `data` which classes
    of data it holds.
    """

    key: str
    name: str = ""
    needs: Requirement | None = None
    availability: float | None = None
    mttf: float | None = None
    mttr: float | None = None
    causes: tuple[str, ...] = ()
    degraded: tuple[Mode, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    capacity: float | None = None
    cost: float = 0.0
    essential: bool = False
    data: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    """Load that goes from one node to one or several: shared among those that are up, by capacity."""

    source: str
    targets: tuple[str, ...]
    load: float = 0.0
    data: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Access:
    """Whoever is on `source` gets onto `target`."""

    source: str
    target: str


@dataclass(frozen=True)
class System:
    """Everything together; making one checks it and raises `Unsound` with the place of the first mistake."""

    nodes: tuple[Node, ...]
    causes: tuple[Cause, ...] = ()
    flows: tuple[Flow, ...] = ()
    access: tuple[Access, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        from lintel.engines.resilience.validation import validate

        validate(self)


@dataclass(frozen=True)
class Scenario:
    """What happens: any mixture of the four storms.

    Hurricane: nodes or causes that are `out`. Quake: all traffic times `surge`. Drought: `saving`, the share
    (0 … 1) of all cost that has to go. Break-in: nodes that are `compromised`.
    """

    name: str = "as it is"
    out: tuple[str, ...] = ()
    surge: float = 1.0
    saving: float = 0.0
    compromised: tuple[str, ...] = ()


def unavailability(part: Node | Cause) -> float:
    """The share of time for which a part is down by itself: 1 − availability, or mttr ÷ (mttf + mttr)."""
    if part.availability is not None:
        return 1.0 - part.availability
    if part.mttf is not None and part.mttr is not None:
        return part.mttr / (part.mttf + part.mttr) if part.mttr else 0.0
    return 0.0
