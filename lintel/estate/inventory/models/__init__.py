"""What stands in the estate: elements and how they hang together, contracts, costs, what owners confirm."""

from lintel.estate.inventory.models.contract import Contract, Cost, CostKind, SeatCount
from lintel.estate.inventory.models.element import Element
from lintel.estate.inventory.models.extra import ExtraField, ExtraKind
from lintel.estate.inventory.models.flow import Flow, FlowState, Means
from lintel.estate.inventory.models.kinds import CONTENT, KINDS, Disposition, Kind, Stage
from lintel.estate.inventory.models.relation import RELATIONS, Relation, RelationKind
from lintel.estate.inventory.models.survey import Answer, Ask, Survey

__all__ = [
    "CONTENT", "KINDS", "RELATIONS", "Answer", "Ask", "Contract", "Cost", "CostKind", "Disposition",
    "Element", "ExtraField", "ExtraKind", "Flow", "FlowState", "Kind", "Means", "Relation", "RelationKind",
    "SeatCount", "Stage", "Survey",
]  # fmt: skip
