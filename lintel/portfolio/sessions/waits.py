"""What waits for somebody in backlog sessions: their scores, and their word on values of the other side."""

from datetime import date

from django.urls import reverse

from lintel.audit.memory import remembered
from lintel.people.models import User
from lintel.people.waiting import SHOWN, Wait, Waits
from lintel.portfolio.sessions.access import may_take_part
from lintel.portfolio.sessions.models import Item, Participant
from lintel.ui.lists import in_order, keys

Found = tuple[tuple[int, ...], tuple[int, ...], int]


def find(user: User, day: date) -> Waits:
    """Sessions without this person's scores, and values put forward by the other side; found once for each
    state of the ledger."""
    scores, values, count = remembered(("sessions wait", user.pk), lambda: _find(user))
    if not count:
        return Waits()
    parts = in_order(Participant.objects.select_related("session"), scores)
    items = [Wait(one.session.title, one.get_absolute_url(), "Your scores are missing") for one in parts]
    lying = in_order(Item.objects.select_related("session"), values)
    items += [
        Wait(f"Values of “{one.title}”", one.get_absolute_url(), "Agree, or say others") for one in lying
    ]
    return Waits(items[:SHOWN], count, reverse("sessions:sessions"), "in sessions wait for you", "sort")


def _find(user: User) -> Found:
    if not may_take_part(user):
        return (), (), 0
    scores, values = Participant.objects.owing_scores(user), Item.objects.awaiting_word_of(user)
    count = scores.order_by().count() + values.order_by().count()
    return keys(scores.order_by("pk")[:SHOWN]), keys(values.order_by("pk")[:SHOWN]), count
