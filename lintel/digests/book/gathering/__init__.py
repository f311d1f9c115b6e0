"""The strategy book of today: gathered from the rooms, within what its reader may see."""

import datetime as dt

from lintel.audit.memory import remembered
from lintel.digests.book.gathering import aims, estate, means
from lintel.digests.book.shape import Book
from lintel.people.access import may_read
from lintel.people.models import User

_SECTIONS = (
    aims.vision,
    aims.goals,
    estate.blueprint,
    aims.roadmap,
    estate.risks,
    means.money,
    means.purchases,
    means.people,
)


def book_on(day: dt.date, user: User) -> Book:
    """All sections; found once for each state of the house. Nothing for somebody without a role."""
    if not may_read(user):
        return Book()
    found: Book = remembered(
        ("strategy book", user.pk, day), lambda: Book(tuple(find(user, day) for find in _SECTIONS))
    )
    return found
