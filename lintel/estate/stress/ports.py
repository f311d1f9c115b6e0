"""What stands on the estate, told by the rooms above at start-up: goals, proposals, campaigns.

This room cannot know them. A room above *offers* its things, and somebody says here which elements they stand
on; or it *registers* a finder, where it knows that itself. Either way they appear in the results of a test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from lintel.audit.models import Link, type_label
from lintel.estate.inventory.models import Element
from lintel.people.models import User

STANDS_ON = "stands_on"  # links from what depends on the estate to an element
ELEMENT = "estate.element"


@dataclass(frozen=True)
class Dependent:
    """Something that cannot go on without these elements (by number): all of them are needed.

    `measure` is the plural of what it is, such as `goals` or `campaigns`; `key` tells it apart in the house.
    `of` is the reference of the thing that a reader has to be allowed to see (else that is the key); `note`
    stands beside the name, such as the days of a campaign.
    """

    key: str
    name: str
    measure: str
    needs: tuple[int, ...]
    url: str = ""
    of: str = ""
    note: str = ""


Finder = Callable[[dt.date], Iterable[Dependent]]
Rows = Callable[[dt.date], QuerySet[Any]]
Note = Callable[[Any], str]
_finders: dict[str, Finder] = {}
_offered: dict[str, tuple[Rows, Note]] = {}


def register(name: str, finder: Finder) -> None:
    """Say how to find what depends on the estate; called once at start-up."""
    _finders[name] = finder


def offer(measure: str, rows: Rows, note: Note = lambda thing: "") -> None:
    """Offer things that may stand on the estate; called once at start-up. `measure` is the plural of what
    they are, `rows` gives those that count on a day, `note` what stands beside the name of one. They have
    `visible_to`: a result names only what its reader may see."""
    _offered[measure] = rows, note


def dependents(day: dt.date) -> tuple[Dependent, ...]:
    """Everything that depends on the estate of a day, in a steady order. What is found twice relies on all
    that was said of it."""
    found: dict[str, Dependent] = {}
    for one in [*_linked(day), *(one for _, finder in sorted(_finders.items()) for one in finder(day))]:
        known = found.get(one.key)
        needs = tuple(sorted({*(known.needs if known else ()), *one.needs}))
        found[one.key] = replace(known or one, needs=needs)
    return tuple(found[key] for key in sorted(found))


def choices(user: User) -> list[tuple[str, str]]:
    """What was offered and this person may see, by kind: the reference and the name of each thing."""
    return [
        (reference(one), f"{measure.removesuffix('s').capitalize()}: {one}")
        for measure in sorted(_offered)
        for one in _seen(measure, user).order_by("pk")
    ]


def reference(thing: Any) -> str:
    """By which a form names a thing of any room."""
    return f"{type_label(thing)}:{thing.pk}"


def find(said: str, user: User) -> Any:
    """The offered thing of this reference, or None where there is none that this person may see."""
    label, _, key = said.rpartition(":")
    for measure in sorted(_offered):
        rows = _seen(measure, user)
        if rows.model._meta.label_lower == label and key.isdecimal():
            thing = rows.filter(pk=key[:18]).first()
            if thing is not None:
                return thing
    return None


def seen_by(user: User, references: Iterable[str]) -> set[str]:
    """Those of these references whose things this person may see; a query for each type."""
    wanted: dict[str, set[str]] = {}
    for one in references:
        label, _, key = one.rpartition(":")
        wanted.setdefault(label, set()).add(key)
    found = set()
    for label, keys in wanted.items():
        manager: Any = apps.get_model(label)._default_manager
        rows = manager.visible_to(user).filter(pk__in=keys).order_by()
        found |= {f"{label}:{pk}" for pk in rows.values_list("pk", flat=True)}
    return found


def standing_on_it(element: Element, user: User) -> list[tuple[str, Any]]:
    """What somebody said stands on an element and this person may see: the measure and the thing."""
    keys: dict[str, list[str]] = {}
    for link in Link.objects.to_thing(element, STANDS_ON).order_by("pk"):
        keys.setdefault(link.from_type, []).append(link.from_id)
    found: list[tuple[str, Any]] = []
    for measure in sorted(_offered) if keys else ():
        things = _seen(measure, user)
        if wanted := keys.get(things.model._meta.label_lower):
            found += [(measure, one) for one in things.filter(pk__in=wanted).order_by("pk")]
    return found


def stood_on(label: str) -> dict[int, set[int]]:
    """On which elements the things of a type stand, by their numbers; one query."""
    needs: dict[int, set[int]] = {}
    links = Link.objects.filter(kind=STANDS_ON, from_type=label, to_type=ELEMENT)
    for start, end in links.values_list("from_id", "to_id"):
        needs.setdefault(int(start), set()).add(int(end))
    return needs


def _seen(measure: str, user: User) -> QuerySet[Any]:
    """What was offered of a kind and counts today, as far as this person may see it."""
    rows: Any = _offered[measure][0](timezone.localdate())
    found: QuerySet[Any] = rows.visible_to(user)
    return found


def _linked(day: dt.date) -> list[Dependent]:
    """What somebody said stands on elements: two queries for each kind of thing."""
    found = []
    for measure, (rows, note) in sorted(_offered.items()):
        things = rows(day)
        label = things.model._meta.label_lower
        needs = stood_on(label)
        for thing in things.filter(pk__in=needs).order_by("pk") if needs else ():
            elements = tuple(sorted(needs[thing.pk]))
            found.append(
                Dependent(
                    f"{label}:{thing.pk}", str(thing), measure, elements, thing.get_absolute_url(),
                    note=note(thing),
                )
            )  # fmt: skip
    return found
