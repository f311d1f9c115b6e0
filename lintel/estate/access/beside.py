"""Who gets into a system, or reaches a class of data, for the page of that entry."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from lintel.estate.access.models import Grant, Right
from lintel.estate.access.picture import picture_of
from lintel.estate.access.showing import LEVELS, called, lines
from lintel.estate.inventory.beside import Beside, Thing
from lintel.estate.inventory.models import Element, Kind
from lintel.people.access import may_read
from lintel.people.models import User


def find(element: Element, user: User) -> Iterator[Beside]:
    """Grants in force on a system; parties that reach a class of data, the riskiest first."""
    if not may_read(user):
        return
    if element.kind == Kind.SYSTEM:
        rows = Grant.objects.visible_to(user).in_force(timezone.localdate()).filter(system=element)
        things = tuple(
            Thing(called(one.party), one.get_absolute_url(), Right(one.right).label)
            for one in rows.with_parts()
        )
        yield Beside("Who gets in", things, reverse("reach:grants"))
    elif element.kind == Kind.DATA:
        picture = picture_of(timezone.localdate())
        reached = lines(picture, [one for one in picture.reached if one.data == element.pk])
        things = tuple(
            Thing(called(one.party), one.party.get_absolute_url(), f"risk {LEVELS[one.level][0].lower()}")
            for one in reached
        )
        yield Beside("Who reaches it", things, reverse("reach:data", args=[element.pk]))
