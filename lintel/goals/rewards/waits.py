"""What waits for somebody among the rewards: an owner's signature."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.goals.rewards.models import RewardRule
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.ui.lists import in_order, keys


def find(user: User, day: date) -> Waits:
    """Rules that wait for this owner's signature; found once for each state of the ledger."""
    first, count = remembered(("rewards wait", user.pk), lambda: _find(user))
    if not count:
        return Waits()
    rows = RewardRule.objects.visible_to(user).select_related("goal")
    items = [Wait(f"{row}", row.get_absolute_url(), "Your signature") for row in in_order(rows, first)]
    url = reverse("rewards:rewards") + "?mine=me"
    return Waits(items, count, url, "reward rules wait for you", "signature")


def _find(user: User) -> tuple[tuple[int, ...], int]:
    rows = RewardRule.objects.visible_to(user).waiting_for(user)
    return keys(rows.order_by("changed_at", "pk")[:SHOWN]), rows.order_by().count()
