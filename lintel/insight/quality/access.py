"""Who says what is expected of data, and who has it checked."""

from lintel.people.access import may_administer, may_comment, may_work
from lintel.people.models import User


def may_expect(user: User) -> bool:
    """Says what is expected: members and holders of both sides, and administrators."""
    return may_work(user) or may_administer(user)


def may_check(user: User) -> bool:
    """Has data checked now: whoever takes part in the work, and administrators."""
    return may_comment(user) or may_administer(user)
