"""What answers what: typed links between things of any room, as far as the reader may see them."""

from typing import Any

from django.apps import apps
from django.db import models

from lintel.audit.models import Link, type_label
from lintel.people.models import User
from lintel.people.targets import targets

ANSWERS = "answers"  # links from what answers a concern to the concern
ORIGIN = "origin"  # links from the work to what it came from


def answered_by(thing: models.Model, user: User, *, backwards: bool = False) -> list[models.Model]:
    """What answers a thing; `backwards`: what the thing answers. One query, and one per kind of thing."""
    if backwards:
        links = Link.objects.from_thing(thing, ANSWERS)
        keys = [(link.to_type, link.to_id) for link in links]
    else:
        links = Link.objects.to_thing(thing, ANSWERS)
        keys = [(link.from_type, link.from_id) for link in links]
    found = targets(user, keys)
    return [found[key] for key in keys if key in found]


def thing_of(object_type: str, object_id: str, user: User) -> models.Model | None:
    """One thing by the name of its type, if this person may see it."""
    try:
        manager: Any = apps.get_model(object_type)._default_manager
    except (LookupError, ValueError):
        return None
    rows = manager.visible_to(user) if hasattr(manager, "visible_to") else manager.none()
    found: models.Model | None = rows.filter(pk=object_id).first()
    return found


def link(start: models.Model, kind: str, end: models.Model) -> Link:
    """Make a link, or find it made already."""
    row, _ = Link.objects.get_or_create(
        from_type=type_label(start), from_id=str(start.pk), kind=kind,
        to_type=type_label(end), to_id=str(end.pk),
    )  # fmt: skip
    return row
