"""Who asks, who answers, who replies. The asked side answers, the asking side replies, nobody does both."""

from typing import Any

from lintel.audit.sides import Office
from lintel.intake.models import Request, State
from lintel.people.access import key_of, may_administer, may_comment, may_work, may_work_for
from lintel.people.models import User

EDITABLE = {State.DRAFT, State.ASKED, State.COUNTERED}


def may_ask(user: User) -> bool:
    """Members and office holders of the two sides ask each other."""
    return may_work(user)


def speaks_for_asker(user: User, request: Request) -> bool:
    """The asker, or who holds the office of the asking side; never somebody who stands on the asked side."""
    if not user.is_active or user.side == request.asked_office:
        return False
    return user.pk == request.asker_id or (user.is_office_holder and user.side == request.asking_side)


def may_edit(user: User, request: Request) -> bool:
    """The asking side words its request, until it is answered."""
    return request.state in EDITABLE and speaks_for_asker(user, request)


def may_withdraw(user: User, request: Request) -> bool:
    """The asking side takes its request back at any time before it is agreed."""
    over = {State.AGREED, State.SETTLED, State.WITHDRAWN}
    return request.state not in over and speaks_for_asker(user, request)


def may_answer(user: User, request: Request) -> bool:
    """Members and the office holder of the asked side; never the asker."""
    return may_work_for(user, request.asked_office) and user.pk != request.asker_id


def may_reply(user: User, request: Request) -> bool:
    """Accept, counter, escalate: the asking side."""
    return speaks_for_asker(user, request)


def may_settle(user: User) -> bool:
    """Write and sign what both offices agree on: whoever holds a key today."""
    return key_of(user) is not None


def may_vote(user: User, request: Request) -> bool:
    """Join somebody else's request; the asker's own voice counts already."""
    closed = {State.DRAFT, State.WITHDRAWN, State.AGREED, State.SETTLED}
    return may_comment(user) and user.pk != request.asker_id and request.state not in closed


def may_manage_types(user: Any) -> bool:
    """Office holders and administrators."""
    return bool(user.is_active) and (user.is_office_holder or may_administer(user))


def other_office(user: User) -> Office:
    """The office that this person's requests go to."""
    return Office(user.side).other
