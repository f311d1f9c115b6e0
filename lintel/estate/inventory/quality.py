"""How complete an entry is: the share of what should be known about its kind that is known and fresh.

Each aspect counts the same, so that the score can be read: 0.8 is four of five. What lacks is said in words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lintel.estate.inventory.models import Element, ExtraField, Kind, RelationKind

FRESH_DAYS = 183
_S, _C, _T, _D = Kind.SYSTEM, Kind.CAPABILITY, Kind.TOUCHPOINT, Kind.DATA
Facts = tuple[Element, frozenset[str], dt.date]
"""An element, the kinds of its relations (“serves”, or “-serves” from the other end), and today."""


@dataclass(frozen=True)
class Aspect:
    """One thing that should be known about elements of these kinds."""

    kinds: tuple[str, ...]
    missing: str
    known: Callable[[Facts], bool]


def _field(name: str) -> Callable[[Facts], bool]:
    return lambda facts: getattr(facts[0], name) not in (None, "")


def _related(*kinds: str) -> Callable[[Facts], bool]:
    return lambda facts: bool(facts[1] & set(kinds))


def _fresh(facts: Facts) -> bool:
    element, _, day = facts
    seen = element.confirmed_at
    return seen is not None and (day - seen.date()).days <= FRESH_DAYS


ASPECTS = (
    Aspect(tuple(Kind.values), "What it is for", _field("description")),
    Aspect((_S, _C, _T, _D), "A business owner", _field("business_owner_id")),
    Aspect((_S, _C, _T, _D), "A technical owner", _field("technical_owner_id")),
    Aspect((_S, _T), "Since when it is in use", _field("live_from")),
    Aspect((_S, _C, _T), "How bad it is when it stands still", _field("criticality")),
    Aspect((_S,), "What is to become of it", _field("disposition")),
    Aspect((_S,), "What it serves", _related(RelationKind.SERVES, RelationKind.PART_OF)),
    Aspect((_C, _T), "What serves it", _related(f"-{RelationKind.SERVES}", f"-{RelationKind.PART_OF}")),
    Aspect((_S,), "Which data it holds", _related(RelationKind.HOLDS)),
    Aspect((_S,), "Who supplies it", _related(RelationKind.SUPPLIED_BY)),
    Aspect((_S,), "Where it runs", _related(RelationKind.RUNS_IN)),
    Aspect((_S, _C, _T), "An owner’s word in the last six months that it is right", _fresh),
)


@dataclass(frozen=True)
class Quality:
    """The share of aspects that are known, and in words those that are not."""

    known: int
    asked: int
    missing: tuple[str, ...]

    @property
    def score(self) -> float:
        """Between 0 and 1."""
        return self.known / self.asked if self.asked else 1.0

    @property
    def percent(self) -> int:
        """The score in whole per cent, rounded down, so that 100 means everything."""
        return int(self.score * 100)


def quality_of(
    element: Element, related: Iterable[str], fields: Iterable[ExtraField], day: dt.date
) -> Quality:
    """How complete an entry is on a day.

    `related` are the kinds of its relations, with “-” before those that come from other elements; `fields`
    the further fields of its kind, of which those that count are asked.
    """
    facts: Facts = (element, frozenset(related), day)
    asked = [(one.missing, one.known(facts)) for one in ASPECTS if element.kind in one.kinds]
    asked += [(field.label, field.name in element.extra) for field in fields if field.asked]
    missing = tuple(name for name, known in asked if not known)
    return Quality(len(asked) - len(missing), len(asked), missing)


def qualities(elements: Iterable[Element], day: dt.date) -> dict[int, Quality]:
    """The same for many elements, by their numbers; three queries."""
    from lintel.estate.inventory.models import Relation

    rows = list(elements)
    keys = [row.pk for row in rows]
    related: dict[int, set[str]] = {key: set() for key in keys}
    for source, kind in Relation.objects.filter(source__in=keys).values_list("source_id", "kind").distinct():
        related[source].add(kind)
    for target, kind in Relation.objects.filter(target__in=keys).values_list("target_id", "kind").distinct():
        related[target].add(f"-{kind}")
    fields: dict[str, list[ExtraField]] = {}
    for field in ExtraField.objects.all():
        fields.setdefault(field.of, []).append(field)
    return {row.pk: quality_of(row, related[row.pk], fields.get(row.kind, []), day) for row in rows}
