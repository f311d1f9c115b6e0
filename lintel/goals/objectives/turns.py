"""Whose word is missing on a goal, as the two posts show it, and for how long."""

import datetime as dt

from lintel.audit.sides import OFFICES, Office
from lintel.goals.objectives.models import Goal, Health, Outcome, State
from lintel.ui.components import Turn, Word
from lintel.ui.saying import days, days_since

SHORT = {Office.MARKETING: "Marketing", Office.IT: "IT"}
TONES: dict[str, str] = {
    State.DRAFT: "quiet", State.OFFERED: "waiting", State.OWNED: "both", State.CLOSED: "quiet",
}  # fmt: skip
HEALTH_TONES: dict[str, str] = {
    Health.ON_TRACK: "good", Health.AT_RISK: "warning", Health.OFF_TRACK: "bad", Health.UNKNOWN: "quiet",
}  # fmt: skip
OUTCOME_TONES: dict[str, str] = {
    Outcome.REACHED: "good", Outcome.PARTLY: "warning", Outcome.MISSED: "bad", Outcome.WITHDRAWN: "quiet",
}  # fmt: skip


def turn_of(goal: Goal, today: dt.date) -> Turn:
    """The badge of a goal; the owners' keys and what is awaited are enough."""
    if goal.state == State.DRAFT:
        own = Office(goal.created_office)
        words = {own: Word.MISSING, own.other: Word.NOT_NEEDED}
        return Turn(words[Office.MARKETING], words[Office.IT], "Not offered yet")
    if goal.state == State.CLOSED:
        return Turn(Word.NOT_NEEDED, Word.NOT_NEEDED, f"Closed: {goal.get_outcome_display().lower()}")
    return Turn.awaiting(goal.awaits, _text(goal, goal.awaited, today))


def _text(goal: Goal, missing: list[Office], today: dt.date) -> str:
    if not missing:
        return "Both own it"
    if goal.state == State.OWNED:
        return f"{SHORT[missing[0]]}: {goal.get_outcome_display().lower()}?"
    unowned = [office for office in missing if office in goal.sides_without_owner]
    silent = days_since(goal.waiting_since, today)
    age = f", {days(silent)}" if silent else ""
    if unowned:
        return f"No owner in {SHORT[unowned[0]]}{age}"
    if len(missing) == len(OFFICES):
        return f"Both words missing{age}"
    return f"{SHORT[missing[0]]}’s word missing{age}"


def silent_days(goal: Goal, today: dt.date) -> int:
    """For how long a word has been awaited."""
    return days_since(goal.waiting_since, today) if goal.awaits else 0
