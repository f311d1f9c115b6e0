"""What waits for somebody here: the assessment, while it is open and not finished."""

from datetime import date

from django.urls import reverse

from lintel.alignment.items import criteria
from lintel.alignment.models import Invitation
from lintel.people.models import User
from lintel.people.waiting import Wait, Waits


def find(user: User, day: date) -> Waits:
    """The open round that this person is not through."""
    items = [
        Wait(
            f"How well do we pull together? {one.round.name}",
            reverse("alignment:answers", args=[one.round.pk]),
            f"{len(criteria()) - len(one.answered)} short parts to answer",
            one.round.closes_on,
        )
        for one in Invitation.objects.waiting_for(user, day)
    ]
    return Waits(items, len(items), reverse("alignment:overview"), "rounds wait for you", "link")
