"""Which things of the house can be seen by whom, many types at once: for rows that hang on any thing."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.urls import reverse

from lintel.audit.models import type_label
from lintel.people.models import User
from lintel.people.targets import model_of, visible_rows


@cache
def shown_types() -> dict[str, type[models.Model]]:
    """The types that news are about: open to conversation and not about one customer."""
    return {
        type_label(model): model
        for model in apps.get_models()
        if getattr(model, "commentable", False)
        and not getattr(model, "personal", False)
        and not type_label(model).startswith(("news.", "weekly."))
    }


@cache
def readable_types() -> dict[str, type[models.Model]]:
    """The types that have a page and say who may see what: those of `shown_types` and some more."""
    return {
        type_label(model): model
        for model in apps.get_models()
        if hasattr(model._default_manager, "visible_to") and hasattr(model, "get_absolute_url")
    }


def of_visible(rows: Any, user: User) -> Any:
    """Of rows with `object_type` and `object_id`, those about things that this person may see."""
    held = rows.model._default_manager.order_by().values_list("object_type", flat=True).distinct()
    return rows.filter(visible_things(user, held))


def visible_things(user: User, types: Iterable[str], prefix: str = "") -> Q:
    """A condition on `object_type` and `object_id` behind `prefix`: the thing is visible to this person."""
    found = Q(pk__in=())
    for label in sorted(set(types) & set(readable_types())):
        model = readable_types()[label]
        rows = visible_rows(model, user).order_by()
        keys = rows.annotate(key_text=Cast("pk", CharField())).values("key_text")
        found |= Q(**{f"{prefix}object_type": label, f"{prefix}object_id__in": keys})
    return found


def visible_keys(user: User, wanted: dict[str, set[str]]) -> set[tuple[str, str]]:
    """Of these things, by type, those that this person may see: one query for each type."""
    found: set[tuple[str, str]] = set()
    for label, ids in wanted.items():
        model = readable_types().get(label)
        if model is not None and ids:
            seen = visible_rows(model, user).order_by().filter(pk__in=ids).values_list("pk", flat=True)
            found |= {(label, str(pk)) for pk in seen}
    return found


def kind_of(label: str) -> str:
    """What a thing of this type is called, such as “goal”."""
    model = model_of(label)
    return str(model._meta.verbose_name) if model else "thing"


def standing_url(thing: models.Model) -> str:
    """The page that says how this thing stands, or nothing where news are not about such things."""
    label = type_label(thing)
    return reverse("news:standing", args=[label, thing.pk]) if label in shown_types() else ""
