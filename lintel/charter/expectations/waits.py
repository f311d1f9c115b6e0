"""What waits for somebody among the expectations: their side's word, longest silence first."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.charter.expectations.models import Expectation, State
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.ui.lists import in_order, keys
from lintel.ui.saying import days

WORDS = {
    State.DECLARED: "Whether you are satisfied",
    State.COUNTERED: "Their counter-offer",
    State.REVOKED: "Their notice that it is revoked",
}


def find(user: User, day: date) -> Waits:
    """Where this person's word is awaited; found once for each state of the ledger."""
    first, count = remembered(("expectations wait", user.pk, day), lambda: _find(user, day))
    if not count:
        return Waits()
    rows = Expectation.objects.visible_to(user).only("title", "state", "awaits", "waiting_since")
    items = [Wait(row.title, row.get_absolute_url(), _what(row, day)) for row in in_order(rows, first)]
    url = reverse("expectations:expectations") + "?mine=me"
    return Waits(items, count, url, "expectations wait for you", "signature")


def _find(user: User, day: date) -> tuple[tuple[int, ...], int]:
    rows = Expectation.objects.visible_to(user).waiting_for(user, key_of(user, day))
    return keys(rows.order_by("waiting_since", "pk")[:SHOWN]), rows.order_by().count()


def _what(row: Expectation, day: date) -> str:
    silent = row.silent_days(day)
    said = WORDS.get(State(row.state), "Your side’s word")
    return f"{said}, {days(silent)} of silence" if silent else said
