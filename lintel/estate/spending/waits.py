"""Savings that lack this person's key."""

import datetime as dt

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.estate.spending.models import Saving
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: dt.date) -> Waits:
    """Those to be decided first on top."""
    first, count = remembered(("savings wait", user.pk, day), lambda: _find(user))
    rows = Saving.objects.filter(pk__in=first).order_by("decide_by", "pk")
    items = [Wait(row.title, row.get_absolute_url(), "save it?", row.decide_by) for row in rows]
    return Waits(items, count, reverse("spending:savings") + "?turn=me", "savings wait for your key", "money")


def _find(user: User) -> tuple[list[int], int]:
    key = key_of(user)
    if key is None:
        return [], 0
    rows = Saving.objects.awaiting(key.office).order_by("decide_by", "pk")
    return list(rows.values_list("pk", flat=True)[:SHOWN]), rows.count()
