"""What an option does to the estate: the estate of today with it put in, held against the estate of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.inventory.standing import Joint, Part, Standing
from lintel.estate.purchases.flowing import DataEffect, data_effect, taken_over
from lintel.estate.purchases.models import Option
from lintel.estate.purchases.owning import ownership

NEW_VENDOR = -1_000_000_000  # a vendor that has no row yet


@dataclass(frozen=True)
class Line:
    """One thing that changes: what it is called, how it is today, how it would be, and which way is better
    (`good`, `bad`, or nothing where that is for people to say)."""

    label: str
    before: str
    after: str
    tone: str = ""
    because: str = ""


def inserted(today: Standing, option: Option) -> Standing:
    """The estate with the option in it and what it replaces taken out; data flows go over as far as it holds
    their data. What is new goes by a negative number. For an option that came with its lists."""
    gone = {one.pk for one in option.replaces.all()}
    parts = {number: part for number, part in today.parts.items() if number not in gone}
    joints = [one for one in today.joints if one.source not in gone and one.target not in gone]
    if (number := number_of(option)) is not None:
        parts[number] = Part(number, Kind.SYSTEM, option.name, stage="planned", cost=_a_year(option))
        joints += _joints(number, option, parts)
    holds = frozenset(one.pk for one in option.holds.all())
    streams = tuple(taken_over(today.streams, gone, number, holds))
    covers = tuple(
        replace(one, systems=tuple(system for system in one.systems if system not in gone))
        for one in today.covers
    )
    return replace(today, parts=parts, joints=tuple(joints), streams=streams, covers=covers)


def number_of(option: Option) -> int | None:
    """By which number an option goes in the estate; None where nothing new comes."""
    return -option.pk if option.is_new else None


def data_effect_of(before: Standing, option: Option) -> DataEffect:
    """What it does to data flows, and where classes of data get to."""
    return data_effect(before, inserted(before, option), number_of(option))


def _a_year(option: Option) -> Decimal:
    years = option.purchase.years
    cost = ownership(option, years)
    return (sum(cost.by_year[1:], Decimal(0)) / years).quantize(Decimal("0.01"))


def _joints(number: int, option: Option, parts: dict[int, Part]) -> Iterator[Joint]:
    kinds: dict[str, Any] = {
        RelationKind.SERVES: option.serves, RelationKind.NEEDS: option.needs,
        RelationKind.HOLDS: option.holds, RelationKind.RUNS_IN: option.runs_in,
    }  # fmt: skip
    for kind, rows in kinds.items():
        yield from (Joint(number, one.pk, kind) for one in rows.all() if one.pk in parts)
    if option.vendor_id in parts:
        yield Joint(number, option.vendor_id or 0, RelationKind.SUPPLIED_BY)
    elif option.vendor_name:
        parts[NEW_VENDOR] = Part(NEW_VENDOR, Kind.VENDOR, option.vendor_name)
        yield Joint(number, NEW_VENDOR, RelationKind.SUPPLIED_BY)


def effect(before: Standing, option: Option) -> list[Line]:
    """What changes, in words and figures; what stays the same is left out."""
    after = inserted(before, option)
    lines = [_systems(before, after), _cost(before, after, option.purchase.currency)]
    lines += [_unserved(before, after), _left_needing(before, after, option), *_copies(before, after, option)]
    lines.append(_vendors(before, after))
    return [line for line in lines if line is not None]


def changes(before: Standing, option: Option) -> dict[str, Any]:
    """Everything that an option changes, as programs and the command line read it."""
    data = data_effect_of(before, option)
    return {
        "lines": [asdict(one) for one in effect(before, option)],
        "flows": [asdict(one) for one in data.flows], "moves": [asdict(one) for one in data.moves],
    }  # fmt: skip


def _systems(before: Standing, after: Standing) -> Line | None:
    old, new = (len(one.of_kind(Kind.SYSTEM)) for one in (before, after))
    return Line("Systems", f"{old}", f"{new}") if old != new else None


def _cost(before: Standing, after: Standing, currency: str) -> Line | None:
    old, new = (
        sum((part.cost or Decimal(0) for part in one.parts.values()), Decimal(0)) for one in (before, after)
    )
    if old == new:
        return None
    tone = "good" if new < old else "bad"
    return Line("Cost a year of all that stands", f"{old:,.0f} {currency}", f"{new:,.0f} {currency}", tone)


def _served(standing: Standing) -> set[int]:
    return {one.target for one in standing.joints if one.kind == RelationKind.SERVES}


def _unserved(before: Standing, after: Standing) -> Line | None:
    lost = sorted(after.parts[one].name for one in _served(before) - _served(after) if one in after.parts)
    if not lost:
        return None
    return Line("Capabilities that nothing serves any more", "0", f"{len(lost)}", "bad", ", ".join(lost))


def _left_needing(before: Standing, after: Standing, option: Option) -> Line | None:
    """Systems that need what is replaced, and to which the option is no substitute yet."""
    gone = set(before.parts) - set(after.parts)
    left = sorted(
        {
            before.parts[one.source].name
            for one in before.joints
            if one.kind == RelationKind.NEEDS
            and one.target in gone
            and one.source not in gone
            and not one.instead
        }
    )
    if not left:
        return None
    return Line(
        "Systems that need what goes, and have to be moved", "0", f"{len(left)}", "bad", ", ".join(left)
    )


def _copies(before: Standing, after: Standing, option: Option) -> Iterator[Line]:
    """In how many systems each class of data lies that the option would hold."""
    for data in option.holds.all():
        old, new = (
            sum(one.kind == RelationKind.HOLDS and one.target == data.pk for one in standing.joints)
            for standing in (before, after)
        )
        if old != new:
            yield Line(f"Systems that hold “{data.name}”", f"{old}", f"{new}", "good" if new < old else "bad")


def _vendors(before: Standing, after: Standing) -> Line | None:
    old, new = (
        len({one.target for one in standing.joints if one.kind == RelationKind.SUPPLIED_BY})
        for standing in (before, after)
    )
    return Line("Vendors on whom something depends", f"{old}", f"{new}") if old != new else None
