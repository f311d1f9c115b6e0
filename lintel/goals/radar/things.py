"""The things that evidence names, by the names of their types; as far as a reader may see them."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models


def rows_of(object_type: str, user: Any) -> models.QuerySet[Any] | None:
    """The rows of a type that this person may see; None for a type that this house does not have."""
    try:
        manager: Any = apps.get_model(object_type)._default_manager
    except (LookupError, ValueError):
        return None
    if not hasattr(manager, "visible_to"):
        return None
    rows: models.QuerySet[Any] = manager.visible_to(user)
    return rows


def things(user: Any, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], models.Model]:
    """Many things at once, one query for each type; those that are gone or invisible are left out."""
    wanted: dict[str, set[int]] = {}
    for object_type, number in keys:
        wanted.setdefault(object_type, set()).add(number)
    found: dict[tuple[str, int], models.Model] = {}
    for object_type, numbers in wanted.items():
        rows = rows_of(object_type, user)
        if rows is not None:
            found |= {(object_type, row.pk): row for row in rows.filter(pk__in=numbers)}
    return found
