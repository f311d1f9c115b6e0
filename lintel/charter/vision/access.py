"""Who writes the vision, and who signs it."""

from lintel.people.access import key_of, may_work
from lintel.people.models import User


def may_write(user: User) -> bool:
    """Members and office holders of both sides; a new wording voids both signatures."""
    return may_work(user)


def may_sign(user: User) -> bool:
    """Whoever holds an office's key today."""
    return key_of(user) is not None
