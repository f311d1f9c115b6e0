"""The thing that a comment or a watch belongs to, found by the name of its type.

A room above opens its things to conversation by `commentable = True` on the model; its default manager must
offer `visible_to(user)`, and its rows `get_absolute_url()`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from lintel.audit.models import type_label
from lintel.audit.naming import TITLES
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Missing, Problem

MOST_WORDS = 8
MOST_MATCHES = 6


def model_of(object_type: str) -> type[models.Model] | None:
    """The model of this type if it is open to conversation."""
    try:
        model = apps.get_model(object_type)
    except (LookupError, ValueError):
        return None
    return model if getattr(model, "commentable", False) and type_label(model) == object_type else None


def visible_rows(model: type[models.Model], user: User) -> models.QuerySet[Any]:
    """The rows of a model that this person may see."""
    manager: Any = model._default_manager
    rows: models.QuerySet[Any] = manager.visible_to(user)
    return rows


def target(user: User, object_type: str, object_id: str) -> models.Model:
    """The thing, or `Missing` when there is none, it takes no comments, or this person may not see it."""
    model = model_of(object_type)
    if model is None:
        raise Missing(
            "There is nothing here that can be discussed.",
            way_out="Open the thing you mean from its list, and comment there.",
        )
    thing: models.Model = get_visible(visible_rows(model, user), pk=object_id)
    return thing


def meant(user: User, object_type: str, text: str) -> models.Model:
    """The thing that a text means by its number or words of its title; a `Problem` for none or several."""
    model = model_of(object_type)
    if model is None:
        raise Missing("There is nothing of that kind here.")
    wanted = text.strip().lstrip("#")
    rows = visible_rows(model, user)
    numbered = wanted.isdecimal() and len(wanted) < 19  # longer numbers fit no column
    found = list((rows.filter(pk=int(wanted)) if numbered else with_words(rows, wanted))[: MOST_MATCHES + 1])
    if not found:
        kind = model._meta.verbose_name
        raise Problem(f"There is no {kind} with that number or those words in its title: “{wanted}”.")
    if len(found) > 1:
        names = ", ".join(f"{row.pk} (“{row}”)" for row in found[:MOST_MATCHES])
        raise Problem(f"Several match “{wanted}”, write the number of the one you mean: {names}.")
    thing: models.Model = found[0]
    return thing


def may_see(user: User, thing: models.Model) -> bool:
    """Whether this person may see the thing."""
    return visible_rows(type(thing), user).filter(pk=thing.pk).exists()


def targets(user: User, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], models.Model]:
    """Many things at once, one query for each type; those that are gone or invisible are left out."""
    wanted: dict[str, set[str]] = {}
    for object_type, object_id in keys:
        wanted.setdefault(object_type, set()).add(object_id)
    found: dict[tuple[str, str], models.Model] = {}
    for object_type, ids in wanted.items():
        model = model_of(object_type)
        if model is not None:
            rows = visible_rows(model, user).filter(pk__in=ids)
            found |= {(object_type, str(row.pk)): row for row in rows}
    return found


def things_at(keys: Iterable[tuple[str, str]]) -> Iterator[models.Model]:
    """Things by type and number, whoever may see them: for what an action writes about, never for a page."""
    wanted: dict[str, set[str]] = {}
    for object_type, object_id in keys:
        wanted.setdefault(object_type, set()).add(object_id)
    for object_type, ids in wanted.items():
        model = model_of(object_type)
        if model is not None:
            yield from model._base_manager.filter(pk__in=ids).order_by("pk")


def with_words(rows: Any, words: str) -> models.QuerySet[Any]:
    """Of these rows those in use whose titles hold each of the words, newest first."""
    if hasattr(rows, "in_use"):
        rows = rows.in_use()
    title = next(name for name in TITLES if hasattr(rows.model, name))
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(**{f"{title}__icontains": word})
    found: models.QuerySet[Any] = rows.order_by("-pk")
    return found
