"""Tables of the portfolio: proposals and their parts, the keys put to them, the board, the one order."""

from lintel.portfolio.proposals.models.board import BoardColumn, Reordering
from lintel.portfolio.proposals.models.keys import Decision, Offer, Purpose
from lintel.portfolio.proposals.models.moves import Move, Origin, Stage
from lintel.portfolio.proposals.models.parts import (
    Benefit,
    CriteriaKind,
    Effort,
    Involvement,
    Letter,
    Relation,
    RelationKind,
    Requirement,
)
from lintel.portfolio.proposals.models.proposal import Proposal
from lintel.portfolio.proposals.models.words import (
    FIBONACCI,
    IMPACTS,
    IN_BACKLOG,
    RANK_GAP,
    STANDING,
    Awaits,
    State,
)

__all__ = [
    "FIBONACCI",
    "IMPACTS",
    "IN_BACKLOG",
    "RANK_GAP",
    "STANDING",
    "Awaits",
    "Benefit",
    "BoardColumn",
    "CriteriaKind",
    "Decision",
    "Effort",
    "Involvement",
    "Letter",
    "Move",
    "Offer",
    "Origin",
    "Proposal",
    "Purpose",
    "Relation",
    "RelationKind",
    "Reordering",
    "Requirement",
    "Stage",
    "State",
]
