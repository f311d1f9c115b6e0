"""Who may do what with proposals, the backlog and the board."""

from lintel.audit.models import Signature
from lintel.people.access import Key, may_administer, may_work
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal


def may_propose(user: User) -> bool:
    """Members and office holders of both sides write proposals."""
    return may_work(user)


def may_edit(user: User, proposal: Proposal) -> bool:
    """Both sides write together, as long as the proposal is neither done nor stopped."""
    return may_work(user) and proposal.is_open


def may_withdraw(key: Key | None, signature: Signature) -> bool:
    """Whoever holds the key of the office that signed."""
    return key is not None and str(key.office) == signature.office


def may_order(user: User) -> bool:
    """Both sides keep the one order."""
    return may_work(user)


def may_move(user: User) -> bool:
    """Both sides move approved work on the board."""
    return may_work(user)


def may_exceed_limit(user: User) -> bool:
    """Only an office holder lets a column hold more than its limit, with a reason."""
    return user.is_active and user.is_office_holder


def may_arrange_board(user: User) -> bool:
    """Office holders and administrators set up columns and limits."""
    return may_exceed_limit(user) or may_administer(user)


def may_bring(user: User) -> bool:
    """Brings files with proposals or issues in."""
    return may_work(user) or may_administer(user)
