"""Who looks, who puts a finding off, who declares that metrics pull on each other."""

from lintel.goals.radar.models import MetricTension
from lintel.people.access import may_administer, may_work
from lintel.people.models import User


def may_scan(user: User) -> bool:
    """Have everything looked over now: who works on one of the sides, and administrators."""
    return may_work(user) or may_administer(user)


def may_snooze(user: User) -> bool:
    """Put a finding off, or take it up again: members and office holders of both sides."""
    return may_work(user)


def may_declare(user: User) -> bool:
    """Say that two metrics pull on each other: both sides, each for itself."""
    return may_work(user)


def may_withdraw(user: User, tension: MetricTension) -> bool:
    """Take a declaration back: the side that made it."""
    return tension.withdrawn_at is None and may_work(user) and user.side == tension.office


def may_place(user: User) -> bool:
    """Say which goal a piece of work serves: members and office holders of both sides."""
    return may_work(user)
