"""A roadmap's inputs, the searches over them, and the plans they found."""

from lintel.portfolio.roadmaps.models.entries import MOST_WORTH, BundleWorth, Entry, Way, WayEffort
from lintel.portfolio.roadmaps.models.frame import MOST_PERIODS, Budget, Capacity, Roadmap, Scope, Unit
from lintel.portfolio.roadmaps.models.plans import PUBLISH, Kind, Mark, Plan, PlanState, Search

__all__ = [
    "MOST_PERIODS",
    "MOST_WORTH",
    "PUBLISH",
    "Budget",
    "BundleWorth",
    "Capacity",
    "Entry",
    "Kind",
    "Mark",
    "Plan",
    "PlanState",
    "Roadmap",
    "Scope",
    "Search",
    "Unit",
    "Way",
    "WayEffort",
]
