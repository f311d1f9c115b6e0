"""What waits for a key, and what somebody promised to look at again."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.estate.shadow.models import Outcome
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits

AHEAD = dt.timedelta(days=7)


def find(user: User, day: dt.date) -> Waits:
    """Answers that lack this person's key, then decisions to look at again within a week."""
    first, count = remembered(("tools wait", user.pk, day), lambda: _find(user, day))
    rows = {row.pk: row for row in Outcome.objects.filter(pk__in=first).select_related("tool")}
    items = [
        Wait(
            row.tool.name,
            row.get_absolute_url(),
            "how does it stand?" if row.decided_at else f"{row.get_way_display().lower()} it?",
            row.look_on if row.decided_at else None,
        )
        for row in (rows[pk] for pk in first if pk in rows)
    ]
    return Waits(items, count, reverse("shadow:tools") + "?turn=me", "tools wait for your word", "search")


def _find(user: User, day: dt.date) -> tuple[list[int], int]:
    key = key_of(user)
    signs = Q(pk__in=[])
    if key is not None:
        signs = Q(decided_at=None, awaits__in=[key.office, "both"])
    follows = Q(decided_at__isnull=False, followed_at=None, follow_up_by=user, look_on__lte=day + AHEAD)
    rows = Outcome.objects.standing().filter(signs | follows).order_by("look_on", "pk")
    return list(rows.values_list("pk", flat=True)[:SHOWN]), rows.count()
