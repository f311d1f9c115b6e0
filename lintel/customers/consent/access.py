"""Who describes purposes, and who writes down what a customer said."""

from lintel.customers.matching.access import may_see_identified
from lintel.people.access import may_work
from lintel.people.models import User


def may_describe_purposes(user: User) -> bool:
    """The two office holders."""
    return bool(user.is_active and user.is_office_holder)


def may_record_word(user: User) -> bool:
    """Works on a side, and sees by name whose word it is."""
    return may_work(user) and may_see_identified(user)
