"""What the API says about stays."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.embeds.schemas import Short, VersionRead, WeekShare
from lintel.ui.api import Id

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class ProposeIn(Schema):
    """Who goes for a need: on an offer, or a person; days and share as in the need unless they differ."""

    need_id: Id
    offer_id: Id | None = None
    person_id: Id | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    share: WeekShare | None = None
    learning: Annotated[str, Field(max_length=2000)] = ""


class TermsIn(Schema):
    """Another wording; `version` is the one that was read."""

    version: VersionRead
    starts_on: dt.date
    ends_on: dt.date
    share: WeekShare
    learning: Short
    takes_from_id: Id | None = None
    adds_to_id: Id | None = None


class PlacementOut(Schema):
    """A stay in a list."""

    id: int
    need_id: int
    offer_id: int | None
    person_id: int
    kind: str
    from_side: str
    to_side: str
    from_team_id: int | None
    to_team_id: int | None
    starts_on: dt.date
    ends_on: dt.date
    share: int
    learning: str
    takes_from_id: int | None
    adds_to_id: int | None
    state: str
    reason: str
    version: int


class StayAcceptanceOut(Schema):
    """One of the three words."""

    part: str
    by_id: int
    at: dt.datetime


class LearningNoteOut(Schema):
    """A line of the learning log."""

    at: dt.datetime
    text: str


class StayCheckInOut(Schema):
    """How it went, as one of the three saw it."""

    part: str
    mood: str
    text: str
    at: dt.datetime


class OnePlacementOut(PlacementOut):
    """With its words, the hash to which an acceptance is put, and its end. Log and check-ins are empty for
    those who may not read them."""

    content_hash: str
    acceptances: list[StayAcceptanceOut]
    notes: list[LearningNoteOut]
    check_ins: list[StayCheckInOut]
    closing: str
    figures: dict[str, Any]
    caveat: str


class StayAcceptanceIn(Schema):
    """For which part, and the hash of exactly what was read."""

    part: Literal["person", "giving", "receiving"]
    content_hash: Hash


class WhyIn(Schema):
    """A reason."""

    reason: Annotated[str, Field(min_length=1, max_length=1000)]


class LearningNoteIn(Schema):
    """What was learnt."""

    text: Annotated[str, Field(min_length=1, max_length=4000)]


class StayCheckInIn(Schema):
    """How it goes."""

    mood: Literal["well", "mixed", "stuck"]
    text: Short


class ClosingIn(Schema):
    """What stays."""

    words: Annotated[str, Field(min_length=1, max_length=4000)]
