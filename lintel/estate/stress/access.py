"""Who may do what with stress tests. Whoever reads the estate reads all of it."""

from lintel.estate.stress.models import BuildingCode
from lintel.people.access import Key, may_administer, may_work
from lintel.people.models import User


def may_test(user: User) -> bool:
    """Writes facts and scenarios, orders tests, proposes rules: members and holders of the two sides."""
    return may_work(user)


def may_bring(user: User) -> bool:
    """Brings files of facts in: who writes them, and administrators."""
    return may_work(user) or may_administer(user)


def may_sign(key: Key | None, code: BuildingCode) -> bool:
    """Puts an office's key to the edition that waits for it."""
    return key is not None and key.office in code.awaited
