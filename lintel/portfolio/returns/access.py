"""Who writes and signs what is assumed, and has returns worked out. Whoever reads proposals reads returns."""

from lintel.people.access import Key, may_work
from lintel.people.models import User
from lintel.portfolio.returns.models import Assumptions


def may_write(user: User) -> bool:
    """Write the next version of the assumptions: members and holders of the two sides."""
    return may_work(user)


def may_sign(key: Key | None, row: Assumptions) -> bool:
    """Sign a version that waits for this office."""
    return key is not None and key.office in row.awaited


def may_work_out(user: User) -> bool:
    """Have a return worked out and kept: members and holders of the two sides."""
    return may_work(user)
