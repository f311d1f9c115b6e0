"""What the API says about skills, offers, needs and stays."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.ui.api import Id, Line, Text

SkillName = Annotated[str, Field(min_length=1, max_length=80)]
LevelNumber = Annotated[int, Field(ge=1, le=5)]
WeekShare = Annotated[int, Field(ge=5, le=100)]
VersionRead = Annotated[int, Field(ge=1, le=2**31 - 1)]
SkillKindName = Literal["marketing", "technology", "data", "together"]
StayKind = Literal["embed", "rotation", "pairing", "shadowing", "mentorship"]
Short = Annotated[str, Field(min_length=1, max_length=2000)]


class SkillIn(Schema):
    """A skill; `specialty_id` says whose work in the roadmap needs it."""

    name: SkillName
    kind: SkillKindName
    specialty_id: Id | None = None


class SkillOut(Schema):
    """A skill with how many of either side do it alone, and how many want to learn it."""

    id: int
    name: str
    kind: str
    specialty_id: int | None
    in_marketing: int
    in_it: int
    learners: int


class OwnLevelIn(Schema):
    """One's own level of a skill, 1 to 5."""

    level: LevelNumber
    wants_to_learn: bool = False


class SkillLevelOut(Schema):
    """How well somebody has a skill."""

    id: int
    person_id: int
    skill_id: int
    skill: str
    level: int
    wants_to_learn: bool
    confirmed_by_id: int | None
    confirmed_at: dt.datetime | None

    @staticmethod
    def resolve_skill(row: Any) -> str:
        """Its name."""
        return str(row.skill)


class ConfirmationIn(Schema):
    """The level that was read."""

    level: LevelNumber


class AskedSkillIO(Schema):
    """A skill that a need asks for."""

    skill_id: Id
    least: LevelNumber = 3


class PostingWordsIn(Schema):
    """What offers and needs have in common; `learnt` are skills that can be learnt, or are wished for."""

    title: Annotated[str, Field(min_length=1, max_length=160)]
    kind: StayKind = "embed"
    starts_on: dt.date
    ends_on: dt.date
    share: WeekShare = 40
    learning: Short
    learnt: Annotated[list[Id], Field(max_length=12)] = Field(default_factory=list)


class NeedIn(PostingWordsIn):
    """A team of one's own side wants somebody from the other."""

    team_id: Id | None = None
    adds_to_id: Id | None = None
    asked: Annotated[list[AskedSkillIO], Field(max_length=12)] = Field(default_factory=list)


class OfferIn(PostingWordsIn):
    """Somebody would go; without `person_id`, oneself."""

    person_id: Id | None = None


class PostingChangeIn(Schema):
    """Other days or words; `version` is the one that was read."""

    version: VersionRead
    title: Annotated[str, Field(min_length=1, max_length=160)]
    starts_on: dt.date
    ends_on: dt.date
    share: WeekShare
    learning: Short


class PostingOut(Schema):
    """An offer or a need in a list."""

    id: int
    what: str
    title: str
    kind: str
    side: str
    team_id: int | None
    person_id: int | None
    starts_on: dt.date
    ends_on: dt.date
    share: int
    learning: str
    adds_to_id: int | None
    state: str
    version: int


class OnePostingOut(PostingOut):
    """With its skills."""

    asked: list[AskedSkillIO]
    learnt: list[int]

    @staticmethod
    def resolve_asked(row: Any) -> list[dict[str, int]]:
        """Skills to bring."""
        return [{"skill_id": one.skill_id, "least": one.least} for one in row.skills.all() if one.least]

    @staticmethod
    def resolve_learnt(row: Any) -> list[int]:
        """Skills to learn."""
        return [one.skill_id for one in row.skills.all() if not one.least]


class StayPairOut(Schema):
    """A need and an offer that fit, how well of 100, and why."""

    need_id: int
    offer_id: int
    person_id: int
    score: int
    reasons: list[str]


class LeftAloneOut(Schema):
    """An offer or a need without a partner: what comes nearest, what it lacks, and the smallest change."""

    posting_id: int
    nearest_id: int | None
    lacks: list[str]
    change: str


class MatchOut(Schema):
    """What a match found."""

    pairs: list[StayPairOut]
    needs: list[LeftAloneOut]
    offers: list[LeftAloneOut]


class TeamLeadIn(Schema):
    """Who leads a team."""

    person_id: Id


class TeamLeadOut(Schema):
    """Who leads a team."""

    id: int
    team_id: int
    person_id: int


class WantedOut(Schema):
    """A specialty that the roadmaps' work needs: days, people, and skills that nobody works alone at."""

    specialty_id: int
    name: str
    side: str
    days: Decimal
    people: int
    missing: list[Line]


class TeamAcrossOut(Schema):
    """A team: how many could go, and how many were on the other side."""

    name: Text
    side: str
    people: int
    across: int


class GapsOut(Schema):
    """Numbers only."""

    wanted: list[WantedOut]
    teams: list[TeamAcrossOut]
