"""What differs between two standings of the estate: what comes, goes and changes, what it costs. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lintel.estate.inventory.models import Kind, RelationKind, Stage
from lintel.estate.inventory.models.element import CRITICALITY
from lintel.estate.inventory.models.kinds import DATED
from lintel.estate.inventory.standing import Joint, Part, Standing, Stream
from lintel.ui.formats import number_text

COMES, GOES, CHANGES = "comes", "goes", "changes"
MEANINGS = {COMES: "Comes", GOES: "Goes", CHANGES: "Changes"}


@dataclass(frozen=True)
class Difference:
    """One row: what happens to what, in words. `number` leads to the element, 0 to none."""

    what: str
    kind: str
    name: str
    detail: str = ""
    number: int = 0

    @property
    def meaning(self) -> str:
        """What happens to it, as a word."""
        return MEANINGS[self.what]


@dataclass(frozen=True)
class Money:
    """What a year costs before and after."""

    before: Decimal
    after: Decimal

    @property
    def more(self) -> Decimal:
        """How much more it is."""
        return self.after - self.before


@dataclass(frozen=True)
class Differences:
    """Everything that differs, by elements, relations and data flows."""

    parts: tuple[Difference, ...]
    joints: tuple[Difference, ...]
    streams: tuple[Difference, ...]
    money: Money

    @property
    def rows(self) -> tuple[Difference, ...]:
        """All of it."""
        return self.parts + self.joints + self.streams

    def count(self, what: str) -> int:
        """How many elements come, go or change."""
        return sum(one.what == what for one in self.parts)

    @property
    def marks(self) -> Mapping[int, str]:
        """What happens to which element."""
        return {one.number: one.what for one in self.parts}


def differences(before: Standing, after: Standing) -> Differences:
    """From one standing to another, by name within each kind."""
    return Differences(
        tuple(sorted(_parts(before, after), key=_order)),
        tuple(sorted(_joints(before, after), key=_order)),
        tuple(sorted(_streams(before, after), key=_order)),
        Money(cost_of(before), cost_of(after)),
    )


def cost_of(standing: Standing) -> Decimal:
    """What everything that stands costs a year, in the house’s money."""
    return sum((one.cost for one in standing.parts.values() if one.cost is not None), Decimal())


def _order(one: Difference) -> tuple[int, str, str, str]:
    return ([COMES, GOES, CHANGES].index(one.what), one.kind, one.name.casefold(), one.detail)


def _parts(before: Standing, after: Standing) -> list[Difference]:
    found = []
    for number, part in after.parts.items():
        old = before.parts.get(number)
        if old is None:
            found.append(_row(COMES, part, _costs(part)))
        elif changed := _changed(old, part):
            found.append(_row(CHANGES, part, "; ".join(changed)))
    gone = (part for number, part in before.parts.items() if number not in after.parts)
    return found + [_row(GOES, part, _costs(part)) for part in gone]


def _row(what: str, part: Part, detail: str) -> Difference:
    return Difference(what, Kind(part.kind).label, part.name, detail, part.number)


def _costs(part: Part) -> str:
    return f"costs {number_text(round(part.cost))} a year" if part.cost else ""


def _changed(old: Part, new: Part) -> list[str]:
    said = []
    if old.name != new.name:
        said.append(f"was called {old.name}")
    if old.stage != new.stage and new.kind in DATED:
        said.append(f"{Stage(old.stage).label.lower()} → {Stage(new.stage).label.lower()}")
    if old.criticality != new.criticality:
        words = dict(CRITICALITY)
        said.append(
            f"when it stands still: {words.get(old.criticality or 0, 'not said').lower()} → "
            f"{words.get(new.criticality or 0, 'not said').lower()}"
        )
    if (old.cost or 0) != (new.cost or 0):
        said.append(f"costs {number_text(round(old.cost or 0))} → {number_text(round(new.cost or 0))} a year")
    if old.owners != new.owners:
        said.append("other owners")
    return said


def _joints(before: Standing, after: Standing) -> list[Difference]:
    old, new = _joints_of(before), _joints_of(after)
    found = [_joint(COMES, after, new[key]) for key in new.keys() - old.keys()]
    found += [_joint(GOES, before, old[key]) for key in old.keys() - new.keys()]
    found += [
        _joint(CHANGES, after, new[key])
        for key in new.keys() & old.keys()
        if new[key].instead != old[key].instead
    ]
    return found


def _joints_of(standing: Standing) -> dict[tuple[int, str, int], Joint]:
    return {(one.source, one.kind, one.target): one for one in standing.joints}


def _joint(what: str, standing: Standing, one: Joint) -> Difference:
    source, target = standing.parts[one.source], standing.parts[one.target]
    detail = f"one of “{one.instead}” is enough" if one.instead else ""
    return Difference(
        what, "Relation", f"{source.name} {RelationKind(one.kind).label} {target.name}", detail, source.number
    )


def _streams(before: Standing, after: Standing) -> list[Difference]:
    old, new = _streams_of(before), _streams_of(after)
    found = [_stream(COMES, after, new[key]) for key in new.keys() - old.keys()]
    found += [_stream(GOES, before, old[key]) for key in old.keys() - new.keys()]
    found += [
        _stream(CHANGES, after, new[key])
        for key in new.keys() & old.keys()
        if (new[key].state, new[key].means, new[key].data) != (old[key].state, old[key].means, old[key].data)
    ]
    return found


def _streams_of(standing: Standing) -> dict[tuple[int, int, str], Stream]:
    return {(one.source, one.target, one.name): one for one in standing.streams}


def _stream(what: str, standing: Standing, one: Stream) -> Difference:
    source, target = standing.parts[one.source], standing.parts[one.target]
    data = ", ".join(standing.parts[number].name for number in one.data if number in standing.parts)
    return Difference(what, "Data flow", f"{source.name} → {target.name}: {one.name}", data, source.number)
