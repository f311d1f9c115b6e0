"""A planned change to a standing estate: what is taken away, is replaced, or gets a stand-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lintel.estate.inventory.models import Kind
from lintel.estate.inventory.standing import Joint, Part, Standing, Stream
from lintel.ui.problems import Problem

UPWARD, DOWNWARD = ("serves", "part_of"), ("needs",)  # which end of a relation is the one that is relied on


@dataclass(frozen=True)
class Swap:
    """What is said of one entry: another takes its place, or can stand in for it. `by` is the number of an
    entry, or nothing for a new system called `name` that needs nothing else."""

    of: int
    by: int | None = None
    name: str = ""


@dataclass(frozen=True)
class Change:
    """A planned change: entries `removed`, `replaced` by others, and those that get `substitutes`."""

    removed: tuple[int, ...] = ()
    replaced: tuple[Swap, ...] = ()
    substitutes: tuple[Swap, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.replaced or self.substitutes)

    def plain(self) -> dict[str, Any]:
        """As it is stored; nothing for no change."""
        if not self:
            return {}
        lists = {"replaced": self.replaced, "substitutes": self.substitutes}
        swaps = {
            name: [{"of": one.of, "by": one.by, "name": one.name} for one in found]
            for name, found in lists.items()
        }
        return {"removed": list(self.removed), **swaps}


def change_of(stored: Mapping[str, Any]) -> Change:
    """A change as it was stored."""
    return Change(
        tuple(stored.get("removed", ())),
        tuple(Swap(**one) for one in stored.get("replaced", ())),
        tuple(Swap(**one) for one in stored.get("substitutes", ())),
    )


def changed(standing: Standing, change: Change) -> Standing:
    """The estate with the change made. Errors: `Problem` for what is not in the estate of that day."""
    new = -1
    for swap in change.substitutes:
        standing, by, new = _there(standing, swap, new)
        standing = _with_stand_in(standing, swap.of, by)
    gone = set(change.removed)
    for swap in change.replaced:
        standing, by, new = _there(standing, swap, new)
        standing = _in_place(standing, swap.of, by)
        gone.add(swap.of)
    for number in gone:
        _part(standing, number)
    return without(standing, gone)


def without(standing: Standing, gone: set[int]) -> Standing:
    """The estate without these, and without what joins them to others."""
    return replace(
        standing,
        parts={number: part for number, part in standing.parts.items() if number not in gone},
        joints=tuple(one for one in standing.joints if not {one.source, one.target} & gone),
        streams=tuple(one for one in standing.streams if not {one.source, one.target} & gone),
        covers=tuple(
            replace(one, systems=tuple(number for number in one.systems if number not in gone))
            for one in standing.covers
            if one.vendor not in gone
        ),
    )


def words(standing: Standing, change: Change) -> list[str]:
    """The change in sentences, naming entries as they are called in this estate."""

    def name(number: int | None) -> str:
        part = standing.parts.get(number) if number is not None else None
        return f"“{part.name}”" if part else "an entry that is gone"

    def other(swap: Swap) -> str:
        return name(swap.by) if swap.by is not None else f"a new system “{swap.name or 'New system'}”"

    said = [f"{name(number)} is taken away." for number in change.removed]
    said += [f"{other(one)} takes the place of {name(one.of)}." for one in change.replaced]
    said += [f"{other(one)} can stand in for {name(one.of)}." for one in change.substitutes]
    return [one[:1].upper() + one[1:] for one in said]


def _part(standing: Standing, number: int) -> Part:
    if number not in standing.parts:
        raise Problem(
            "Something of this change is not in the estate of that day.",
            way_out="Choose entries that stand on that day, or another day.",
            field="change",
        )
    return standing.parts[number]


def _there(standing: Standing, swap: Swap, new: int) -> tuple[Standing, int, int]:
    """The estate with the other one in it, its number, and the next free number for something new."""
    old = _part(standing, swap.of)
    if swap.by is None:
        while new in standing.parts:
            new -= 1
        part = Part(new, old.kind, swap.name or "New system")
        return replace(standing, parts={**standing.parts, new: part}), new, new - 1
    other = _part(standing, swap.by)
    if other.kind != old.kind or other.number == old.number:
        raise Problem(
            f"“{other.name}” cannot stand for “{old.name}”.",
            way_out=f"Choose another {Kind(old.kind).label.lower()}.",
            field="by",
        )
    return standing, other.number, new


def _with_stand_in(standing: Standing, of: int, by: int) -> Standing:
    """Whoever relies on one can do with the other as well."""
    joints: list[Joint] = []
    word = f"stand-in for {of}"
    known = {(one.source, one.target, one.kind) for one in standing.joints}
    for one in standing.joints:
        if one.kind in DOWNWARD and one.target == of:
            said = one.instead or word
            joints.append(replace(one, instead=said))
            twin = replace(one, target=by, instead=said)
        elif one.kind in UPWARD and one.source == of:
            said = one.instead or word
            joints.append(replace(one, instead=said))
            twin = replace(one, source=by, instead=said)
        else:
            joints.append(one)
            continue
        if twin.source != twin.target and (twin.source, twin.target, twin.kind) not in known:
            joints.append(twin)
    # an own tie to the other, which was needed in any case, now is one of the two that are enough
    pairs = {(one.source, one.target, one.kind): one.instead for one in joints}
    told = [
        replace(one, instead=pairs[(one.source, of, one.kind)])
        if one.kind in DOWNWARD and one.target == by and (one.source, of, one.kind) in pairs
        else replace(one, instead=pairs[(of, one.target, one.kind)])
        if one.kind in UPWARD and one.source == by and (of, one.target, one.kind) in pairs
        else one
        for one in joints
    ]
    return replace(standing, joints=tuple(told))


def _in_place(standing: Standing, of: int, by: int) -> Standing:
    """Everything that relied on one, held or sent data with it, does so with the other. What is gone is
    needed by nobody any more; what it needed itself, its vendor and its place stay with it."""
    joints: dict[tuple[int, int, str], Joint] = {}
    for one in standing.joints:
        moved = one
        if one.kind in DOWNWARD and one.target == of:
            moved = replace(one, target=by)
        elif one.kind in (*UPWARD, "holds") and one.source == of:
            moved = replace(one, source=by)
        if moved.source != moved.target:
            joints.setdefault((moved.source, moved.target, moved.kind), moved)
    streams = [_moved(one, of, by) for one in standing.streams]
    return replace(
        standing,
        joints=tuple(joints.values()),
        streams=tuple(one for one in streams if one.source != one.target),
    )


def _moved(stream: Stream, of: int, by: int) -> Stream:
    source = by if stream.source == of else stream.source
    target = by if stream.target == of else stream.target
    return replace(stream, source=source, target=target)


def numbers_of(change: Change) -> Sequence[int]:
    """Every entry that a change speaks of."""
    swaps = (*change.replaced, *change.substitutes)
    return [*change.removed, *(one.of for one in swaps), *(one.by for one in swaps if one.by is not None)]
