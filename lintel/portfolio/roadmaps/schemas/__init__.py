"""What goes in and out of the API of roadmaps."""

from lintel.portfolio.roadmaps.schemas.inputs import (
    BudgetIn,
    BudgetOut,
    BundleWorthIn,
    DaysIn,
    DaysOut,
    FrameChangeIn,
    FrameIn,
    InputsOut,
    PlannedBundleOut,
    PlannedProposalIn,
    PlannedProposalOut,
    ProposalsIn,
    RoadmapIn,
    RoadmapOut,
)
from lintel.portfolio.roadmaps.schemas.plans import (
    PlanOut,
    PlanSignatureIn,
    SearchIn,
    SearchOut,
    WholePlanOut,
)
from lintel.portfolio.roadmaps.schemas.ways import (
    WayDaysIn,
    WayDaysOut,
    WayIn,
    WayOut,
)

__all__ = [
    "BudgetIn",
    "BudgetOut",
    "BundleWorthIn",
    "DaysIn",
    "DaysOut",
    "FrameChangeIn",
    "FrameIn",
    "InputsOut",
    "PlanOut",
    "PlanSignatureIn",
    "PlannedBundleOut",
    "PlannedProposalIn",
    "PlannedProposalOut",
    "ProposalsIn",
    "RoadmapIn",
    "RoadmapOut",
    "SearchIn",
    "SearchOut",
    "WayDaysIn",
    "WayDaysOut",
    "WayIn",
    "WayOut",
    "WholePlanOut",
]
