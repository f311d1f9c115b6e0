"""Which systems do the same: what each serves, and how much two of them share."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.inventory.standing import Part, Standing, standing_on

USUAL = 2  # how much a capability weighs whose criticality nobody said
RULE = (
    "Two systems overlap by the weight of the capabilities that both serve, divided by the weight of those "
    "that either serves (weighted Jaccard index). A capability weighs as much as it hurts when it stands "
    "still, from 1 to 4; 2 where nobody said. The most that can be saved is what the cheaper one cost in "
    "twelve months."
)


@dataclass(frozen=True)
class Overlap:
    """Two systems and what they share; `score` is from 0 to 1, `most` what the cheaper one cost in a year."""

    one: Part
    other: Part
    shared: Sequence[Part]
    only_one: Sequence[Part]
    only_other: Sequence[Part]
    score: float
    most: Decimal | None


@dataclass(frozen=True)
class Matrix:
    """Who serves what on a day: systems and capabilities by name, and the pairs (system, capability)."""

    day: dt.date
    systems: Sequence[Part]
    capabilities: Sequence[Part]
    served: Mapping[int, frozenset[int]]

    def serves(self, system: Part, capability: Part) -> bool:
        """Whether a system serves a capability."""
        return capability.number in self.served.get(system.number, frozenset())


def matrix(day: dt.date, standing: Standing | None = None) -> Matrix:
    """Systems that serve some capability, and capabilities that some system serves."""
    found = standing or standing_on(day)
    served: dict[int, set[int]] = defaultdict(set)
    for joint in found.joints:
        one, other = found.parts[joint.source], found.parts[joint.target]
        if joint.kind == RelationKind.SERVES and (one.kind, other.kind) == (Kind.SYSTEM, Kind.CAPABILITY):
            served[one.number].add(other.number)
    wanted = set().union(*served.values()) if served else set()
    return Matrix(
        day,
        [part for part in found.of_kind(Kind.SYSTEM) if part.number in served],
        [part for part in found.of_kind(Kind.CAPABILITY) if part.number in wanted],
        {number: frozenset(these) for number, these in served.items()},
    )


def weight(capability: Part) -> int:
    """How much a capability weighs."""
    return capability.criticality or USUAL


def overlaps(found: Matrix) -> list[Overlap]:
    """Pairs of systems that share a capability, those that share most on top."""
    known = {part.number: part for part in found.capabilities}
    by_capability: dict[int, list[Part]] = defaultdict(list)
    for system in found.systems:
        for number in found.served[system.number]:
            by_capability[number].append(system)
    pairs = {
        (one.number, other.number): (one, other)
        for systems in by_capability.values()
        for one, other in combinations(sorted(systems, key=lambda part: part.number), 2)
    }
    made = [_overlap(one, other, found, known) for one, other in pairs.values()]
    return sorted(made, key=lambda pair: (-pair.score, -(pair.most or 0), pair.one.name, pair.other.name))


def _overlap(one: Part, other: Part, found: Matrix, known: Mapping[int, Part]) -> Overlap:
    first, second = found.served[one.number], found.served[other.number]
    shared = sum(weight(known[number]) for number in first & second)
    either = sum(weight(known[number]) for number in first | second)
    costs = [part.cost for part in (one, other) if part.cost is not None]

    def named(numbers: frozenset[int]) -> list[Part]:
        return sorted((known[number] for number in numbers), key=lambda part: part.name)

    return Overlap(
        one, other, named(first & second), named(first - second), named(second - first),
        round(shared / either, 4), min(costs) if len(costs) == 2 else None,
    )  # fmt: skip
