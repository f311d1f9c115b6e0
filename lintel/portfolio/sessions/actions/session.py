"""Opening a session, inviting, beginning, adopting its order, and its end."""

from collections.abc import Sequence

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import OFFICES
from lintel.people.models import User
from lintel.portfolio.proposals.actions import backlog
from lintel.portfolio.proposals.models import IN_BACKLOG, Proposal
from lintel.portfolio.sessions import minutes, reading
from lintel.portfolio.sessions.access import facilitates, may_adopt, may_end, may_open, may_take_part
from lintel.portfolio.sessions.actions._keeping import bump, locked, taking_part
from lintel.portfolio.sessions.models import BacklogSession, Item, Participant, Round
from lintel.portfolio.sessions.plan import MOST_ITEMS, MOST_PEOPLE, Plan
from lintel.portfolio.sessions.words import ItemState, State
from lintel.ui.problems import Denied, Problem


@audited("session.opened", says="opened a backlog session on {proposals} proposals with {people} people")
def open(entry: Draft, plan: Plan, *, by: User) -> BacklogSession:  # the field's word
    """A new session, being prepared. Both sides take part in it, or there is nothing to compare."""
    if not may_open(by):
        raise Denied(
            "Only members and office holders of marketing and IT open backlog sessions.",
            way_out="Ask one of them to open one.",
        )
    title = plan.title.strip()
    if not title:
        raise Problem("The session needs a name.", way_out="Such as “Backlog, week 12”.", field="title")
    _check_proposals(plan.proposals)
    _check_people(plan.people)
    if not may_take_part(plan.facilitator):
        raise Problem(
            f"{plan.facilitator} does not work in marketing or IT.",
            way_out="Choose a member or an office holder as facilitator.",
            field="facilitator",
        )
    made = BacklogSession.objects.create(
        title=title, with_rice=plan.with_rice, facilitator=plan.facilitator, opened_by=by
    )
    _add_people(made, plan.people)
    items = Item.objects.bulk_create(
        Item(session=made, proposal=one, title=one.title, position=place)
        for place, one in enumerate(plan.proposals)
    )
    Round.objects.bulk_create(Round(item=item) for item in items)
    entry.about(made, proposals=len(plan.proposals), people=len(plan.people))
    return made


@audited("session.invited", says="invited {people} more {people_word}")
def invite(entry: Draft, session: BacklogSession, people: Sequence[User], *, by: User) -> BacklogSession:
    """More people, until everything is revealed; who is there already stays."""
    row = locked(session)
    if not facilitates(by, row):
        raise Denied("Only the facilitator invites people.", way_out="Ask the facilitator.")
    if row.state not in (State.OPEN, State.SCORING):
        raise Problem("Everything was revealed already.", way_out="Open another session for others to score.")
    there = set(row.participants.values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in there]
    if not new:
        raise Problem("They take part already.", way_out="Choose somebody else.", field="people")
    if len(there) + len(new) > MOST_PEOPLE:
        raise Problem(f"A session has at most {MOST_PEOPLE} people.", way_out="Invite fewer.", field="people")
    _check_each(new)
    _add_people(row, new)
    bump(row)
    entry.about(row, people=len(new), people_word="person" if len(new) == 1 else "people")
    return row


@audited("session.begun", says="let the scoring begin")
def begin(entry: Draft, session: BacklogSession, *, by: User) -> BacklogSession:
    """From now on everybody scores, and sees nobody else’s scores."""
    row = locked(session)
    if not facilitates(by, row):
        raise Denied("Only the facilitator begins the session.", way_out="Ask the facilitator.")
    if row.state != State.OPEN:
        raise Problem(f"This session is {row.get_state_display().lower()} already.", way_out="Open its page.")
    row.state, row.begun_at = State.SCORING, timezone.now()
    row.save(update_fields=["state", "begun_at"])
    bump(row, items=True)
    entry.about(row)
    return row


@audited("session.ordered", says="put the backlog in the order of the session, by {score}")
def adopt(entry: Draft, session: BacklogSession, basis: str, *, by: User) -> BacklogSession:
    """The proposals of the session stand in its order, at the places that they held together.

    All others keep theirs; the latest such order can be taken back on the backlog's page.
    """
    row = locked(session)
    part = taking_part(by, row)
    if not may_adopt(part, row):
        raise Problem(
            "Not everything was revealed yet.",
            way_out="Reveal what is still being scored, then adopt the order.",
        )
    if basis not in ("wsjf", "rice") or (basis == "rice" and not row.with_rice):
        raise Problem("The session has no such order.", way_out="Choose wsjf.", field="basis")
    order = reading.order_of(reading.read(row, by), basis)
    keys = [one.item.proposal_id for one in order if one.item.proposal_id is not None]
    row.reordering = backlog.arrange(keys, by=by)
    row.save(update_fields=["reordering"])
    bump(row)
    entry.about(row, score=basis.upper())
    return row


@audited("session.closed", says="closed the session: {settled} of {proposals} settled")
def close(entry: Draft, session: BacklogSession, *, by: User) -> BacklogSession:
    """The end; the minutes go into the ledger: who said what in each round, and what both agreed."""
    row = locked(session)
    _may_end(by, row)
    if row.state != State.REVEALED:
        raise Problem(
            "Only a session whose scores are all revealed can be closed.",
            way_out="Reveal what is still being scored, or abandon the session.",
        )
    talks = reading.read(row, by)
    settled = sum(talk.item.state == ItemState.SETTLED for talk in talks)
    row.state, row.ended_at = State.CLOSED, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    bump(row, items=True)
    entry.about(row, settled=settled, proposals=len(talks), minutes=minutes.facts(talks))
    return row


@audited("session.abandoned", says="abandoned the session")
def abandon(entry: Draft, session: BacklogSession, *, by: User, reason: str = "") -> BacklogSession:
    """Give it up. What was not revealed stays hidden for good; what was settled stays in the proposals."""
    row = locked(session)
    _may_end(by, row)
    row.state, row.ended_at = State.ABANDONED, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    bump(row, items=True)
    entry.about(row)
    entry.seal(by, reason=reason.strip())
    return row


def _may_end(by: User, row: BacklogSession) -> None:
    if not row.is_living:
        raise Problem(f"This session is {row.get_state_display().lower()} already.", way_out="Open its page.")
    if not may_end(by, row):
        raise Denied(
            "Only the facilitator ends the session.", way_out="Ask the facilitator or an office holder."
        )


def _check_proposals(proposals: Sequence[Proposal]) -> None:
    if not proposals:
        raise Problem(
            "There is nothing to score.", way_out="Choose proposals of the backlog.", field="proposals"
        )
    if len(proposals) > MOST_ITEMS:
        raise Problem(
            f"A session has at most {MOST_ITEMS} proposals: nobody scores more with care.",
            way_out="Choose fewer, or make two sessions.",
            field="proposals",
        )
    for one in proposals:
        if one.state not in IN_BACKLOG:
            raise Problem(
                f"“{one.title}” is not in the backlog: it is {one.get_state_display().lower()}.",
                way_out="Leave it out.",
                field="proposals",
            )
    if len({one.pk for one in proposals}) < len(proposals):
        raise Problem("A proposal is there twice.", way_out="Name each once.", field="proposals")


def _check_people(people: Sequence[User]) -> None:
    _check_each(people)
    sides = {person.side for person in people}
    for office in OFFICES:
        if office not in sides:
            raise Problem(
                f"Nobody of the {office.label.removesuffix(' office')} side takes part.",
                way_out="Invite at least one person of each side.",
                field="people",
            )
    if len(people) > MOST_PEOPLE:
        raise Problem(f"A session has at most {MOST_PEOPLE} people.", way_out="Invite fewer.", field="people")


def _check_each(people: Sequence[User]) -> None:
    for person in people:
        if not may_take_part(person):
            raise Problem(
                f"{person} does not work in marketing or IT.",
                way_out="Invite members and office holders of the two sides.",
                field="people",
            )


def _add_people(session: BacklogSession, people: Sequence[User]) -> None:
    Participant.objects.bulk_create(
        Participant(session=session, person=person, side=person.side) for person in people
    )
