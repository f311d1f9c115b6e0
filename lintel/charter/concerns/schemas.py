"""What goes in and out of the API of concerns."""

import datetime as dt
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.charter.concerns.models import Concern
from lintel.charter.concerns.turns import turn_of
from lintel.ui.api import Id, Line, Text

KindName = Literal[
    "cost", "access_risk", "resilience", "law", "speed", "growth", "customer_experience", "skills", "other"
]
Step = Annotated[int, Field(ge=0, le=2**31 - 1, description="The last step that was read.")]
Words = Annotated[Text, Field(min_length=1)]


class ConcernIn(Schema):
    """A concern in its owner's words."""

    model_config = ConfigDict(extra="forbid")

    kind: KindName
    title: Annotated[Line, Field(min_length=1)]
    text: Words


class ConcernPatch(ConcernIn):
    """New words for it."""

    step: Step


class ConcernWordIn(Schema):
    """What is said on it: played back, corrected, understood, or laid to rest."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["play_back", "understood", "correct", "lay_to_rest"]
    step: Step
    text: Text = Field("", description="Needed by all but `understood`.")


class ConcernAnswerIn(Schema):
    """What answers it, by type and number, such as `portfolio.proposal` 7."""

    model_config = ConfigDict(extra="forbid")

    type: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=60)]
    id: Id


class ConcernAnswerOut(Schema):
    """Something that answers a concern."""

    title: str
    url: str


class OwnerOut(Schema):
    """Whose concern it is."""

    id: int
    name: str
    side: str


class PlayBackOut(Schema):
    """One round."""

    round: int
    version: int
    office: str
    text: str
    by: OwnerOut
    at: dt.datetime
    verdict: str
    correction: str


class ConcernOut(Schema):
    """A concern and where it stands."""

    id: int
    office: str
    owner: OwnerOut
    kind: str
    title: str
    text: str
    state: str
    version: int
    round: int
    step: int
    awaits: str
    silent_days: int
    whose_word: str

    @staticmethod
    def resolve_silent_days(row: Concern) -> int:
        """How long a word has been missing."""
        return row.silent_days(timezone.localdate())

    @staticmethod
    def resolve_whose_word(row: Concern) -> str:
        """In a few words."""
        return turn_of(row, timezone.localdate()).label
