"""Whose signature is missing on a reward rule."""

from lintel.audit.sides import OFFICES, Office
from lintel.goals.rewards.models import RewardRule
from lintel.ui.components import Turn, Word


def turn_of(rule: RewardRule) -> Turn:
    """The badge of a rule."""
    missing = rule.awaited
    words = {office: Word.MISSING if office in missing else Word.GIVEN for office in OFFICES}
    text = "Both signed" if not missing else ""
    if missing and rule.goal_version != rule.goal.version:
        text = "Void: the goal was worded anew"
    elif len(missing) == 1:
        text = f"{'Marketing' if missing[0] == Office.MARKETING else 'IT'} has not signed"
    return Turn(words[Office.MARKETING], words[Office.IT], text or "Neither has signed")
