"""What the room above fills: how an agreed request becomes work. Without it, a request is simply agreed."""

from collections.abc import Callable

from django.apps import apps
from django.db import models

from lintel.audit.models import Link, type_label
from lintel.intake.models import Alternative, Request
from lintel.people.models import User

ORIGIN = "origin"  # links from the work to the request and the alternative that it came from
Maker = Callable[[Request, Alternative | None, User], models.Model]
_makers: list[Maker] = []


def register_work(maker: Maker) -> None:
    """Say how agreed requests become work; called once at start-up.

    The maker runs in the action's transaction. What it makes is linked to its origin, unless the maker
    has linked it already.
    """
    _makers[:] = [maker]


def becomes_work(request: Request, alternative: Alternative | None, by: User) -> models.Model | None:
    """Make the work, keep its origin, and return it; None where no room above makes work."""
    if not _makers:
        return None
    work = _makers[0](request, alternative, by)
    for origin in (request, alternative):
        if origin is not None:
            Link.objects.get_or_create(
                from_type=type_label(work),
                from_id=str(work.pk),
                kind=ORIGIN,
                to_type=type_label(origin),
                to_id=str(origin.pk),
            )
    return work


def work_from(request: Request, user: User) -> list[models.Model]:
    """What became of a request, as far as the person may see it."""
    found: list[models.Model] = []
    for link in Link.objects.to_thing(request, ORIGIN):
        rows = apps.get_model(link.from_type)._default_manager.all()
        narrowed = rows.visible_to(user) if hasattr(rows, "visible_to") else rows
        found += narrowed.filter(pk=link.from_id)
    return found
