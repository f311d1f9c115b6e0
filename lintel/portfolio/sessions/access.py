"""Who may do what in a backlog session."""

from lintel.people.access import may_work
from lintel.people.models import User
from lintel.portfolio.sessions.models import BacklogSession, Participant
from lintel.portfolio.sessions.words import State


def may_open(user: User) -> bool:
    """Members and office holders of both sides open sessions."""
    return may_work(user)


def may_take_part(user: User) -> bool:
    """Whoever writes proposals can be invited."""
    return may_work(user)


def participant_of(user: User, session: BacklogSession) -> Participant | None:
    """The part this person has in a session, while they still work on the side they were invited for."""
    if not may_take_part(user):
        return None
    return session.participants.filter(person=user, side=user.side).first()


def facilitates(user: User, session: BacklogSession) -> bool:
    """Leads the session: begins it, reveals early, opens another round, ends it."""
    return may_work(user) and session.facilitator_id == user.pk


def may_end(user: User, session: BacklogSession) -> bool:
    """Closes or abandons it: the facilitator, or who holds an office, should the facilitator be away."""
    return session.is_living and (facilitates(user, session) or (user.is_active and user.is_office_holder))


def may_score(participant: Participant | None, session: BacklogSession) -> bool:
    """Whoever takes part, while it is being scored."""
    return participant is not None and session.state == State.SCORING


def may_settle(participant: Participant | None, session: BacklogSession) -> bool:
    """Whoever takes part, until it is closed or abandoned."""
    return participant is not None and session.is_living


def may_adopt(participant: Participant | None, session: BacklogSession) -> bool:
    """Whoever took part puts the backlog in the order of the session, once everything was revealed."""
    return participant is not None and session.state in (State.REVEALED, State.CLOSED)
