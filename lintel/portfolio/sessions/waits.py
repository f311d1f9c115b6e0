"""What waits for somebody in backlog sessions: their scores, and their word on values of the other side."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.portfolio.sessions.access import may_take_part
from lintel.portfolio.sessions.models import Item, Participant
from lintel.ui.lists import in_order, keys


def find(user: User, day: date) -> Waits:
    """Sessions in which this person's scores are missing; found once for each state of the ledger."""
    first, count = remembered(("sessions wait", user.pk), lambda: _find(user))
    if not count:
        return Waits()
    rows = Participant.objects.select_related("session")
    items = [
        Wait(one.session.title, one.get_absolute_url(), "Your scores are missing")
        for one in in_order(rows, first)
    ]
    return Waits(items, count, reverse("sessions:sessions"), "sessions wait for your scores", "sort")


def _find(user: User) -> tuple[tuple[int, ...], int]:
    if not may_take_part(user):
        return (), 0
    rows = Participant.objects.owing_scores(user)
    return keys(rows.order_by("pk")[:SHOWN]), rows.order_by().count()


def find_values(user: User, day: date) -> Waits:
    """Values that the other side has put forward in this person's sessions."""
    first, count = remembered(("session values wait", user.pk), lambda: _find_values(user))
    if not count:
        return Waits()
    rows = Item.objects.select_related("session")
    items = [
        Wait(f"Values of “{one.title}”", one.get_absolute_url(), "Agree to them or say others")
        for one in in_order(rows, first)
    ]
    return Waits(items, count, reverse("sessions:sessions"), "values wait for your word", "sort")


def _find_values(user: User) -> tuple[tuple[int, ...], int]:
    if not may_take_part(user):
        return (), 0
    rows = Item.objects.awaiting_word_of(user)
    return keys(rows.order_by("pk")[:SHOWN]), rows.order_by().count()
