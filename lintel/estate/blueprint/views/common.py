"""What the pages of the blueprint share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lintel.estate.blueprint.models import Amendment, Change, Plateau, Version
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

NO_READER = Denied("The blueprint is for people with a role.", way_out="Ask an administrator for one.")


def reader_of(request: HttpRequest) -> User:
    """Who looks, if they may."""
    user = user_of(request)
    if not may_read(user):
        raise NO_READER
    return user


def tabs() -> list[dict[str, str]]:
    """The pages of the blueprint."""
    return [
        {"label": label, "url": reverse(f"blueprint:{name}")}
        for label, name in (
            ("Picture", "drawing"), ("Plateaus", "plateaus"), ("Differences", "differences"),
            ("Suggestions", "amendments"), ("Versions", "versions"),
        )
    ]  # fmt: skip


def load_plateau(request: HttpRequest, pk: int) -> Plateau:
    """The plateau, if the reader may see it."""
    return get_visible(Plateau.objects.visible_to(user_of(request)), pk=pk)


def load_change(request: HttpRequest, pk: int, **which: Any) -> Change:
    """The change with where it belongs."""
    rows = Change.objects.visible_to(user_of(request)).select_related("plateau", "amendment", "made")
    return get_visible(rows.filter(**which), pk=pk)


def load_amendment(request: HttpRequest, pk: int) -> Amendment:
    """The suggestion with its people."""
    rows = Amendment.objects.visible_to(user_of(request)).select_related("made_by", "answered_by")
    return get_visible(rows, pk=pk)


def load_version(request: HttpRequest, pk: int) -> Version:
    """The version with who froze it."""
    return get_visible(Version.objects.visible_to(user_of(request)).select_related("made_by"), pk=pk)
