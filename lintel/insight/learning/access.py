"""Who writes lessons, and who sees which teams answer alone."""

from lintel.people.access import key_of, may_administer, may_comment
from lintel.people.models import User


def may_teach(user: User) -> bool:
    """Writes lessons: whoever takes part in the work."""
    return may_comment(user)


def may_see_teams(user: User) -> bool:
    """Sees figures by team: both offices with their delegates, and administrators."""
    return key_of(user) is not None or may_administer(user)
