"""Tables of the portfolio: proposals and their parts, the keys put to them, the board, the one order."""

from lintel.portfolio.proposals.models.acceptance import Acceptance
from lintel.portfolio.proposals.models.board import BoardColumn, Reordering
from lintel.portfolio.proposals.models.bundles import Bundle, Membership
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
from lintel.portfolio.proposals.models.proposal import CONTENT_FIELDS, Proposal
from lintel.portfolio.proposals.models.querysets import LATER, LISTS, PARTS
from lintel.portfolio.proposals.models.templates import ProposalTemplate
from lintel.portfolio.proposals.models.versions import ProposalVersion, Section, SectionOwner
from lintel.portfolio.proposals.models.windows import Window, WindowKind
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
    "CONTENT_FIELDS",
    "FIBONACCI",
    "IMPACTS",
    "IN_BACKLOG",
    "LATER",
    "LISTS",
    "PARTS",
    "RANK_GAP",
    "STANDING",
    "Acceptance",
    "Awaits",
    "Benefit",
    "BoardColumn",
    "Bundle",
    "CriteriaKind",
    "Decision",
    "Effort",
    "Involvement",
    "Letter",
    "Membership",
    "Move",
    "Offer",
    "Origin",
    "Proposal",
    "ProposalTemplate",
    "ProposalVersion",
    "Purpose",
    "Relation",
    "RelationKind",
    "Reordering",
    "Requirement",
    "Section",
    "SectionOwner",
    "Stage",
    "State",
    "Window",
    "WindowKind",
]
