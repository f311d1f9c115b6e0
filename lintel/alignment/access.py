"""Who runs rounds, and who is asked."""

from lintel.audit.sides import Office
from lintel.people.access import may_read
from lintel.people.models import Role, User

LEAST_PEOPLE = 4  # of a side: fewer could be told apart
ASKED_ROLES = (Role.OFFICE_HOLDER, Role.MEMBER, Role.ANALYST)


def may_run(user: User) -> bool:
    """Opens, extends and closes rounds, and reminds: the two offices."""
    return user.is_active and user.is_office_holder


def may_see_results(user: User) -> bool:
    """Reads results: everybody with a role."""
    return may_read(user)


def is_asked(user: User) -> bool:
    """Is invited to rounds: who takes part on one of the two sides."""
    return user.is_active and user.role in ASKED_ROLES and user.side in Office.values
