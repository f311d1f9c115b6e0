"""What waits for somebody here: policies that their office has not signed."""

from datetime import date

from django.urls import reverse

from lintel.insight.guards.models import Awaits, Policy
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: date) -> Waits:
    """Policies whose present wording needs this person's key."""
    key = key_of(user, day)
    if key is None:
        return Waits()
    rows = Policy.objects.visible_to(user).filter(awaits__in=[key.office.value, Awaits.BOTH])
    rows = rows.order_by("changed_at", "pk")
    items = [Wait(row.name, row.get_absolute_url(), "an access policy to sign") for row in rows[:SHOWN]]
    listed = reverse("guards:policies") + "?state=awaits"
    return Waits(items, rows.count(), listed, "access policies wait for you", "lock")
