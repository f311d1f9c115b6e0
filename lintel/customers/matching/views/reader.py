"""Who reads the pages of matching, and who decides there."""

from django.http import HttpRequest

from lintel.customers.matching.access import may_decide
from lintel.people.authentication import reader
from lintel.people.models import User
from lintel.ui.problems import Denied


def decider(request: HttpRequest) -> User:
    """The person who asks, who may say whether two records are one person."""
    user = reader(request)
    if not may_decide(user):
        raise Denied(
            "Who decides about people’s records works on a side and sees customers by name.",
            way_out="Ask an office holder for a clearance.",
        )
    return user
