"""How a goal ends: both owners say the same outcome."""

import datetime as dt

from lintel.audit.audited import Draft, audited
from lintel.audit.sides import Office
from lintel.charter.saying import tidy
from lintel.goals.objectives import access
from lintel.goals.objectives.actions._common import about, locked, moment_of, reflect
from lintel.goals.objectives.models import Goal, Outcome, State
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem


@audited("goal.closed", says="says that it is {outcome}{both}")
def close(
    entry: Draft, goal: Goal, outcome: str, *, by: User, step: int, note: str = "",
    now: dt.datetime | None = None,
) -> Goal:  # fmt: skip
    """Say how it ended. An owned goal closes when the second owner says the same; another outcome is that
    owner's word instead, and the first one's is awaited. What was never owned is only withdrawn, by one."""
    row = locked(goal, step)
    if not access.may_close(by, row):
        raise Denied(
            "How a goal ended is said by its owners.", way_out="Write a comment, or ask one of the owners."
        )
    if outcome not in Outcome.values:
        raise Problem("Say how it ended.", field="outcome")
    said = tidy(note, field="note", limit=5_000)
    moment, _ = moment_of(now)
    office = access.owns(by, row)
    if row.state == State.OWNED and office is not None:
        _say(row, outcome, said, office, moment)
    else:
        _withdraw(row, outcome, said, moment)
    row.step += 1
    row.save()
    words = Outcome(outcome).label.lower()
    about(entry, row, outcome=words, both="; both do, and it is closed" if row.is_over else "")
    entry.seal(by, note=said)
    reflect(goal, row)
    return row


def _say(row: Goal, outcome: str, note: str, office: Office, moment: dt.datetime) -> None:
    if row.outcome == outcome and row.outcome_office == office.other:
        row.outcome_note = f"{row.outcome_note}\n\n{note}".strip()[:5_000]
        _end(row, moment)
        return
    if row.outcome == outcome:
        raise Problem(
            "You have said so already.", way_out="The other owner’s word is awaited.", field="outcome"
        )
    row.outcome, row.outcome_note, row.outcome_office = outcome, note, office
    row.awaits, row.waiting_since = office.other.value, moment


def _withdraw(row: Goal, outcome: str, note: str, moment: dt.datetime) -> None:
    if outcome != Outcome.WITHDRAWN:
        raise Problem(
            "Both owners have not carried this goal, so it can only be withdrawn.",
            way_out="Choose “Withdrawn”, or have both owners accept it first.",
            field="outcome",
        )
    row.outcome, row.outcome_note = outcome, note
    _end(row, moment)


def _end(row: Goal, moment: dt.datetime) -> None:
    row.state, row.awaits, row.waiting_since, row.closed_at = State.CLOSED, "", None, moment
