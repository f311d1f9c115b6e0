"""The room's tables: what is asked, what is answered, what comes of it."""

from lintel.intake.models.answers import (
    Alternative,
    AlternativeKind,
    Answer,
    AnswerKind,
    Reason,
    Reply,
    ReplyKind,
    Settlement,
)
from lintel.intake.models.requests import Request, State, Vote
from lintel.intake.models.types import Addressee, RequestType

__all__ = [
    "Addressee",
    "Alternative",
    "AlternativeKind",
    "Answer",
    "AnswerKind",
    "Reason",
    "Reply",
    "ReplyKind",
    "Request",
    "RequestType",
    "Settlement",
    "State",
    "Vote",
]
