"""Who states, who plays back, who judges. Never one person for both."""

from lintel.charter.concerns.models import Concern, State
from lintel.people.access import may_work, may_work_for
from lintel.people.models import User


def may_state(user: User) -> bool:
    """Members and office holders of both sides."""
    return may_work(user)


def speaks_for_owner(user: User, concern: Concern) -> bool:
    """The owner, or the holder of their office."""
    return may_work_for(user, concern.office) and (user.pk == concern.owner_id or user.is_office_holder)


def may_edit(user: User, concern: Concern) -> bool:
    """Its owner's side, until it is laid to rest."""
    return concern.state != State.LAID_TO_REST and speaks_for_owner(user, concern)


def may_play_back(user: User, concern: Concern) -> bool:
    """Members and the office holder of the other side, while it waits for them; never the owner."""
    other = may_work(user) and user.side != concern.office and user.pk != concern.owner_id
    return concern.state == State.STATED and other


def may_judge(user: User, concern: Concern) -> bool:
    """Its owner's side says whether they were understood."""
    return concern.state == State.PLAYED_BACK and speaks_for_owner(user, concern)


def may_link(user: User, concern: Concern) -> bool:
    """Either side says what answers a concern."""
    return may_work(user) and concern.state != State.LAID_TO_REST
