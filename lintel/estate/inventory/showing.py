"""What an entry's page shows, gathered in a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lintel.estate.inventory import extras
from lintel.estate.inventory.models import (
    RELATIONS,
    Contract,
    Cost,
    Element,
    Flow,
    Kind,
    Relation,
    RelationKind,
)
from lintel.estate.inventory.quality import Quality, quality_of

MOST = 60  # flows of one entry on its page


@dataclass(frozen=True)
class Fact:
    """A further field with its value in words."""

    label: str
    value: Any


def facts(element: Element) -> list[Fact]:
    """The further fields that are filled in."""
    fields = extras.fields_of(element.kind)
    return [
        Fact(field.label, extras.shown(field, element.extra[field.name]))
        for field in fields
        if field.name in element.extra
    ]


def quality(element: Element, day: dt.date) -> Quality:
    """How much of what should be known is known."""
    related = set(element.relations.values_list("kind", flat=True))
    related |= {f"-{kind}" for kind in element.relations_from_others.values_list("kind", flat=True)}
    return quality_of(element, related, extras.fields_of(element.kind), day)


@dataclass(frozen=True)
class Joined:
    """One element at the other end of a relation."""

    element: Element
    relation: int
    outward: bool
    instead: str


@dataclass(frozen=True)
class Group:
    """All that stands in one relation to an entry, under words such as “needs” or “is held by”."""

    title: str
    rows: tuple[Joined, ...]


def groups(element: Element) -> list[Group]:
    """What it hangs together with: first what it is to others, then what others are to it. Two queries."""
    outward = list(element.relations.select_related("target"))
    inward = list(element.relations_from_others.select_related("source").order_by("kind", "source__name"))
    found = []
    for kind in RelationKind:
        found.append(_group(kind.label, [_outward(one) for one in outward if one.kind == kind]))
    for kind in RelationKind:
        found.append(_group(RELATIONS[kind].back, [_inward(one) for one in inward if one.kind == kind]))
    return [group for group in found if group.rows]


def _group(title: str, rows: Iterable[Joined]) -> Group:
    return Group(title[:1].upper() + title[1:], tuple(rows))


def _outward(relation: Relation) -> Joined:
    return Joined(relation.target, relation.pk, True, relation.instead)


def _inward(relation: Relation) -> Joined:
    return Joined(relation.source, relation.pk, False, relation.instead)


def flows(element: Element) -> list[Flow]:
    """Data that comes, goes or is carried."""
    if element.kind not in (Kind.SYSTEM, Kind.DATA):
        return []
    return list(Flow.objects.touching(element).with_ends()[:MOST])


def contracts(element: Element) -> list[Contract]:
    """What was signed about it, or with it."""
    if element.kind == Kind.VENDOR:
        return list(Contract.objects.with_parts().filter(vendor=element))
    return list(Contract.objects.with_parts().filter(systems=element)) if element.kind == Kind.SYSTEM else []


@dataclass(frozen=True)
class Costs:
    """The last twelve whole months: rows of what was paid, and sums by currency."""

    rows: tuple[Cost, ...]
    totals: tuple[tuple[str, Decimal], ...]


def costs(element: Element, day: dt.date) -> Costs:
    """What an entry cost in the twelve months before this one."""
    until = day.replace(day=1)
    rows = tuple(element.costs.filter(month__gte=until.replace(year=until.year - 1)))
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row.month < until:
            sums[row.currency] = sums.get(row.currency, Decimal()) + row.amount
    return Costs(rows, tuple(sorted(sums.items())))
