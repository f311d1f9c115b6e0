"""A standing estate as a model of the resilience engine, and in sentences what had to be assumed for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lintel.estate.inventory.models import Kind, RelationKind
from lintel.estate.inventory.standing import Part, Standing
from lintel.estate.stress.assuming import assumptions
from lintel.estate.stress.facts import NOTHING, Fact, assumed_share
from lintel.estate.stress.models import SERVES
from lintel.estate.stress.placing import Copy, Places, places_of
from lintel.estate.stress.ports import Dependent
from lintel.estate.stress.tying import CAUSES, NODES, Tie, atoms, ties_of, without_circles
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from lintel.engines import resilience as engine

BY_ITSELF = ("api", "event", "database")  # means by which load and intruders come; files keep their own hours
HAND = "hand"
COPY = "copy"  # what kind of part one of several places of a system is


@dataclass(frozen=True)
class Mapped:
    """The engine's model. Parts go by their number as text; `names` also knows what depends on the estate.

    `assumptions` are sentences; `assumed` the systems of which nobody said how reliable they are.
    """

    system: engine.System
    names: Mapping[str, str]
    kinds: Mapping[str, str]
    assumptions: tuple[str, ...]
    assumed: tuple[int, ...]
    told: Mapping[str, Dependent]  # what depends on the estate, by its key

    def name(self, key: str) -> str:
        """What a part is called."""
        return self.names.get(key, key)


def mapped(standing: Standing, facts: Mapping[int, Fact], dependents: Sequence[Dependent] = ()) -> Mapped:
    """The model of an estate. Errors: `Problem` where its needs go round in a circle."""
    from lintel.engines import resilience as engine

    parts = [standing.parts[number] for number in sorted(standing.parts)]
    nodes = [one for one in parts if one.kind in NODES]
    ties, dropped = without_circles(standing, ties_of(standing))
    places = places_of(standing)
    copies = {one.key: one for several in places.copies.values() for one in several}
    costs, data = _costs(standing), _held(standing)
    made = [
        _node(one, facts.get(one.number, NOTHING), ties[one.number], places, costs, data, standing)
        for one in nodes
    ]
    made += [engine.Node(key, copies[key].name, causes=copies[key].causes) for key in sorted(copies)]
    told = [one for one in dependents if any(number in ties for number in one.needs)]
    made += [
        engine.Node(
            one.key, one.name, weights={one.measure: 1.0},
            needs=engine.AllOf(tuple(str(number) for number in one.needs if number in ties)),
        )
        for one in told
    ]  # fmt: skip
    try:
        system = engine.System(
            tuple(made),
            tuple(_cause(one, facts.get(one.number, NOTHING)) for one in parts if one.kind in CAUSES),
            (*_flows(standing), *_visits(standing, facts, ties)),
            tuple(
                engine.Access(str(one.source), str(one.target))
                for one in standing.joints
                if one.kind == RelationKind.NEEDS and standing.parts[one.source].kind == Kind.SYSTEM
            ),
        )
    except engine.Unsound as wrong:
        raise Problem(
            f"The estate cannot be put to the test: {wrong.reason}", way_out=wrong.way_out
        ) from wrong
    unsaid = [one for one in nodes if one.kind == Kind.SYSTEM and not facts.get(one.number, NOTHING).is_said]
    names = {str(one.number): one.name for one in parts} | {one.key: one.name for one in told}
    names |= {key: one.name for key, one in copies.items()}
    kinds = {str(one.number): one.kind for one in parts} | {one.key: one.measure for one in told}
    kinds |= dict.fromkeys(copies, COPY)
    return Mapped(
        system, names, kinds, tuple(assumptions(standing, nodes, facts, ties, dropped, unsaid)),
        tuple(one.number for one in unsaid), {one.key: one for one in told},
    )  # fmt: skip


def _requirement(
    ties: Sequence[Tie], enough: Mapping[str, int], copies: Sequence[Copy]
) -> engine.Requirement | None:
    """All that it needs and consists of; of what serves it all, or as many as are said to be enough; and one
    of its copies."""
    from lintel.engines import resilience as engine

    def met(word: str, numbers: tuple[int, ...]) -> engine.Requirement:
        parts = tuple(str(number) for number in numbers)
        least = min(enough.get(word, 1), len(parts))
        return parts[0] if len(parts) == 1 else engine.AtLeast(least, parts)

    firm = [met(*one) for one in atoms(ties, RelationKind.NEEDS, RelationKind.PART_OF)]
    serving = [met(*one) for one in atoms(ties, RelationKind.SERVES)]
    if serving and SERVES in enough:
        firm.append(engine.AtLeast(min(enough[SERVES], len(serving)), tuple(serving)))
    else:
        firm += serving
    if copies:
        firm.append(engine.AnyOf(tuple(one.key for one in copies)))
    return engine.AllOf(tuple(firm)) if firm else None


def _node(
    part: Part,
    fact: Fact,
    ties: Sequence[Tie],
    places: Places,
    costs: Mapping[int, float],
    data: Mapping[int, tuple[str, ...]],
    standing: Standing,
) -> engine.Node:
    from lintel.engines import resilience as engine

    number = part.number
    up = fact.availability if fact.is_said else assumed_share(part.kind)
    weights = {"touchpoints": 1.0} if part.kind == Kind.TOUCHPOINT else {}
    for measure, value in (("revenue", fact.revenue), ("customers", fact.customers)):
        if value is not None:
            weights[measure] = value
    modes = tuple(
        engine.Mode(keeps, engine.AllOf(tuple(str(one) for one in numbers)) if numbers else None)
        for keeps, numbers in fact.degraded
        if all(one in standing.parts and one != number for one in numbers)
    )
    return engine.Node(
        str(number), part.name, availability=up,
        needs=_requirement(ties, fact.enough, places.copies.get(number, ())),
        mttf=fact.mttf, mttr=fact.mttr, causes=places.causes.get(number, ()), degraded=modes, weights=weights,
        capacity=fact.capacity, cost=costs.get(number, 0.0), essential=fact.essential,
        data=data.get(number, ()),
    )  # fmt: skip


def _cause(part: Part, fact: Fact) -> engine.Cause:
    from lintel.engines import resilience as engine

    return engine.Cause(str(part.number), part.name, part.kind, fact.availability, fact.mttf, fact.mttr)


def _costs(standing: Standing) -> dict[int, float]:
    """What each system costs a year: what was noted, else its even share of the contracts that cover it."""
    shares: dict[int, float] = {}
    for cover in standing.covers:
        if cover.a_year is not None and cover.systems:
            for number in cover.systems:
                shares[number] = shares.get(number, 0.0) + float(cover.a_year) / len(cover.systems)
    noted = {part.number: float(part.cost) for part in standing.parts.values() if part.cost is not None}
    return shares | noted


def _held(standing: Standing) -> dict[int, tuple[str, ...]]:
    """Which classes of data each system holds, and handles where they are carried by hand."""
    found: dict[int, set[int]] = {}
    for one in standing.joints:
        if one.kind == RelationKind.HOLDS:
            found.setdefault(one.source, set()).add(one.target)
    for stream in standing.streams:
        if stream.means == HAND:
            for end in (stream.source, stream.target):
                found.setdefault(end, set()).update(stream.data)
    return {number: tuple(str(one) for one in sorted(data)) for number, data in found.items()}


def _flows(standing: Standing) -> list[engine.Flow]:
    """Flows that work: load of an average hour, data, and a way for an intruder."""
    from lintel.engines import resilience as engine

    return [
        engine.Flow(
            str(one.source), (str(one.target),),
            (one.records_a_day or 0) / 24 if one.means in BY_ITSELF else 0.0,
            tuple(str(data) for data in one.data), f"flow {one.number}",
        )
        for one in standing.streams
        if one.state == "live" and one.means != HAND
    ]  # fmt: skip


def _ways(ties: Sequence[Tie], fact: Fact) -> list[tuple[int, ...]]:
    """To whom a customer goes on from here; of those of which some are enough, to one."""
    found = [group for _, group in atoms(ties, RelationKind.NEEDS)]
    serving = [group for _, group in atoms(ties, RelationKind.SERVES)]
    if SERVES in fact.enough and serving:
        return [*found, tuple(sorted({one for group in serving for one in group}))]
    return [*found, *serving]


def _visits(
    standing: Standing, facts: Mapping[int, Fact], ties: Mapping[int, list[Tie]]
) -> list[engine.Flow]:
    """Customers as load: each is one request at every system that serves what they use, by whichever way."""
    from lintel.engines import resilience as engine

    loads: dict[tuple[int, tuple[int, ...]], float] = {}
    for number, fact in sorted(facts.items()):
        part = standing.parts.get(number)
        if part is None or part.kind != Kind.TOUCHPOINT or not fact.customers:
            continue
        seen, edge = set[int](), [number]
        while edge:
            one = edge.pop(0)
            for group in _ways(ties[one], facts.get(one, NOTHING)):
                if seen & set(group):  # they use the one that serves them already
                    continue
                seen |= set(group)
                loads[one, group] = loads.get((one, group), 0.0) + fact.customers
                edge += [to for to in group if standing.parts[to].kind == Kind.CAPABILITY]
    return [
        engine.Flow(str(source), tuple(str(one) for one in group), load, (), f"visits {source} {group[0]}")
        for (source, group), load in sorted(loads.items())
    ]
