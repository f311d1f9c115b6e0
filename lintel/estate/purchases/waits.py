"""Purchases that wait for somebody's key, on the first page."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.estate.purchases.models import Purchase
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: date) -> Waits:
    """Dossiers that this person's office can sign, those to be decided first on top."""
    key = key_of(user, day)
    if key is None:
        return Waits()
    first, count = remembered(("purchases to sign", key.office.value), lambda: _find(key.office.value))
    rows = Purchase.objects.visible_to(user).filter(pk__in=first).order_by("decide_by", "pk")
    items = [Wait(row.title, row.get_absolute_url(), "your key to a purchase", row.decide_by) for row in rows]
    return Waits(
        items,
        count,
        f"{reverse('purchases:purchases')}?state=offered",
        "purchases wait for your key",
        "money",
    )


def _find(office: str) -> tuple[list[int], int]:
    rows = Purchase.objects.waiting_for(office).order_by("decide_by", "pk")
    return list(rows.values_list("pk", flat=True)[:SHOWN]), rows.count()
