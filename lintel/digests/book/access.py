"""Who may do what with the strategy book."""

from lintel.digests.book.models import Awaited, Edition
from lintel.people.access import Key, may_work
from lintel.people.models import User


def may_keep(user: User) -> bool:
    """Members and office holders of both sides keep editions."""
    return may_work(user)


def may_sign(key: Key | None, edition: Edition) -> bool:
    """Whoever holds the key of an office that has not signed."""
    return key is not None and edition.awaits in (key.office.value, Awaited.BOTH)
