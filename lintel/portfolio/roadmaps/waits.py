"""What waits for somebody among the roadmaps: their office's key to a plan."""

from datetime import date

from lintel.audit.memory import remembered
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.portfolio.roadmaps.models import Plan
from lintel.ui.lists import in_order, keys


def find(user: User, day: date) -> Waits:
    """Plans laid before an office whose key this person holds; found once for each state of the ledger."""
    first, count = remembered(("roadmaps wait", user.pk, day), lambda: _find(user, day))
    if not count:
        return Waits()
    rows = Plan.objects.visible_to(user).slim().select_related("roadmap")
    items = [
        Wait(f"{row.roadmap}: {row}", row.get_absolute_url(), "Your office’s key")
        for row in in_order(rows, first)
    ]
    return Waits(items, count, items[0].url, "plans wait for your office", "signature")


def _find(user: User, day: date) -> tuple[tuple[int, ...], int]:
    key = key_of(user, day)
    if key is None:
        return (), 0
    rows = Plan.objects.visible_to(user).waiting_for(key.office.value).order_by("pk")
    return keys(rows[:SHOWN]), rows.order_by().count()
