"""Goals that two owners carry, their places in the cascade, key results, and what was measured of them."""

from lintel.goals.objectives.models.goal import Goal, Parenthood
from lintel.goals.objectives.models.results import CheckIn, KeyResult, Measurement
from lintel.goals.objectives.models.words import OWN, Awaits, Health, Outcome, State

__all__ = [
    "OWN",
    "Awaits",
    "CheckIn",
    "Goal",
    "Health",
    "KeyResult",
    "Measurement",
    "Outcome",
    "Parenthood",
    "State",
]
