"""Who brings sources in, and who sees how fresh and good they are."""

from typing import Any

from lintel.people import access as people


def may_bring(user: Any) -> bool:
    """Makes sources, loads files and undoes loads: members of either side, and administrators."""
    return people.may_work(user) or people.may_administer(user)


def may_look(user: Any) -> bool:
    """Sees freshness and quality, never a value: everybody with a role."""
    return people.may_read(user)
