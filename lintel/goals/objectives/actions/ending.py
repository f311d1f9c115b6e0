"""How a goal ends: both owners say the same outcome."""

import datetime as dt

from lintel.audit.audited import Draft, audited
from lintel.goals.objectives import access
from lintel.goals.objectives.actions._common import about, locked, moment_of, reflect
from lintel.goals.objectives.actions._outcome import say, withdraw
from lintel.goals.objectives.models import Goal, Outcome, State
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem
from lintel.ui.saying import tidy


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
        say(row, outcome, said, office, moment)
    else:
        withdraw(row, outcome, said, moment)
    row.step += 1
    row.save()
    words = Outcome(outcome).label.lower()
    about(entry, row, outcome=words, both="; both do, and it is closed" if row.is_over else "")
    entry.seal(by, note=said)
    reflect(goal, row)
    return row
