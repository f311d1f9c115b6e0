"""Editions that wait for somebody's key, on the first page."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.digests.book.models import Edition
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: date) -> Waits:
    """Those that this person's office can sign, the newest first."""
    key = key_of(user, day)
    if key is None:
        return Waits()
    first, count = remembered(("editions to sign", key.office.value), lambda: _find(key.office.value))
    rows = Edition.objects.visible_to(user).defer("body").filter(pk__in=first)
    items = [Wait(str(row), row.get_absolute_url(), "your office’s key") for row in rows]
    return Waits(items, count, reverse("book:editions"), "editions wait for your key", "book")


def _find(office: str) -> tuple[list[int], int]:
    rows = Edition.objects.waiting_for(office).order_by("-number")
    return list(rows.values_list("pk", flat=True)[:SHOWN]), rows.count()
