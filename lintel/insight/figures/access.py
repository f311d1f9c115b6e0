"""Who brings tables of figures."""

from lintel.people.access import may_administer, may_work
from lintel.people.models import User


def may_bring(user: User) -> bool:
    """Who works on one of the sides, and administrators."""
    return may_work(user) or may_administer(user)
