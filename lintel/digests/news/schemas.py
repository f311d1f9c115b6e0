"""What the API says about news."""

import datetime as dt
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from lintel.digests.news.models import MOST_SIGNS
from lintel.ui.api import Id, Line, Text, storable

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class AnnouncementIn(Schema):
    """What is told to whom."""

    title: Line
    text: Text
    audience: Literal["company", "marketing", "it"]
    pinned_until: dt.date | None = None
    asks_word: bool = False


class AnnouncementChange(Schema):
    """Other words; `version` is the one that was read."""

    title: Line
    text: Text
    pinned_until: dt.date | None = None
    asks_word: bool = False
    version: Version


class AnnouncementRead(Schema):
    """The version that was read."""

    version: Version


class AnnouncementOut(Schema):
    """An announcement."""

    id: int
    title: str
    text: str
    audience: str
    author_id: int
    pinned_until: dt.date | None
    asks_word: bool
    published_at: dt.datetime
    changed_at: dt.datetime
    withdrawn_at: dt.datetime | None
    version: int


class StatusUpdateIn(Schema):
    """How a thing stands, in at most 280 characters."""

    object_type: Line = Field(description="The type of the thing, such as `objectives.goal`.")
    object_id: Id
    health: Literal["on_track", "at_risk", "off_track"]
    text: Annotated[str, Field(max_length=MOST_SIGNS), AfterValidator(storable)]


class StatusUpdateOut(Schema):
    """A status update."""

    id: int
    object_type: str
    object_id: str
    health: str
    text: str
    author_id: int
    at: dt.datetime


class RhythmIn(Schema):
    """Who says every so many days how a thing stands."""

    object_type: Line
    object_id: Id
    person_id: Id
    days: Annotated[int, Field(ge=1, le=120)]


class RhythmOut(Schema):
    """A promised update."""

    object_type: str
    object_id: str
    person_id: int
    days: int
    next_on: dt.date


class LoggedDecisionOut(Schema):
    """A decision with its reasons, as its ledger entry keeps it."""

    id: int
    at: dt.datetime
    actor_id: int | None
    action: str
    kind: str
    sentence: str
    why: str
    object_type: str
    object_id: str
    title: str
    url: str
