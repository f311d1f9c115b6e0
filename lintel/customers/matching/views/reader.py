"""Who reads the pages of matching, and who decides there."""

from django.http import HttpRequest

from lintel.customers.matching.access import may_decide
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.problems import Denied, Missing


def reader(request: HttpRequest) -> User:
    """The person who asks; nothing is here for people without a role."""
    user = user_of(request)
    if not may_read(user):
        raise Missing("There is nothing here for you yet.", way_out="Ask an administrator for a role.")
    return user


def decider(request: HttpRequest) -> User:
    """The person who asks, who may say whether two records are one person."""
    user = reader(request)
    if not may_decide(user):
        raise Denied(
            "Who decides about people’s records works on a side and sees customers by name.",
            way_out="Ask an office holder for a clearance.",
        )
    return user
