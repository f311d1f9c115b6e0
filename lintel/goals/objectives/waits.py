"""What waits for somebody among the goals: their word as owner, or an owner of their side."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.goals.objectives.models import Goal, State
from lintel.goals.objectives.turns import silent_days
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.ui.lists import in_order, keys
from lintel.ui.saying import days


def find(user: User, day: date) -> Waits:
    """Where this person's word is awaited; found once for each state of the ledger."""
    first, count = remembered(("goals wait", user.pk, day), lambda: _find(user, day))
    if not count:
        return Waits()
    rows = Goal.objects.visible_to(user).only(
        "title", "state", "awaits", "waiting_since", "owner_marketing_id", "owner_it_id"
    )
    items = [Wait(row.title, row.get_absolute_url(), _what(row, user, day)) for row in in_order(rows, first)]
    return Waits(items, count, reverse("objectives:goals") + "?mine=me", "goals wait for you", "flag")


def _find(user: User, day: date) -> tuple[tuple[int, ...], int]:
    rows = Goal.objects.visible_to(user).waiting_for(user, key_of(user, day))
    return keys(rows.order_by("waiting_since", "pk")[:SHOWN]), rows.order_by().count()


def _what(row: Goal, user: User, day: date) -> str:
    silent = silent_days(row, day)
    said = "Whether it is reached" if row.state == State.OWNED else "Your word as an owner"
    if user.pk not in {row.owner_marketing_id, row.owner_it_id}:
        said = "An owner of your side"
    return f"{said}, {days(silent)} of silence" if silent else said
