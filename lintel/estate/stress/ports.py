"""What stands on the estate, told by the rooms above at start-up: goals, campaigns.

This room cannot know them. A room above *offers* its things, and somebody says here which elements they stand
on; or it *registers* a finder, where it knows that itself. Either way they appear in the results of a test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lintel.audit.models import Link, type_label
from lintel.estate.inventory.models import Element

STANDS_ON = "stands_on"  # links from what depends on the estate to an element
ELEMENT = "estate.element"


@dataclass(frozen=True)
class Dependent:
    """Something that cannot go on without these elements (by number): all of them are needed.

    `measure` is the plural of what it is, such as `goals` or `campaigns`; `key` tells it apart in the house.
    """

    key: str
    name: str
    measure: str
    needs: tuple[int, ...]
    url: str = ""


Finder = Callable[[dt.date], Iterable[Dependent]]
Rows = Callable[[], QuerySet[Any]]
_finders: dict[str, Finder] = {}
_offered: dict[str, Rows] = {}


def register(name: str, finder: Finder) -> None:
    """Say how to find what depends on the estate; called once at start-up."""
    _finders[name] = finder


def offer(measure: str, rows: Rows) -> None:
    """Offer things that may stand on the estate: those that everybody with a role may read, for their names
    stand in results. `measure` is the plural of what they are."""
    _offered[measure] = rows


def dependents(day: dt.date) -> tuple[Dependent, ...]:
    """Everything that depends on the estate of a day, in a steady order."""
    found = [one for _, finder in sorted(_finders.items()) for one in finder(day)]
    return tuple(sorted([*found, *_linked()], key=lambda one: one.key))


def choices() -> dict[str, list[tuple[str, str]]]:
    """What was offered, by measure: reference and name of each thing."""
    return {
        measure: [(reference(one), str(one)) for one in rows().order_by("pk")]
        for measure, rows in sorted(_offered.items())
    }


def reference(thing: Any) -> str:
    """By which a form names a thing of any room."""
    return f"{type_label(thing)}:{thing.pk}"


def find(said: str) -> Any:
    """The offered thing of this reference, or None."""
    label, _, key = said.rpartition(":")
    for _, rows in sorted(_offered.items()):
        found = rows()
        if found.model._meta.label_lower == label and key.isdecimal():
            return found.filter(pk=key[:18]).first()
    return None


def standing_on_it(element: Element) -> list[Any]:
    """What somebody said stands on an element, of what is offered."""
    keys: dict[str, list[str]] = {}
    for link in Link.objects.to_thing(element, STANDS_ON).order_by("pk"):
        keys.setdefault(link.from_type, []).append(link.from_id)
    found = []
    for _, rows in sorted(_offered.items()):
        things = rows()
        wanted = keys.get(things.model._meta.label_lower, [])
        found += list(things.filter(pk__in=wanted).order_by("pk")) if wanted else []
    return found


def _linked() -> list[Dependent]:
    """What somebody said stands on elements: two queries for each kind of thing."""
    found = []
    for measure, rows in sorted(_offered.items()):
        things = rows()
        label = things.model._meta.label_lower
        links = Link.objects.filter(kind=STANDS_ON, from_type=label, to_type=ELEMENT)
        needs: dict[int, set[int]] = {}
        for start, end in links.values_list("from_id", "to_id"):
            needs.setdefault(int(start), set()).add(int(end))
        for thing in things.filter(pk__in=needs).order_by("pk") if needs else ():
            elements = tuple(sorted(needs[thing.pk]))
            found.append(
                Dependent(f"{label}:{thing.pk}", str(thing), measure, elements, thing.get_absolute_url())
            )
    return found
