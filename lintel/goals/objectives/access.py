"""Who writes goals, who carries them, and who may do what with one."""

from lintel.audit.sides import Office
from lintel.goals.objectives.models import Goal, State
from lintel.people.access import Key, key_of, may_administer, may_read, may_work, may_work_for
from lintel.people.models import User


def may_draft(user: User) -> bool:
    """Members and office holders of the two sides write goals."""
    return may_work(user)


def may_bring(user: User) -> bool:
    """Who drafts, for their own side; administrators for both."""
    return may_work(user) or may_administer(user)


def may_measure(user: User) -> bool:
    """Have key results measured now: everybody who works on them, and administrators."""
    return may_work(user) or may_administer(user)


def may_read_cascade(user: User) -> bool:
    """Everybody with a role."""
    return may_read(user)


def owns(user: User, goal: Goal) -> Office | None:
    """The side for which this person carries the goal."""
    if not may_work_for(user, user.side):
        return None
    office = Office(user.side)
    return office if goal.owner_id_of(office) == user.pk else None


def may_edit(user: User, goal: Goal) -> bool:
    """Change the wording: its owners, its author while it is a draft, and the holders of its offices."""
    if goal.is_over or not may_work(user):
        return False
    if owns(user, goal) is not None:
        return True
    if goal.state == State.DRAFT:
        return user.pk == goal.created_by_id or (user.is_office_holder and user.side == goal.created_office)
    return user.is_office_holder


def may_offer(user: User, goal: Goal) -> bool:
    """Lay a draft before the other side."""
    return goal.state == State.DRAFT and may_edit(user, goal)


def may_accept(user: User, goal: Goal) -> bool:
    """Give one's word as an owner whose word is missing."""
    office = owns(user, goal)
    return goal.state == State.OFFERED and office is not None and office in goal.awaited


def may_take_on(user: User, goal: Goal) -> bool:
    """Become the owner on one's own side, where there is none."""
    if goal.state != State.OFFERED or not may_work_for(user, user.side):
        return False
    return goal.owner_id_of(user.side) is None


def may_name_owner(user: User, goal: Goal, office: str, key: Key | None = None) -> bool:
    """Name the owner of one side: its office holder or their delegate, or the owner who hands it over; of a
    draft, whoever may change it."""
    if goal.is_over or not may_work(user):
        return False
    if goal.state == State.DRAFT and may_edit(user, goal):
        return True
    own = key or key_of(user)
    if own is not None and own.office == office:
        return True
    return owns(user, goal) == office


def may_step_back(user: User, goal: Goal) -> bool:
    """Carry it no longer, with a reason."""
    return goal.state in {State.OFFERED, State.OWNED} and owns(user, goal) is not None


def may_close(user: User, goal: Goal) -> bool:
    """Say how it ended: an owner of an owned goal; else whoever may change the wording withdraws it."""
    if goal.state == State.OWNED:
        return owns(user, goal) is not None
    return may_edit(user, goal)


def may_check_in(user: User, goal: Goal) -> bool:
    """Say how sure one is: an owner, while the goal stands."""
    return goal.state in {State.OFFERED, State.OWNED} and owns(user, goal) is not None


def may_place(user: User, goal: Goal) -> bool:
    """Say which goals it serves: whoever may change it."""
    return may_edit(user, goal)


def may_link(user: User, goal: Goal) -> bool:
    """Say which work serves it: members of the two sides, while it is open."""
    return may_work(user) and not goal.is_over
