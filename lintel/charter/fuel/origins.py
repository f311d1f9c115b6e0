"""What may clash with what, by the names of types in whichever rooms there are; and what clashes likely."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from lintel.audit.models import type_label
from lintel.charter.expectations.models import Expectation, State, Wording
from lintel.charter.links import thing_of
from lintel.people.models import User
from lintel.people.targets import visible_rows, with_words
from lintel.ui.problems import Problem

KINDS = {
    "expectations.expectation": "Expectation",
    "expectations.wording": "Wording of an expectation",
    "intake.request": "Request and its answer",
    "language.term": "Term and its meanings",
    "concerns.concern": "Concern",
}
MOST = 6  # of those that likely clash, and of each kind with the words one looked for


@dataclass(frozen=True)
class Choice:
    """A thing that may be the second origin."""

    key: str
    label: str
    why: str


def with_title(words: str, besides: models.Model, user: User) -> list[Choice]:
    """Things of any kind that may clash with this one and whose titles hold these words, newest first."""
    found: list[Choice] = []
    for label, name in KINDS.items():
        model = _model(label)
        if model is not None:
            rows = with_words(visible_rows(model, user), words)
            rows = rows.exclude(pk=besides.pk) if isinstance(besides, model) else rows
            found += [Choice(key_of_thing(row), str(row), name) for row in rows[:MOST]]
    return found


def chosen(key: str, user: User) -> list[Choice]:
    """What somebody has chosen already, as the one choice that it is; nothing where it may not be chosen."""
    label, _, number = key.rpartition(":")
    thing = thing_of(label, number, user) if label in KINDS and number.isdecimal() else None
    return [Choice(key, str(thing), KINDS[label])] if thing is not None else []


def _model(label: str) -> type[models.Model] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def origin(object_type: str, object_id: str, user: User, field: str) -> models.Model:
    """The thing of this type and number, if it may clash and the person may see it."""
    found = thing_of(object_type, object_id, user) if object_type in KINDS else None
    if found is None:
        raise Problem("There is no such thing here.", way_out="Choose another one.", field=field)
    return found


def key_of_thing(thing: models.Model) -> str:
    """`expectations.expectation:7`."""
    return f"{type_label(thing)}:{thing.pk}"


def likely(thing: models.Model, user: User) -> list[Choice]:
    """What a thing likely clashes with: the other side's wording, and expectations on the same metric."""
    if not isinstance(thing, Expectation):
        return []
    found: list[Choice] = []
    others = Wording.objects.filter(expectation=thing).order_by("-version")
    own = next((row for row in others if row.office == thing.customer_office), None)
    theirs = next((row for row in others if row.office == thing.performer_office), None)
    if own and theirs:
        found.append(Choice(key_of_thing(theirs), theirs.title, "Their counter-offer to it"))
    rows: Any = (
        Expectation.objects.visible_to(user)
        .exclude(pk=thing.pk)
        .exclude(state__in=[State.DRAFT, State.REVOKED])
    )
    if thing.metric:
        found += [
            Choice(key_of_thing(row), row.title, f"On the same metric, {row.measure_text}")
            for row in rows.filter(metric=thing.metric)[:MOST]
        ]
    words = [word for word in thing.title.split() if len(word) > 4][:6]
    named = Q()
    for word in words:
        named |= Q(title__icontains=word)
    known = {choice.key for choice in found}
    if words:
        near = rows.filter(named, customer_office=thing.performer_office).order_by("-pk")[:MOST]
        found += [
            Choice(key_of_thing(row), row.title, "The other side’s, about the same words")
            for row in near
            if key_of_thing(row) not in known
        ]
    return found[:MOST]
