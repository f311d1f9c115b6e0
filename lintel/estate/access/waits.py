"""What owners are asked about who gets in."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.estate.access.models import Attestation
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits


def find(user: User, day: date) -> Waits:
    """Grants that this person is asked about, those due first."""
    first, count = remembered(("access questions", user.pk), lambda: _find(user))
    rows = Attestation.objects.filter(pk__in=first).with_parts().order_by("campaign__due_on", "pk")
    mine = reverse("reach:mine")
    items = [Wait(str(row.grant), mine, "does it stay?", row.campaign.due_on) for row in rows]
    return Waits(items, count, mine, "grants wait for your word", "key")


def _find(user: User) -> tuple[list[int], int]:
    rows = Attestation.objects.open_for(user).order_by("campaign__due_on", "pk")
    return list(rows.values_list("pk", flat=True)[:SHOWN]), rows.count()
