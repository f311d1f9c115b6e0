"""What waits for somebody among the concerns: to play back, or to say whether one was understood."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.charter.concerns.models import Concern, State
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.ui.lists import in_order, keys
from lintel.ui.saying import days


def find(user: User, day: date) -> Waits:
    """Where this person's word is awaited; found once for each state of the ledger."""
    first, count = remembered(("concerns wait", user.pk, day), lambda: _find(user))
    if not count:
        return Waits()
    rows = Concern.objects.visible_to(user).only("title", "state", "office", "waiting_since")
    items = [Wait(row.title, row.get_absolute_url(), _what(row, day)) for row in in_order(rows, first)]
    url = reverse("concerns:concerns") + "?mine=me"
    return Waits(items, count, url, "concerns wait for you", "warning")


def _find(user: User) -> tuple[tuple[int, ...], int]:
    rows = Concern.objects.visible_to(user).waiting_for(user)
    return keys(rows.order_by("waiting_since", "pk")[:SHOWN]), rows.order_by().count()


def _what(row: Concern, day: date) -> str:
    said = "Play it back" if row.state == State.STATED else "Whether you were understood"
    silent = row.silent_days(day)
    return f"{said}, {days(silent)} of silence" if silent else said
