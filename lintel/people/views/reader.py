"""Who reads the page."""

from django.http import HttpRequest

from lintel.people.access import may_administer
from lintel.people.models import User
from lintel.ui.problems import Denied


def reader(request: HttpRequest) -> User:
    """The signed-in person; every page but the few open ones has one."""
    user = request.user
    if not isinstance(user, User):
        raise Denied("Nobody is signed in.", way_out="Sign in first.")
    return user


def administrator(request: HttpRequest) -> User:
    """The signed-in person if they administer; forms are not even shown to others."""
    user = reader(request)
    if not may_administer(user):
        raise Denied(
            "Only administrators open this page.", way_out="Ask one of them; the list of people shows who."
        )
    return user
