"""What is risky about a standing estate: plain counts, each with the rows that it is made of. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lintel.estate.inventory.models import Kind, RelationKind, Stage
from lintel.estate.inventory.models.kinds import OWNED
from lintel.estate.inventory.standing import Standing


@dataclass(frozen=True)
class Risk:
    """One way in which the estate is fragile, and the rows that are so, in words."""

    slug: str
    title: str
    meaning: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Shift:
    """One risk before and after."""

    before: Risk
    after: Risk

    @property
    def more(self) -> int:
        """How many more rows there are."""
        return len(self.after.rows) - len(self.before.rows)

    @property
    def new(self) -> list[str]:
        """Rows that were not there before."""
        return [row for row in self.after.rows if row not in self.before.rows]

    @property
    def solved(self) -> list[str]:
        """Rows that are no longer there."""
        return [row for row in self.before.rows if row not in self.after.rows]


def risks_of(standing: Standing) -> list[Risk]:
    """Every risk, those without rows included, in one order."""
    return [
        Risk(slug, title, meaning, tuple(sorted(find(standing)))) for slug, title, meaning, find in _RISKS
    ]


def shifts(before: Standing, after: Standing) -> list[Shift]:
    """Each risk before and after."""
    return [Shift(old, new) for old, new in zip(risks_of(before), risks_of(after), strict=True)]


def _ownerless(standing: Standing) -> list[str]:
    return [one.name for one in standing.parts.values() if one.kind in OWNED and None in one.owners]


def _still_needed(standing: Standing) -> list[str]:
    """Only needs count for which nothing that stays stands in."""
    fading = {number for number, one in standing.parts.items() if one.stage == Stage.PHASING_OUT}
    found = []
    for one in standing.joints:
        if one.kind != RelationKind.NEEDS or one.target not in fading or one.source in fading:
            continue
        stays = any(
            one.instead and other.source == one.source and other.kind == one.kind
            and other.instead == one.instead and other.target not in fading
            for other in standing.joints
        )  # fmt: skip
        if not stays:
            found.append(f"{standing.parts[one.source].name} needs {standing.parts[one.target].name}")
    return found


def _serving(standing: Standing) -> dict[int, list[int]]:
    """The systems that serve each capability."""
    found: dict[int, list[int]] = {}
    for one in standing.joints:
        if one.kind != RelationKind.SERVES:
            continue
        ends = standing.parts[one.source].kind, standing.parts[one.target].kind
        if ends == (Kind.SYSTEM, Kind.CAPABILITY):
            found.setdefault(one.target, []).append(one.source)
    return found


def _single_vendor(standing: Standing) -> list[str]:
    """Capabilities with at least two systems, all of one vendor: a second system is no second leg then."""
    vendor = {one.source: one.target for one in standing.joints if one.kind == RelationKind.SUPPLIED_BY}
    found = []
    for capability, systems in _serving(standing).items():
        vendors = {vendor.get(system) for system in systems}
        if len(systems) > 1 and len(vendors) == 1 and (only := vendors.pop()) is not None:
            found.append(f"{standing.parts[capability].name}: only {standing.parts[only].name}")
    return found


def _single_system(standing: Standing) -> list[str]:
    return [
        f"{standing.parts[capability].name}: only {standing.parts[systems[0]].name}"
        for capability, systems in _serving(standing).items()
        if len(systems) == 1
    ]


def _unserved(standing: Standing) -> list[str]:
    served = {one.target for one in standing.joints if one.kind == RelationKind.SERVES}
    wholes = {one.target for one in standing.joints if one.kind == RelationKind.PART_OF}
    return [
        one.name
        for number, one in standing.parts.items()
        if one.kind in (Kind.TOUCHPOINT, Kind.CAPABILITY) and number not in served | wholes
    ]


def _copies(standing: Standing) -> list[str]:
    """Each place beyond the first in which a data class is held."""
    holders: dict[int, list[str]] = {}
    for one in standing.joints:
        if one.kind == RelationKind.HOLDS:
            holders.setdefault(one.target, []).append(standing.parts[one.source].name)
    return [
        f"{standing.parts[data].name} in {name}"
        for data, names in holders.items()
        if len(names) > 1
        for name in names
    ]


def _broken(standing: Standing) -> list[str]:
    return [
        f"{standing.parts[one.source].name} → {standing.parts[one.target].name}: {one.name}"
        for one in standing.streams
        if one.state == "broken"
    ]


_RISKS: tuple[tuple[str, str, str, Callable[[Standing], list[str]]], ...] = (
    ("owners", "Lack an owner", "Entries without a business or a technical owner.", _ownerless),
    ("fading", "Need what is being phased out", "Without anything that stands in for it.", _still_needed),
    ("unserved", "Stand on nothing", "Touchpoints and capabilities that nothing serves.", _unserved),
    ("single-system", "Stand on one system", "Capabilities that a single system serves.", _single_system),
    ("single-vendor", "Stand on one vendor", "Several systems, and all from one vendor.", _single_vendor),
    ("copies", "Data held more than once", "Each place of a data class with several.", _copies),
    ("broken", "Broken data flows", "Data that should arrive and does not.", _broken),
)
