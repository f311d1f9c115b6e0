"""What an option does to data: which flows begin, end and move, and which classes of data get to a new vendor
or across a border. Pure, upon the estate of today and the estate with the option in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.inventory.standing import Standing, Stream

BEGINS, ENDS, MOVES = "begins", "ends", "moves"
MEANINGS = {BEGINS: "Begins", ENDS: "Ends", MOVES: "Moves"}
ORDER = (ENDS, MOVES, BEGINS)


@dataclass(frozen=True)
class FlowChange:
    """One data flow that begins, ends or moves: its ends as they would be (of one that ends, as they are),
    the classes that it carries, and what one should know. `number` leads to the flow, 0 to none."""

    what: str
    name: str
    source: str
    target: str
    data: tuple[str, ...] = ()
    note: str = ""
    number: int = 0

    @property
    def meaning(self) -> str:
        """What happens to it, as a word."""
        return MEANINGS[self.what]


@dataclass(frozen=True)
class DataMove:
    """A class of data that gets to where it is not today; `border` where that is another region."""

    name: str
    says: str
    border: bool = False


@dataclass(frozen=True)
class DataEffect:
    """Everything that an option does to data."""

    flows: tuple[FlowChange, ...] = ()
    moves: tuple[DataMove, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.flows or self.moves)


def taken_over(
    streams: Iterable[Stream], gone: set[int], by: int | None, holds: frozenset[int]
) -> list[Stream]:
    """The flows with those of what is replaced at the option instead: all that carry a class of data which it
    would hold, or of which nobody said what they carry. The rest ends, as does each between two that go."""
    kept, known = [], set[tuple[int, int, str]]()
    for one in streams:
        moved = one
        if {one.source, one.target} & gone:
            if by is None or (one.data and not holds & set(one.data)):
                continue
            moved = replace(
                one, source=by if one.source in gone else one.source,
                target=by if one.target in gone else one.target,
            )  # fmt: skip
        key = (moved.source, moved.target, moved.name)
        if moved.source != moved.target and key not in known:
            known.add(key)
            kept.append(moved)
    return kept


def data_effect(before: Standing, after: Standing, number: int | None) -> DataEffect:
    """What differs for data; `number` is that of the option in the estate after it, or None."""
    flows = [*_ended(before, after), *_moved(before, after)]
    if number is not None:
        flows += _begun(after, number)
    flows.sort(key=lambda one: (ORDER.index(one.what), one.name.casefold(), one.source))
    return DataEffect(tuple(flows), tuple(_moves(before, after)))


def _ended(before: Standing, after: Standing) -> Iterator[FlowChange]:
    left = {one.number for one in after.streams}
    for one in before.streams:
        if one.number not in left:
            yield _change(ENDS, one, before, before)


def _moved(before: Standing, after: Standing) -> Iterator[FlowChange]:
    old = {one.number: one for one in before.streams}
    for one in after.streams:
        was = old.get(one.number)
        if was is not None and (was.source, was.target) != (one.source, one.target):
            gone = before.parts[was.source if was.source != one.source else was.target].name
            note = _border(before, was, after, one)
            yield _change(MOVES, one, after, before, f"Today at {gone}.{' ' if note else ''}{note}")


def _begun(after: Standing, number: int) -> Iterator[FlowChange]:
    """What has to flow as it needs a system and both hold a class of data, unless a flow joins them."""
    held = _held(after)
    joined = {(one.source, one.target) for one in after.streams}
    for one in after.joints:
        if one.source != number or one.kind != RelationKind.NEEDS:
            continue
        both = held.get(number, set()) & held.get(one.target, set())
        if both and not {(number, one.target), (one.target, number)} & joined:
            names = tuple(sorted(after.parts[data].name for data in both))
            stream = Stream(0, one.target, number, ", ".join(names), data=tuple(sorted(both)))
            note = f"It needs {after.parts[one.target].name}, and both hold it."
            border = _crossing(after, stream)
            yield _change(BEGINS, stream, after, after, f"{note} {border}".strip())


def _change(what: str, one: Stream, standing: Standing, named: Standing, note: str = "") -> FlowChange:
    data = tuple(sorted(named.parts[number].name for number in one.data if number in named.parts))
    parts = standing.parts
    return FlowChange(what, one.name, parts[one.source].name, parts[one.target].name, data, note, one.number)


def _border(before: Standing, was: Stream, after: Standing, one: Stream) -> str:
    """What a moved flow crosses that it did not cross before."""
    crosses = _crossing(after, one)
    return crosses if crosses != _crossing(before, was) else ""


def _crossing(standing: Standing, one: Stream) -> str:
    start, end = (_places(standing, number) for number in (one.source, one.target))
    if not start or not end or start & end:
        return ""
    names = [" and ".join(sorted(standing.parts[number].name for number in side)) for side in (start, end)]
    return f"It crosses the border from {names[0]} to {names[1]}."


def _places(standing: Standing, system: int) -> set[int]:
    """The regions in which a system runs, also by way of its environments."""
    onward: dict[int, set[int]] = {}
    for one in standing.joints:
        if one.kind in (RelationKind.RUNS_IN, RelationKind.PART_OF):
            onward.setdefault(one.source, set()).add(one.target)
    seen, edge = {system}, [system]
    while edge:
        fresh = {
            one for one in onward.get(edge.pop(), ())
            if one not in seen and standing.parts[one].kind in (Kind.REGION, Kind.ENVIRONMENT)
        }  # fmt: skip
        seen |= fresh
        edge += fresh
    return {one for one in seen if standing.parts[one].kind == Kind.REGION}


def _moves(before: Standing, after: Standing) -> Iterator[DataMove]:
    """Classes of data that would lie with a vendor or in a region that has none of it today."""
    for kind, border in ((RelationKind.SUPPLIED_BY, False), (RelationKind.RUNS_IN, True)):
        old, new = (_where(one, kind) for one in (before, after))
        for data in sorted(new, key=lambda number: after.parts[number].name):
            for place in sorted(
                new[data] - old.get(data, set()), key=lambda number: after.parts[number].name
            ):
                name, where = after.parts[data].name, after.parts[place].name
                says = f"would lie in {where}, where none of it lies today"
                yield DataMove(
                    name, says if border else f"would be with {where}, which has none of it today", border
                )


def _where(standing: Standing, kind: str) -> dict[int, set[int]]:
    """By class of data the vendors or regions of the systems in which it lies or to which it flows."""
    vendors: dict[int, set[int]] = {}
    for one in standing.joints:
        if one.kind == RelationKind.SUPPLIED_BY:
            vendors.setdefault(one.source, set()).add(one.target)
    found: dict[int, set[int]] = {}
    for system, classes in _held(standing).items():
        places = _places(standing, system) if kind == RelationKind.RUNS_IN else vendors.get(system, set())
        for data in classes:
            found.setdefault(data, set()).update(places)
    return found


def _held(standing: Standing) -> dict[int, set[int]]:
    """Which classes of data each system holds or gets by a flow."""
    found: dict[int, set[int]] = {}
    for joint in standing.joints:
        if joint.kind == RelationKind.HOLDS:
            found.setdefault(joint.source, set()).add(joint.target)
    for stream in standing.streams:
        found.setdefault(stream.target, set()).update(stream.data)
    return found
