"""Who carries a goal: named, handed over, or stepped back from."""

import datetime as dt

from lintel.audit.audited import Draft, audited
from lintel.audit.models import Signature
from lintel.audit.sides import Office
from lintel.goals.objectives import access
from lintel.goals.objectives.actions._common import about, forget_outcome, locked, moment_of, reflect, settle
from lintel.goals.objectives.actions._owners import check_owner
from lintel.goals.objectives.models import OWN, Goal, State
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import written


@audited("goal.owner-named", says="named who carries it for the {office}")
def name(
    entry: Draft, goal: Goal, office: Office, person: User, *, by: User, step: int,
    now: dt.datetime | None = None,
) -> Goal:  # fmt: skip
    """Name who carries it on one side from now on. Their own word is awaited; if the one before had given
    theirs, it is a new wording for both."""
    row = locked(goal, step)
    if not access.may_name_owner(by, row, office):
        raise Denied(
            f"Who carries it for the {office.label} is named there.",
            way_out="Ask its office holder, or the present owner.",
        )
    check_owner(person, office)
    if row.owner_id_of(office) == person.pk:
        raise Problem(f"{person.name} carries it already.", field="person")
    moment, _ = moment_of(now)
    _give_over(row, office, person)
    settle(row, moment)
    about(entry, row, office=office.label, owner=person.pk)
    reflect(goal, row)
    return row


@audited("goal.stepped-back", says="carries it no longer for the {office}")
def step_back(
    entry: Draft, goal: Goal, *, by: User, step: int, text: str, now: dt.datetime | None = None
) -> Goal:
    """An owner carries it no longer, and says why; the goal is one-sided until somebody takes it on."""
    row = locked(goal, step)
    office = access.owns(by, row)
    if office is None or not access.may_step_back(by, row):
        raise Denied("Only an owner of a standing goal steps back.", way_out="Write a comment.")
    why = written(text, field="text", missing="Say why you cannot carry it.")
    moment, _ = moment_of(now)
    _give_over(row, office, None)
    settle(row, moment)
    about(entry, row, office=office.label)
    entry.seal(by, why=why)
    reflect(goal, row)
    return row


def _give_over(row: Goal, office: Office, person: User | None) -> None:
    """Set the owner. A word given on this wording stays its giver's: the next owner needs a new wording."""
    if row.state != State.DRAFT:
        given = Signature.objects.on(row).filter(purpose=OWN, version=row.version, office=office)
        if given.exists():
            row.version += 1
        forget_outcome(row)
    if office == Office.MARKETING:
        row.owner_marketing = person
        row.confidence_marketing = None
    else:
        row.owner_it = person
        row.confidence_it = None
