"""Tables of what was promised, and of what came of it."""

from lintel.portfolio.outcomes.models.actuals import Actual, CostKind
from lintel.portfolio.outcomes.models.measured import TOLD, Measurement
from lintel.portfolio.outcomes.models.outcome import Cause, Outcome, Review
from lintel.portfolio.outcomes.models.promise import MEASURE, Arrangement, Promise, PromisedBenefit
from lintel.portfolio.outcomes.models.words import (
    CONCLUDE,
    STATE,
    Extent,
    Found,
    OutcomeNote,
    Statement,
    Verdict,
)

__all__ = [
    "CONCLUDE",
    "MEASURE",
    "STATE",
    "TOLD",
    "Actual",
    "Arrangement",
    "Cause",
    "CostKind",
    "Extent",
    "Found",
    "Measurement",
    "Outcome",
    "OutcomeNote",
    "Promise",
    "PromisedBenefit",
    "Review",
    "Statement",
    "Verdict",
]
