"""What waits for somebody in backlog sessions: their scores, and their word on values of the other side."""

from datetime import date

from django.urls import reverse

from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.portfolio.sessions.access import may_take_part
from lintel.portfolio.sessions.models import BacklogSession

SCORES, VALUES = "Your scores are missing", "Agree to values, or say others"


def find(user: User, day: date) -> Waits:
    """Sessions that wait for this person; one query, and one more only where there are many."""
    if not may_take_part(user):
        return Waits()
    rows = BacklogSession.objects.visible_to(user).waiting_for(user).order_by("pk")
    found = list(rows[: SHOWN + 1])
    items = []
    for row in found[:SHOWN]:
        what = SCORES if row.owes_scores else VALUES  # type: ignore[attr-defined]  # annotated
        items.append(Wait(row.title, row.get_absolute_url(), what))
    count = rows.count() if len(found) > SHOWN else len(found)
    return Waits(items, count, reverse("sessions:sessions"), "sessions wait for you", "sort")
