"""What the API says about who gets in."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Field, Schema

from lintel.estate.access.picture import Picture, picture_of
from lintel.ui.api import Id, Line, Text

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Whole = Annotated[int, Field(ge=0, le=2**31 - 1)]
RightName = Literal["use", "read", "write", "integrate", "administer"]
PartyKindName = Literal["team", "role", "group", "vendor", "service"]


def _picture(row: Any) -> Picture:
    """The one that came with the row’s page, else that of today."""
    found: Picture | None = getattr(row, "picture", None)
    return found or picture_of(timezone.localdate())


class AccessPartyFacts(Schema):
    """Facts about a party; what is left out of a change stays as it is."""

    kind: PartyKindName | None = None
    name: Line | None = None
    vendor_id: Id | None = None
    outside: bool | None = None
    note: Annotated[Text, Field(max_length=2000)] | None = None


class AccessPartyIn(AccessPartyFacts):
    """A new party."""

    kind: PartyKindName
    name: Line
    people: Whole | None = None


class AccessPartyChange(AccessPartyFacts):
    """Other facts; `version` is the one that was read."""

    version: Version


class AccessPartyOut(Schema):
    """A party; who its people are is not told here. `score` is what its grants come to today."""

    id: int
    kind: str
    name: str
    vendor_id: int | None
    outside: bool
    people: int | None
    note: str
    version: int
    score: float

    @staticmethod
    def resolve_score(row: Any) -> float:
        """What its grants come to today."""
        return round(_picture(row).of_party.get(row.pk, 0.0), 1)


class AccessGrantFacts(Schema):
    """Facts about a grant; what is left out of a change stays as it is."""

    right: RightName | None = None
    reason: Annotated[Text, Field(max_length=1000)] | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    approved_by_id: Id | None = None


class AccessGrantIn(AccessGrantFacts):
    """A new grant."""

    party_id: Id
    system_id: Id
    right: RightName


class AccessGrantChange(AccessGrantFacts):
    """Other facts; `version` is the one that was read."""

    version: Version


class AccessGrantShown(Schema):
    """A grant; `score` is null on days on which it lets nobody in."""

    id: int
    party_id: int
    system_id: int
    right: str
    reason: str
    since: dt.date | None
    until: dt.date | None
    approved_by_id: int | None
    source: str
    attested_on: dt.date | None
    version: int
    score: float | None


class AccessGrantOut(AccessGrantShown):
    """A grant in a list."""

    @staticmethod
    def resolve_score(row: Any) -> float | None:
        """Of today."""
        score = _picture(row).score_of(row.pk)
        return None if score is None else round(score, 1)


class ScoreFactorOut(Schema):
    """One factor of a score, and what it stands for."""

    name: str
    value: float
    because: str


class ScorePartOut(Schema):
    """What one class of data adds to a score, and on which way it is reached."""

    data_id: int
    weight: int
    steps: int
    adds: float
    systems: list[int]


class OneAccessGrantOut(AccessGrantShown):
    """A grant with everything that its score is made of."""

    factors: list[ScoreFactorOut]
    parts: list[ScorePartOut]


class AccessEndIn(Schema):
    """The last day of a grant."""

    until: dt.date


class AccessWishIn(Schema):
    """What shall change about a grant; `narrow_to` with `narrow`."""

    wish: Literal["narrow", "remove"]
    why: Annotated[Text, Field(min_length=1, max_length=2000)]
    narrow_to: RightName | Literal[""] = ""


class MadeRequestOut(Schema):
    """The request that was made."""

    type: str
    id: int


class ReachOut(Schema):
    """A party reaches a class of data, over these systems on the nearest way."""

    party_id: int
    party: str
    data_id: int
    data: str
    systems: list[str]
    steps: int
    right: str
    score: float
    level: str
    grant_ids: list[int]


class ReachesOut(Schema):
    """The riskiest ways; `left_out` says how many more there are."""

    items: list[ReachOut]
    left_out: int


class DataWeightIn(Schema):
    """How much a class of data weighs, and why."""

    weight: Annotated[int, Field(ge=1, le=5)]
    why: Annotated[Line, Field(min_length=1)]


class DataWeightOut(Schema):
    """The weight of a class of data; `said` is false where nobody weighed it."""

    data_id: int
    name: str
    weight: int
    said: bool
    score: float


class CampaignIn(Schema):
    """Which grants are asked about, until when; what is left empty narrows nothing."""

    title: Annotated[Line, Field(min_length=1, max_length=160)]
    introduction: Annotated[Text, Field(max_length=2000)] = ""
    due_on: dt.date
    system_ids: Annotated[list[Id], Field(max_length=500)] = []
    data_ids: Annotated[list[Id], Field(max_length=100)] = []
    party_ids: Annotated[list[Id], Field(max_length=500)] = []
    outside_only: bool = False
    both_owners: bool = False


class CampaignOut(Schema):
    """How far a campaign came."""

    id: int
    title: str
    scope: str
    due_on: dt.date
    closed_at: dt.datetime | None
    asked: int
    answered: int
    keep: int
    narrow: int
    remove: int
    unowned: int


class AttestationOut(Schema):
    """One question to one owner, and the answer."""

    id: int
    campaign_id: int
    grant_id: int
    right: str
    score: Decimal
    person_id: int
    first_asked_id: int | None
    answer: str
    narrow_to: str
    remove_by: dt.date | None
    evidence: str
    answered_at: dt.datetime | None


class AttestationIn(Schema):
    """An owner’s word, for the version of the grant that was read."""

    answer: Literal["keep", "narrow", "remove"]
    version: Version
    narrow_to: RightName | Literal[""] = ""
    remove_by: dt.date | None = None
    evidence: Annotated[Text, Field(max_length=2000)] = ""


class PassOnIn(Schema):
    """Who is asked now."""

    person_id: Id


def without_nothing(given: dict[str, Any], emptiable: set[str]) -> dict[str, Any]:
    """Only what was said: null empties what can be empty, and says nothing of the rest."""
    return {name: value for name, value in given.items() if value is not None or name in emptiable}
