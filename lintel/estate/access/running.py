"""Where one gets to from a system, on the graph of the break-in test: flows lead on, and so do needs.

Whoever uses, reads or writes a system meets the data that it holds or that flows bring to it or take away.
Whoever connects or administers it also has its doors to others: where its flows go, and what it needs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lintel.estate.access.scoring import MOST_STEPS
from lintel.estate.inventory.models import FlowState, Kind, RelationKind
from lintel.estate.inventory.standing import Standing, standing_on

if TYPE_CHECKING:
    from lintel.engines.resilience import Breach, System

WORKING = (FlowState.LIVE, FlowState.BROKEN)  # what is broken is still connected


@dataclass(frozen=True)
class Spread:
    """What lies within reach of a system: the nearest way to each class of data, as systems one after the
    other, and how many systems there are."""

    ways: Mapping[int, tuple[int, ...]]
    systems: int

    @property
    def steps(self) -> dict[int, int]:
        """By class of data the number of steps; 0 is in the system itself."""
        return {data: len(way) - 1 for data, way in self.ways.items()}


@dataclass(frozen=True)
class Ground:
    """The estate of a day as a graph. `names` are those of systems and classes of data."""

    day: dt.date
    names: Mapping[int, str]
    classes: tuple[int, ...]
    onward: Mapping[int, tuple[int, ...]]
    held: Mapping[int, frozenset[int]]
    because: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def spread(self, start: int, *, deep: bool) -> Spread:
        """Step by step from a system; not `deep` stays in it."""
        came: dict[int, int | None] = {start: None} if start in self.names else {}
        edge = list(came)
        ways: dict[int, tuple[int, ...]] = {}
        for step in range(MOST_STEPS + 1):
            for number in edge:
                for data in sorted(self.held.get(number, ())):
                    ways.setdefault(data, _way(came, number))
            if not deep or step == MOST_STEPS:
                break
            edge = self._further(edge, came)
        return Spread(ways, len(came))

    def _further(self, edge: Sequence[int], came: dict[int, int | None]) -> list[int]:
        after: list[int] = []
        for number in edge:
            for target in self.onward.get(number, ()):
                if target not in came:
                    came[target] = number
                    after.append(target)
        return after


def _way(came: Mapping[int, int | None], end: int) -> tuple[int, ...]:
    way, at = [end], came[end]
    while at is not None:
        way.append(at)
        at = came[at]
    return tuple(reversed(way))


def ground_on(day: dt.date) -> Ground:
    """The graph of what is in use on a day; as many queries as `standing_on` takes."""
    from lintel.engines.resilience.reach import ways

    standing = standing_on(day)
    onward = {
        int(key): tuple(sorted(int(one) for one in targets))
        for key, targets in ways(engine_system(standing)).items()
    }
    names = {
        part.number: part.name for part in standing.parts.values() if part.kind in (Kind.SYSTEM, Kind.DATA)
    }
    because = {
        (one.source, one.target): "which it needs"
        for one in standing.joints
        if one.kind == RelationKind.NEEDS
    } | {(one.source, one.target): f"by the flow “{one.name}”" for one in standing.streams}
    classes = tuple(part.number for part in standing.of_kind(Kind.DATA))
    held = {number: frozenset(data) for number, data in _held(standing).items()}
    return Ground(day, names, classes, onward, held, because)


def _held(standing: Standing) -> dict[int, set[int]]:
    held: dict[int, set[int]] = {}
    for joint in standing.joints:
        if joint.kind == RelationKind.HOLDS:
            held.setdefault(joint.source, set()).add(joint.target)
    for stream in standing.streams:
        if stream.state in WORKING:
            for end in (stream.source, stream.target):
                held.setdefault(end, set()).update(stream.data)
    return held


def engine_system(standing: Standing) -> System:
    """The same estate as the engine takes it; keys are the numbers of the entries."""
    from lintel.engines.resilience import Access, Flow, Node, System

    holds: dict[int, list[str]] = {}
    for joint in standing.joints:
        if joint.kind == RelationKind.HOLDS:
            holds.setdefault(joint.source, []).append(str(joint.target))
    systems = [part for part in standing.parts.values() if part.kind == Kind.SYSTEM]
    known = {part.number for part in systems}
    return System(
        nodes=tuple(
            Node(str(part.number), part.name, data=tuple(holds.get(part.number, ()))) for part in systems
        ),
        flows=tuple(
            Flow(
                str(one.source), (str(one.target),), data=tuple(str(data) for data in one.data),
                key=str(one.number),
            )
            for one in standing.streams
            if one.state in WORKING
        ),
        access=tuple(
            Access(str(one.source), str(one.target))
            for one in standing.joints
            if one.kind == RelationKind.NEEDS and {one.source, one.target} <= known
        ),
    )  # fmt: skip


def breach_from(day: dt.date, entries: Sequence[int]) -> Breach:
    """What an intruder on these systems would get to, however far, and which systems lie on most ways.

    Entries that are not in use on that day are left out.
    """
    from lintel.engines.resilience import reach

    standing = standing_on(day)
    systems = {part.number for part in standing.parts.values() if part.kind == Kind.SYSTEM}
    return reach(engine_system(standing), [str(one) for one in sorted(set(entries) & systems)])
