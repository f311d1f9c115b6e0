"""What waits for somebody here: assumptions that their office has not signed."""

from datetime import date

from django.urls import reverse

from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import Wait, Waits
from lintel.portfolio.returns.access import may_sign
from lintel.portfolio.returns.models import Assumptions


def find(user: User, day: date) -> Waits:
    """The version that waits for this person's key."""
    row = Assumptions.objects.visible_to(user).waiting().first()
    if row is None or not may_sign(key_of(user, day), row):
        return Waits()
    url = reverse("returns:assumptions")
    return Waits([Wait(str(row), url, "Your signature")], 1, url, "assumptions wait for you", "money")
