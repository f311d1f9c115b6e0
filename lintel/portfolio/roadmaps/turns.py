"""Whose key is missing on a plan."""

from lintel.audit.sides import OFFICES
from lintel.portfolio.roadmaps.models import Plan, PlanState
from lintel.ui.components import Turn, Word

TONES = {
    PlanState.FOUND: "quiet", PlanState.OFFERED: "waiting", PlanState.PUBLISHED: "good",
    PlanState.REPLACED: "quiet",
}  # fmt: skip


def turn_of(plan: Plan) -> Turn:
    """The badge of a plan."""
    if plan.state == PlanState.FOUND:
        return Turn(Word.MISSING, Word.MISSING, "Not laid before the offices")
    marketing, it = (Word.MISSING if plan.awaits in {office, "both"} else Word.GIVEN for office in OFFICES)
    text = {"marketing": "Marketing’s key", "it": "IT’s key", "both": "Both keys"}.get(plan.awaits, "")
    return Turn(marketing, it, text or f"{plan.get_state_display()} by both")
