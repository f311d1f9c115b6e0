"""Who may change golden records and take lists of customers out of the house."""

from lintel.customers.matching.access import may_see_identified
from lintel.people.access import may_administer, may_comment, may_work
from lintel.people.models import User


def may_set_rules(user: User) -> bool:
    """Decides which value survives: the two office holders and administrators."""
    return may_administer(user) or (user.is_active and user.is_office_holder)


def may_override(user: User) -> bool:
    """Writes over a value: works on a side and sees the person."""
    return may_work(user) and may_see_identified(user)


def may_export(user: User) -> bool:
    """Takes a list of customers out: takes part in the work and sees the persons."""
    return may_comment(user) and may_see_identified(user)
