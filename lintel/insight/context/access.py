"""Who keeps series and events, and who lets the house fetch from outside."""

from lintel.people.access import may_administer, may_comment, may_work
from lintel.people.models import User


def may_keep(user: User) -> bool:
    """Makes and changes series and events, and brings files in: whoever takes part in the work."""
    return may_comment(user)


def may_pull(user: User) -> bool:
    """Names an address that the house fetches from: members and holders of both sides, administrators."""
    return may_work(user) or may_administer(user)
