"""What a purchase is for: goals, requests and proposals of rooms above, as links.

A room above says at start-up which of its things a purchase can be for; nothing else can be named.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model

from lintel.audit.models import Link, type_label
from lintel.estate.purchases.models import Purchase
from lintel.people.models import User

FOR = "bought_for"
_known: dict[str, str] = {}


def register(label: str, noun: str) -> None:
    """A purchase can be for things of this model, which has `visible_to`; called once at start-up."""
    _known[label] = noun


def find(said: str, user: User) -> Model | None:
    """The thing that “intake.request:12” names, if this person may see it and a purchase can be for it."""
    label, _, number = said.partition(":")
    if label not in _known or not number.isdecimal() or len(number) > 18:
        return None
    model: Any = apps.get_model(label)
    found: Model | None = model.objects.visible_to(user).filter(pk=int(number)).first()
    return found


def named(thing: Model) -> str:
    """The thing as `find` reads it."""
    return f"{type_label(thing)}:{thing.pk}"


def of(purchase: Purchase, user: User) -> list[tuple[str, Model]]:
    """What it is for: the noun and the thing, as far as this person may see it."""
    links = Link.objects.from_thing(purchase, FOR).values_list("to_type", "to_id")
    found = ((_known.get(label, ""), find(f"{label}:{pk}", user)) for label, pk in links)
    return [(noun, thing) for noun, thing in found if thing is not None]


def for_thing(thing: Model, user: User) -> list[Purchase]:
    """The purchases that are for a thing."""
    links = Link.objects.to_thing(thing, FOR).values_list("from_id", flat=True)
    numbers = [int(pk) for pk in links]
    return list(Purchase.objects.visible_to(user).filter(pk__in=numbers)) if numbers else []
