"""What several systems share, so that one failure strikes them all: vendors, regions, environments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.inventory.standing import Standing
from lintel.estate.stress.tying import CAUSES


@dataclass(frozen=True)
class Copy:
    """One of several places in which a system runs: an environment with its regions, as causes."""

    key: str
    name: str
    causes: tuple[str, ...]


@dataclass(frozen=True)
class Places:
    """By number of a system: the causes that strike it whatever else stands, and its copies, of which one is
    enough."""

    causes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    copies: Mapping[int, tuple[Copy, ...]] = field(default_factory=dict)


def places_of(standing: Standing) -> Places:
    """Where systems run and by whom. Regions that a system names go before those of its environment; in
    several environments it has as many copies."""
    kinds = {number: part.kind for number, part in standing.parts.items()}
    onto: dict[int, set[int]] = {}
    for one in standing.joints:
        part_of = one.kind == RelationKind.PART_OF and kinds[one.source] in CAUSES
        if part_of or one.kind in (RelationKind.SUPPLIED_BY, RelationKind.RUNS_IN):
            onto.setdefault(one.source, set()).add(one.target)

    def above(numbers: Iterable[int], *wanted: str) -> set[int]:
        """These and what they are part of, of these kinds."""
        seen, edge = set[int](), set(numbers)
        while edge:
            seen |= edge
            edge = {to for one in edge for to in onto.get(one, ()) if kinds[to] in wanted} - seen
        return seen

    causes: dict[int, tuple[str, ...]] = {}
    copies: dict[int, tuple[Copy, ...]] = {}
    for number in sorted(onto):
        if kinds[number] in CAUSES:
            continue
        direct = {kind: {one for one in onto[number] if kinds[one] == kind} for kind in CAUSES}
        firm = above(direct[Kind.VENDOR], Kind.VENDOR)
        own, environments = above(direct[Kind.REGION], Kind.REGION), sorted(direct[Kind.ENVIRONMENT])
        if len(environments) < 2:
            there = above(environments, Kind.ENVIRONMENT)
            firm |= there | (own or above(there, Kind.ENVIRONMENT, Kind.REGION))
        else:
            copies[number] = tuple(_copy(standing, one, above([one], *_PLACES), own) for one in environments)
        causes[number] = _keys(firm)
    return Places(causes, copies)


_PLACES = (Kind.ENVIRONMENT, Kind.REGION)


def _copy(standing: Standing, environment: int, there: set[int], own: set[int]) -> Copy:
    regions = {one for one in there if standing.parts[one].kind == Kind.REGION}
    struck = _keys(there if regions else there | own)
    return Copy(f"copy in {'-'.join(struck)}", standing.parts[environment].name, struck)


def _keys(numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(str(one) for one in sorted(numbers))
