"""Facts about resilience, scenarios with their stress tests, and the building code."""

from lintel.estate.stress.models.code import (
    AGREE,
    Awaits,
    BuildingCode,
    Inspection,
    Rule,
    RuleKind,
    Verdict,
)
from lintel.estate.stress.models.resilience import (
    CONTENT,
    FAILING,
    MONEY,
    SERVES,
    Period,
    Resilience,
    Source,
)
from lintel.estate.stress.models.scenario import Scenario, Trial
from lintel.estate.stress.models.worth import Measure, Worth

__all__ = [
    "AGREE", "CONTENT", "FAILING", "MONEY", "SERVES", "Awaits", "BuildingCode", "Inspection", "Measure",
    "Period", "Resilience", "Rule", "RuleKind", "Scenario", "Source", "Trial", "Verdict", "Worth",
]  # fmt: skip
