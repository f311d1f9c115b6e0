"""Who makes fuel of a disagreement."""

from lintel.people.access import may_work
from lintel.people.models import User


def may_fuel(user: User) -> bool:
    """Members and office holders of both sides, who also write proposals."""
    return may_work(user)
