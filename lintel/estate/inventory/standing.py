"""The estate as it stands on a day, in a handful of queries and apart from the database: what is drawn, put
to the test, planned upon and compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from lintel.estate.inventory.models import Contract, Element, Flow, FlowState, Relation


@dataclass(frozen=True)
class Part:
    """One element. `stage` is where it is in its life on that day; `cost` is what it cost in the twelve
    months before, in the house's money (None: nothing was paid or nobody said). Numbers of elements are
    positive; what is only planned in a blueprint and has no row yet goes by a negative number."""

    number: int
    kind: str
    name: str
    stage: str = "live"
    description: str = ""
    disposition: str = ""
    criticality: int | None = None
    owners: tuple[int | None, int | None] = (None, None)
    cost: Decimal | None = None
    key: str = ""


@dataclass(frozen=True)
class Joint:
    """A relation between two parts, by their numbers; of needs with one word in `instead` one is enough."""

    source: int
    target: int
    kind: str
    instead: str = ""


@dataclass(frozen=True)
class Stream:
    """A data flow between two systems, with the numbers of the data classes that it carries."""

    number: int
    source: int
    target: int
    name: str
    state: str = "live"
    means: str = "api"
    records_a_day: int | None = None
    data: tuple[int, ...] = ()


@dataclass(frozen=True)
class Cover:
    """A contract in force: its vendor, the systems it is for, what it costs a year."""

    number: int
    title: str
    vendor: int
    systems: tuple[int, ...]
    a_year: Decimal | None
    currency: str


@dataclass(frozen=True)
class Standing:
    """Everything that stands on a day; relations and flows join parts that are in it."""

    day: dt.date
    parts: Mapping[int, Part]
    joints: tuple[Joint, ...] = ()
    streams: tuple[Stream, ...] = ()
    covers: tuple[Cover, ...] = ()

    def of_kind(self, kind: str) -> list[Part]:
        """The parts of one kind, by name."""
        return sorted((one for one in self.parts.values() if one.kind == kind), key=lambda one: one.name)


def standing_on(day: dt.date, *, with_planned: bool = False) -> Standing:
    """What is in use on a day, being phased out included; with what is planned by then too if asked for.

    Whoever calls has asked whether the reader may see the estate: parts carry no rights.
    """
    parts = _parts(day, with_planned)
    return Standing(day, parts, _joints(parts), _streams(parts), _covers(parts, day))


def _parts(day: dt.date, with_planned: bool) -> dict[int, Part]:
    rows = Element.objects.standing(day).with_cost(day).at(day)
    if not with_planned:
        rows = rows.filter(Q(live_from=None) | Q(live_from__lte=day))
    fields = (
        "pk", "kind", "name", "stage", "description", "disposition", "criticality",
        "business_owner_id", "technical_owner_id", "cost", "key",
    )  # fmt: skip
    return {
        number: Part(number, kind, name, stage, text, fate, bad, (business, technical), cost, key)
        for number, kind, name, stage, text, fate, bad, business, technical, cost, key
        in rows.values_list(*fields)
    }  # fmt: skip


def _joints(parts: Mapping[int, Part]) -> tuple[Joint, ...]:
    rows = Relation.objects.order_by("pk").values_list("source_id", "target_id", "kind", "instead")
    return tuple(Joint(*row) for row in rows if row[0] in parts and row[1] in parts)


def _streams(parts: Mapping[int, Part]) -> tuple[Stream, ...]:
    carried: dict[int, list[int]] = {}
    for flow, data in Flow.data.through.objects.order_by("pk").values_list("flow_id", "element_id"):
        if data in parts:
            carried.setdefault(flow, []).append(data)
    rows = Flow.objects.exclude(state=FlowState.RETIRED).order_by("pk")
    fields = ("pk", "source_id", "target_id", "name", "state", "means", "records_a_day")
    return tuple(
        Stream(flow, source, target, name, state, means, many, data=tuple(carried.get(flow, ())))
        for flow, source, target, name, state, means, many in rows.values_list(*fields)
        if source in parts and target in parts
    )


def _covers(parts: Mapping[int, Part], day: dt.date) -> tuple[Cover, ...]:
    rows = Contract.objects.running(day).order_by("pk").prefetch_related("systems")
    return tuple(
        Cover(
            row.pk, row.title, row.vendor_id,
            tuple(one.pk for one in row.systems.all() if one.pk in parts), row.a_year, row.currency,
        )
        for row in rows
        if row.vendor_id in parts
    )  # fmt: skip
