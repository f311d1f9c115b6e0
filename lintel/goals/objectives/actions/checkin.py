"""How sure the owners are."""

import datetime as dt

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.goals.objectives import access
from lintel.goals.objectives.actions._common import locked, moment_of, reflect
from lintel.goals.objectives.actions._standing import judge
from lintel.goals.objectives.models import CheckIn, Goal
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import tidy

LEAST, MOST = 1, 10


@audited("goal.checked-in", says="checked in for the {office}: confidence {confidence} of 10")
def check_in(
    entry: Draft, goal: Goal, confidence: int, *, by: User, note: str = "", now: dt.datetime | None = None
) -> CheckIn:
    """An owner says how sure they are, from 1 to 10, that the goal will be reached."""
    row = locked(goal, None)
    office = access.owns(by, row)
    if office is None or not access.may_check_in(by, row):
        raise Denied(
            "Only an owner of a standing goal checks in.", way_out="Write a comment with what you know."
        )
    if not LEAST <= confidence <= MOST:
        raise Problem(f"Confidence goes from {LEAST} to {MOST}.", field="confidence")
    moment, today = moment_of(now)
    said = tidy(note, field="note", limit=5_000)
    made = CheckIn.objects.create(goal=row, office=office, confidence=confidence, note=said, by=by, at=moment)
    if office == Office.MARKETING:
        row.confidence_marketing = confidence
    else:
        row.confidence_it = confidence
    judge(row, today)
    row.save(update_fields=["confidence_marketing", "confidence_it", "health"])
    entry.about(row, office=office.label, confidence=confidence)
    entry.about(made)
    entry.seal(by, note=said)
    reflect(goal, row)
    return made
