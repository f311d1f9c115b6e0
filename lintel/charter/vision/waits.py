"""Whether the vision waits for somebody's signature."""

from datetime import date

from lintel.charter.vision.standing import standing
from lintel.people.access import key_of
from lintel.people.models import User
from lintel.people.waiting import Wait, Waits
from lintel.ui.saying import days, days_since


def find(user: User, day: date) -> Waits:
    """The vision, where this person holds a key that has not been put to it."""
    key = key_of(user, day)
    found = standing(user) if key is not None else None
    if found is None or key is None or key.office not in found.missing:
        return Waits()
    silent = days_since(found.vision.written_at, day)
    what = f"Your signature, {days(silent)} of silence" if silent else "Your signature"
    url = found.vision.get_absolute_url()
    return Waits([Wait("The vision", url, what)], 1, url, "", "flag")
