"""Everybody with a role sees counts of journeys; one person's timeline by name needs a clearance."""

from lintel.people.access import may_read
from lintel.people.models import User


def may_see_flows(user: User) -> bool:
    """Counts of at least ten customers each are for everybody with a role."""
    return may_read(user)
