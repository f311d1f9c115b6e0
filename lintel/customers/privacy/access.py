"""Who issues links to customers, who answers them, and who may erase."""

from lintel.customers.matching.access import may_see_identified
from lintel.customers.privacy.models import Erasure
from lintel.people.access import may_work
from lintel.people.models import User


def may_issue(user: User) -> bool:
    """Works on a side and sees by name whom the link is for."""
    return may_work(user) and may_see_identified(user)


def may_answer(user: User) -> bool:
    """Accepts corrections, or says why not."""
    return may_issue(user)


def may_ask_erasure(user: User) -> bool:
    """Passes on that a customer wants to be erased."""
    return may_issue(user)


def may_confirm(user: User, erasure: Erasure) -> bool:
    """Somebody of the other side than who asked."""
    asker = erasure.asked_by
    return may_work(user) and asker is not None and user.pk != asker.pk and user.side != asker.side
