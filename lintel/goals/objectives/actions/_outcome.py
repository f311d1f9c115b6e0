"""How a goal ends: both owners’ words, or one where it was never owned."""

import datetime as dt

from lintel.audit.sides import Office
from lintel.goals.objectives.models import Goal, Outcome, State
from lintel.ui.problems import Problem


def say(row: Goal, outcome: str, note: str, office: Office, moment: dt.datetime) -> None:
    """One owner’s word on how an owned goal ended; with the same word of the other it is closed."""
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


def withdraw(row: Goal, outcome: str, note: str, moment: dt.datetime) -> None:
    """What both never carried ends by one word."""
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
