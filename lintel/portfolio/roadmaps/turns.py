"""Whose key is missing on a plan."""

from lintel.portfolio.roadmaps.models import Plan, PlanState
from lintel.ui.components import AWAITED_KEYS, Turn, Word

TONES = {
    PlanState.FOUND: "quiet", PlanState.OFFERED: "waiting", PlanState.PUBLISHED: "good",
    PlanState.REPLACED: "quiet",
}  # fmt: skip


def turn_of(plan: Plan) -> Turn:
    """The badge of a plan."""
    if plan.state == PlanState.FOUND:
        return Turn(Word.MISSING, Word.MISSING, "Not laid before the offices")
    done = f"{plan.get_state_display()} by both"
    return Turn.awaiting(plan.awaits, AWAITED_KEYS.get(plan.awaits, done))
