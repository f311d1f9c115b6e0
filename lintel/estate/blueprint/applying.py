"""Planned changes put upon a standing estate: pure, in order, and never silent about what no longer fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from lintel.estate.inventory.models import RELATIONS, Kind, RelationKind, Stage
from lintel.estate.inventory.standing import Joint, Part, Standing, Stream

TAKEN_OVER = (RelationKind.SERVES, RelationKind.HOLDS, RelationKind.PART_OF)  # by what replaces another
FRESH = 2**40  # the number of a change that is only being written


@dataclass(frozen=True)
class Step:
    """One change: what it brings goes by the negative of its number."""

    number: int
    kind: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """A change that does not fit upon what stands before it, and why."""

    number: int
    why: str


@dataclass(frozen=True)
class Applied:
    """What stands then; which changes did not fit; what loses something that it needs."""

    standing: Standing
    conflicts: tuple[Conflict, ...] = ()
    warnings: tuple[str, ...] = ()


class Misfit(Exception):
    """Why a change does not fit."""


@dataclass
class _Bench:
    day: dt.date
    parts: dict[int, Part]
    joints: list[Joint]
    streams: list[Stream]
    aliases: Mapping[int, int]
    known: frozenset[int] = frozenset()
    warnings: list[str] = field(default_factory=list)

    def part(self, number: Any) -> Part:
        found = self.parts.get(self.aliases.get(number, number))
        if found is None:
            raise Misfit("something that it names does not stand then")
        return found

    def drop(self, number: int) -> None:
        self.parts.pop(number)
        self.joints = [one for one in self.joints if number not in (one.source, one.target)]
        self.streams = [
            replace(one, data=tuple(data for data in one.data if data != number))
            for one in self.streams
            if number not in (one.source, one.target)
        ]


def apply(standing: Standing, steps: Iterable[Step], aliases: Mapping[int, int] | None = None) -> Applied:
    """The estate after these changes; one that does not fit is left out and named, one that another of them
    drops is left out.

    `aliases` gives the inventory's number of what a change brought once that was carried out.
    """
    given = list(steps)
    dropped = {step.facts["change"] for step in given if step.kind == "drop"}
    bench = _Bench(
        standing.day, dict(standing.parts), list(standing.joints), list(standing.streams), aliases or {},
        frozenset(step.number for step in given),
    )  # fmt: skip
    conflicts = []
    for step in given:
        if step.number in dropped:
            continue
        try:
            _DO[step.kind](bench, step)
        except Misfit as misfit:
            conflicts.append(Conflict(step.number, str(misfit)))
    after = replace(
        standing, parts=bench.parts, joints=tuple(bench.joints), streams=tuple(bench.streams),
        covers=tuple(
            replace(one, systems=tuple(system for system in one.systems if system in bench.parts))
            for one in standing.covers
            if one.vendor in bench.parts
        ),
    )  # fmt: skip
    return Applied(after, tuple(conflicts), tuple(bench.warnings))


def _money(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _add(bench: _Bench, step: Step) -> None:
    facts = step.facts
    kind, name = str(facts["kind"]), str(facts["name"])
    for one in bench.parts.values():
        if one.kind == kind and one.name.casefold() == name.casefold():
            raise Misfit(f"there is a {Kind(kind).label.lower()} “{one.name}” already")
    bench.parts[-step.number] = Part(
        -step.number, kind, name, Stage.LIVE.value, facts.get("description", ""),
        criticality=facts.get("criticality"), cost=_money(facts.get("cost")),
        owners=(facts.get("business_owner"), facts.get("technical_owner")),
    )  # fmt: skip


def _retire(bench: _Bench, step: Step) -> None:
    gone = bench.part(step.facts["element"])
    _warn_dependants(bench, gone)
    bench.drop(gone.number)


def _warn_dependants(bench: _Bench, gone: Part) -> None:
    """What needs it and has nothing that stands in for it."""
    for one in bench.joints:
        if one.kind != RelationKind.NEEDS or one.target != gone.number:
            continue
        substitutes = [
            other
            for other in bench.joints
            if one.instead and other is not one and other.source == one.source
            and other.kind == one.kind and other.instead == one.instead
        ]  # fmt: skip
        if not substitutes:
            name = bench.parts[one.source].name
            bench.warnings.append(f"“{name}” needs “{gone.name}”, and nothing stands in for it.")


def _replace(bench: _Bench, step: Step) -> None:
    old, new = bench.part(step.facts["element"]), bench.part(step.facts["by"])
    if old.number == new.number:
        raise Misfit("nothing replaces itself")
    if old.kind != new.kind:
        raise Misfit(f"“{new.name}” is a {Kind(new.kind).label.lower()}, “{old.name}” is not")
    known = {(one.source, one.kind, one.target) for one in bench.joints}
    for one in list(bench.joints):
        moved = one
        if one.target == old.number:
            moved = replace(one, target=new.number)
        elif one.source == old.number and one.kind in TAKEN_OVER:
            moved = replace(one, source=new.number)
        key = (moved.source, moved.kind, moved.target)
        if moved is not one and moved.source != moved.target and key not in known:
            if moved.kind in _TREES and _leads(bench, moved.kind, moved.target, moved.source):
                continue
            bench.joints.append(moved)
            known.add(key)
    flows = {(one.source, one.target, one.name) for one in bench.streams}
    for stream in list(bench.streams):
        source = new.number if stream.source == old.number else stream.source
        target = new.number if stream.target == old.number else stream.target
        key_ = (source, target, stream.name)
        if old.number in (stream.source, stream.target) and source != target and key_ not in flows:
            bench.streams.append(replace(stream, source=source, target=target))
            flows.add(key_)
    bench.drop(old.number)


_TREES = (RelationKind.NEEDS, RelationKind.PART_OF)


def _leads(bench: _Bench, kind: str, start: int, end: int) -> bool:
    """Whether one comes from `start` to `end` by relations of a kind."""
    onward: dict[int, list[int]] = {}
    for one in bench.joints:
        if one.kind == kind:
            onward.setdefault(one.source, []).append(one.target)
    seen, edge = {start}, [start]
    while edge:
        here = edge.pop()
        if here == end:
            return True
        fresh = [one for one in onward.get(here, ()) if one not in seen]
        seen.update(fresh)
        edge.extend(fresh)
    return False


def _join(bench: _Bench, step: Step) -> None:
    source, target = bench.part(step.facts["source"]), bench.part(step.facts["target"])
    kind = str(step.facts["relation"])
    if (source.kind, target.kind) not in RELATIONS[kind].ends or source.number == target.number:
        raise Misfit(
            f"a {Kind(source.kind).label.lower()} never “{RelationKind(kind).label}” a "
            f"{Kind(target.kind).label.lower()}, or it is the same one"
        )
    if any(
        (one.source, one.kind, one.target) == (source.number, kind, target.number) for one in bench.joints
    ):
        raise Misfit(f"“{source.name}” {RelationKind(kind).label} “{target.name}” already")
    if kind in _TREES and _leads(bench, kind, target.number, source.number):
        raise Misfit(f"“{target.name}” leads back to “{source.name}” already")
    instead = str(step.facts.get("instead") or "") if kind == RelationKind.NEEDS else ""
    bench.joints.append(Joint(source.number, target.number, kind, instead))


def _part(bench: _Bench, step: Step) -> None:
    source, target = bench.part(step.facts["source"]), bench.part(step.facts["target"])
    key = (source.number, str(step.facts["relation"]), target.number)
    kept = [one for one in bench.joints if (one.source, one.kind, one.target) != key]
    if len(kept) == len(bench.joints):
        raise Misfit(f"“{source.name}” does not “{RelationKind(key[1]).label}” “{target.name}”")
    bench.joints = kept


def _flow(bench: _Bench, step: Step) -> None:
    facts = step.facts
    source, target = bench.part(facts["source"]), bench.part(facts["target"])
    for one in (source, target):
        if one.kind != Kind.SYSTEM:
            raise Misfit(f"“{one.name}” is no system, and data goes from one system to another")
    if source.number == target.number:
        raise Misfit("a flow goes from one system to another")
    name = str(facts["name"])
    if any(
        (one.source, one.target, one.name) == (source.number, target.number, name) for one in bench.streams
    ):
        raise Misfit("there is such a flow between the two already")
    data = [bench.part(number) for number in facts.get("data") or ()]
    other = next((one for one in data if one.kind != Kind.DATA), None)
    if other is not None:
        raise Misfit(f"“{other.name}” is no data class")
    bench.streams.append(
        Stream(
            -step.number, source.number, target.number, name, "live", str(facts.get("means") or "api"),
            facts.get("records_a_day"), tuple(one.number for one in data),
        )
    )  # fmt: skip


def _end_flow(bench: _Bench, step: Step) -> None:
    number = step.facts["flow"]
    kept = [one for one in bench.streams if one.number != number]
    if len(kept) == len(bench.streams):
        raise Misfit("this data flow does not stand then")
    bench.streams = kept


def _adjust(bench: _Bench, step: Step) -> None:
    facts, old = step.facts, bench.part(step.facts["element"])
    gone, fading = _day(facts.get("retired_from")), _day(facts.get("phase_out_from"))
    if gone and gone <= bench.day:
        _retire(bench, step)
        return
    stage = old.stage
    if fading:
        stage = Stage.PHASING_OUT.value if fading <= bench.day else Stage.LIVE.value
    bench.parts[old.number] = replace(
        old, stage=stage,
        criticality=facts.get("criticality") or old.criticality,
        cost=old.cost if facts.get("cost") in (None, "") else _money(facts["cost"]),
    )  # fmt: skip


def _drop(bench: _Bench, step: Step) -> None:
    if step.facts["change"] not in bench.known:
        raise Misfit("what it drops is not planned any more")


_DO: dict[str, Callable[[_Bench, Step], None]] = {
    "add": _add, "retire": _retire, "replace": _replace, "join": _join, "part": _part, "flow": _flow,
    "end_flow": _end_flow, "adjust": _adjust, "drop": _drop,
}  # fmt: skip
