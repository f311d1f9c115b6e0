"""Who drafts, who speaks for a side, and what may be said next by whom."""

from dataclasses import dataclass

from lintel.audit.sides import Office
from lintel.charter.expectations.models import COUNTED, ON_THE_TABLE, Expectation, State, StepKind
from lintel.people.access import key_of, may_administer, may_read, may_work, may_work_for
from lintel.people.models import User


@dataclass(frozen=True)
class Voice:
    """The side somebody speaks for in a conversation, and whose key it is when it was lent."""

    office: Office
    on_behalf_of: User | None = None


def may_draft(user: User) -> bool:
    """Members and office holders of the two sides write down what they expect."""
    return may_work(user)


def may_bring(user: User) -> bool:
    """Who drafts, for their own side; administrators for both."""
    return may_work(user) or may_administer(user)


def may_measure(user: User) -> bool:
    """Have accepted expectations measured now: everybody who works on them, and administrators."""
    return may_work(user) or may_administer(user)


def may_read_scorecard(user: User) -> bool:
    """Everybody with a role."""
    return may_read(user)


def voice_of(user: User, expectation: Expectation) -> Voice | None:
    """For whom this person speaks here: the person named in it, the office holder, or their delegate."""
    if not may_work_for(user, user.side):
        return None
    office = Office(user.side)
    named = expectation.customer_id if office == expectation.customer_office else expectation.performer_id
    if user.is_office_holder or user.pk == named:
        return Voice(office)
    key = key_of(user)
    return Voice(key.office, key.on_behalf_of) if key is not None else None


def may_hand_over(user: User, expectation: Expectation) -> bool:
    """Name who performs it: whoever speaks for the performer's side, while it is open."""
    voice = voice_of(user, expectation)
    open_now = expectation.state not in {State.DRAFT, State.REVOKED}
    return open_now and voice is not None and voice.office == expectation.performer_office


def sayable(expectation: Expectation, voice: Voice | None) -> set[StepKind]:
    """What this voice may say next. The one table of the conversation for action."""
    if voice is None or expectation.is_over:
        return set()
    customer = voice.office == expectation.customer_office
    state = expectation.state
    if state == State.DRAFT:
        return {StepKind.OFFER, StepKind.REVOKE} if customer else set()
    if state == State.REVOKED:
        return {StepKind.NOTICE} if expectation.awaits == voice.office else set()
    said = {StepKind.REVOKE}
    if state in ON_THE_TABLE:
        if expectation.awaits == voice.office:
            return said | {StepKind.ACCEPT, StepKind.COUNTER, StepKind.DECLINE, StepKind.PROMISE}
        return said | {StepKind.REWORD}
    if state == State.DECLINED or state in COUNTED:
        said.add(StepKind.RENEGOTIATE)
    if state == State.ACCEPTED and not customer:
        said.add(StepKind.DECLARE)
    if state == State.DECLARED and customer:
        said |= {StepKind.SATISFY, StepKind.MISSING}
    return said
