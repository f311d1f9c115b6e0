"""Skills, offers and needs, and the placements in which somebody works on the other side."""

from lintel.embeds.models.placements import (
    ACROSS,
    ENDED,
    SPOKEN_FOR,
    TONES,
    Acceptance,
    CheckIn,
    Closing,
    LearningNote,
    Mood,
    Part,
    Placement,
    State,
)
from lintel.embeds.models.postings import POSTING_TONES, Kind, Posting, PostingSkill, PostingState, Use, What
from lintel.embeds.models.skills import ALONE, ANCHORS, Level, Skill, SkillKind, SkillLevel, TeamLead

__all__ = [
    "ACROSS",
    "ALONE",
    "ANCHORS",
    "ENDED",
    "POSTING_TONES",
    "SPOKEN_FOR",
    "TONES",
    "Acceptance",
    "CheckIn",
    "Closing",
    "Kind",
    "LearningNote",
    "Level",
    "Mood",
    "Part",
    "Placement",
    "Posting",
    "PostingSkill",
    "PostingState",
    "Skill",
    "SkillKind",
    "SkillLevel",
    "State",
    "TeamLead",
    "Use",
    "What",
]
