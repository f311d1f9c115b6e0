"""Which elements are drawn together: what serves or is part of one thing, whose it is, its stage. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from lintel.estate.inventory.models import Kind, RelationKind, Stage
from lintel.estate.inventory.models.kinds import DATED, OWNED
from lintel.estate.inventory.standing import Part, Standing

Named = dict[int, tuple[str, str]]  # element → key and title of its group


def group_of(standing: Standing, grouping: str, sides: Mapping[int, str]) -> Named:
    """The group of each element that has one."""
    match grouping:
        case "capability":
            return _by_capability(standing)
        case "whole":
            return _by_whole(standing)
        case "side":
            return {number: _side(one, sides) for number, one in standing.parts.items() if one.kind in OWNED}
        case "stage":
            return {
                number: (f"stage-{one.stage}", Stage(one.stage).label)
                for number, one in standing.parts.items()
                if one.kind in DATED
            }
    return {}


def _side(part: Part, sides: Mapping[int, str]) -> tuple[str, str]:
    owners = {sides.get(one, "other") for one in part.owners if one}
    if not owners:
        return "side-none", "Nobody’s yet"
    if owners >= {"marketing", "it"}:
        return "side-both", "Both sides’"
    only = "marketing" if "marketing" in owners else "it" if "it" in owners else "other"
    return f"side-{only}", {"marketing": "Marketing’s alone", "it": "IT’s alone"}.get(only, "Others’")


def _roots(standing: Standing) -> dict[int, int]:
    """The outermost whole that each element is part of, itself where it is none."""
    whole = {one.source: one.target for one in standing.joints if one.kind == RelationKind.PART_OF}
    found = {}
    for number in standing.parts:
        here, seen = number, {number}
        while (above := whole.get(here)) is not None and above not in seen:
            seen.add(above)
            here = above
        found[number] = here
    return found


def _by_whole(standing: Standing) -> Named:
    roots = _roots(standing)
    wholes = {root for number, root in roots.items() if number != root}
    return {
        number: (f"whole-{root}", standing.parts[root].name)
        for number, root in roots.items()
        if root in wholes
    }


def _by_capability(standing: Standing) -> Named:
    """Capabilities by their outermost one; each system with the capability that it serves first, and what
    serves none with what needs it first."""
    roots = _roots(standing)
    capability: dict[int, int] = {}
    for one in standing.joints:
        ends = standing.parts[one.source].kind, standing.parts[one.target].kind
        if one.kind == RelationKind.SERVES and ends == (Kind.SYSTEM, Kind.CAPABILITY):
            capability.setdefault(one.source, roots[one.target])
    needed = [one for one in standing.joints if one.kind in (RelationKind.NEEDS, RelationKind.PART_OF)]
    for _ in range(3):  # what is needed by what is needed by what serves it
        for one in needed:
            source, target = one.source, one.target
            if one.kind == RelationKind.PART_OF:
                source, target = target, source
            if standing.parts[target].kind == Kind.SYSTEM and source in capability:
                capability.setdefault(target, capability[source])
    found: Named = {}
    for number, part in standing.parts.items():
        if part.kind == Kind.CAPABILITY:
            found[number] = (f"capability-{roots[number]}", standing.parts[roots[number]].name)
        elif part.kind == Kind.SYSTEM:
            root = capability.get(number)
            name = standing.parts[root].name if root is not None else "Serves nothing yet"
            found[number] = (f"capability-{root or 0}", name)
    return found
