"""The next wording of a goal, whoever changed it."""

import datetime as dt

from lintel.goals.objectives import access
from lintel.goals.objectives.actions._common import forget_outcome, give_word
from lintel.goals.objectives.actions._standing import count_results, judge
from lintel.goals.objectives.models import Goal, State
from lintel.people.models import User
from lintel.ui.problems import Problem


def reworded(row: Goal, by: User, moment: dt.datetime, today: dt.date) -> Goal:
    """The next wording: its score from what was measured, and the word of the owner who wrote it."""
    row.version += 1
    forget_outcome(row)
    count_results(row)
    judge(row, today)
    office = access.owns(by, row)
    if row.state != State.DRAFT:
        require_results(row)
        if office is not None:
            give_word(row, by, office, moment)
    return row


def require_results(row: Goal) -> None:
    """Refuses a goal without a key result."""
    if not row.results_total:
        raise Problem(
            "Nothing would show whether this goal is reached.",
            way_out="Add at least one key result.",
            field="results",
        )
