"""What the API says about tools that nobody listed."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.audit.signatures import hash_of
from lintel.ui.api import Id, Line, Text

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
DataName = Literal["customers", "staff", "payment", "files", "content", "nothing"]


class ToolNameIn(Schema):
    """A tool that somebody uses; only its name is needed."""

    name: Line
    address: Line = ""
    purpose: Annotated[str, Field(max_length=2000)] = ""
    said_a_month: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)] | None = None
    data_kind: DataName | Literal[""] = ""


class FoundToolOut(Schema):
    """A tool; `score` is its likeness to the entry `candidate_id`, from 0 to 1."""

    id: int
    name: str
    domain: str
    state: str
    match: str
    element_id: int | None
    candidate_id: int | None
    score: float | None
    reason: str
    purpose: str
    named_at: dt.datetime | None
    guess: str
    guess_reason: str
    data_kind: str
    first_on: dt.date | None
    last_on: dt.date | None
    uses: int
    people: int
    spent: Decimal | None
    currency: str
    awaits: str
    version: int


class ToolTeamOut(Schema):
    """How one team uses a tool."""

    team: str
    first: dt.date
    last: dt.date
    uses: int
    people: int


class ToolOutcomeOut(Schema):
    """The answer that stands; `content_hash` is what a key is put to."""

    id: int
    way: str
    reason: str
    business_owner_id: int | None
    technical_owner_id: int | None
    serves_id: int | None
    replaced_by_id: int | None
    replaced_on: dt.date | None
    limits: str
    until: dt.date | None
    follow_up_on: dt.date
    follow_up_by_id: int
    look_on: dt.date | None
    followed_at: dt.datetime | None
    version: int
    awaits: str
    decided_at: dt.datetime | None
    element_id: int | None
    content_hash: str

    @staticmethod
    def resolve_content_hash(row: Any) -> str:
        """What a key is put to."""
        return hash_of(row)


class OneFoundToolOut(FoundToolOut):
    """A tool with the teams that use it, and the answer that stands."""

    teams: list[ToolTeamOut]
    outcome: ToolOutcomeOut | None


class ToolPersonOut(Schema):
    """Somebody who uses a tool."""

    person_id: int
    name: str
    uses: int
    last_on: dt.date


class ToolPlaceIn(Schema):
    """What a tool is: a system of the inventory, another tool, nothing that is listed, or no tool."""

    what: Literal["entry", "other", "unlisted", "no_tool"]
    element_id: Id | None = None
    other_id: Id | None = None
    why: Line = ""
    version: Version


class ToolDataIn(Schema):
    """What data goes in."""

    data_kind: DataName
    version: Version


class ToolOutcomeIn(Schema):
    """What is to become of a tool; what belongs to another way is left out."""

    way: Literal["adopt", "replace", "sandbox"]
    reason: Annotated[str, Field(max_length=2000)]
    business_owner_id: Id | None = None
    technical_owner_id: Id | None = None
    serves_id: Id | None = None
    replaced_by_id: Id | None = None
    replaced_on: dt.date | None = None
    limits: Annotated[str, Field(max_length=2000)] = ""
    until: dt.date | None = None
    follow_up_on: dt.date
    follow_up_by_id: Id
    version: Version


class ToolKeyIn(Schema):
    """The content that was read."""

    content_hash: Annotated[str, Field(max_length=64)]


class ToolFollowUpIn(Schema):
    """How it stands, and perhaps when somebody looks again."""

    said: Text
    next_on: dt.date | None = None


class ToolReopenIn(Schema):
    """Why it is taken up again."""

    why: Text


class LogFileOut(Schema):
    """A file that was looked through."""

    id: int
    kind: str
    source: str
    first_at: dt.datetime
    last_at: dt.datetime
    lines: int
    telling: int
    tools: int
    at: dt.datetime


class AmnestyIn(Schema):
    """Days in which people name their tools."""

    title: Annotated[str, Field(min_length=1, max_length=120)]
    words: Annotated[str, Field(max_length=2000)] = ""
    starts: dt.date
    ends: dt.date


class AmnestyOut(AmnestyIn):
    """An amnesty, and how many tools were named in it."""

    id: int
    title: str
    words: str
    named: int
    ended_at: dt.datetime | None


class NameClearanceIn(Schema):
    """Who may see names, what for, and for which days."""

    person_id: Id
    reason: Line
    starts: dt.date
    ends: dt.date


class NameClearanceOut(NameClearanceIn):
    """Somebody’s leave to see names."""

    id: int
    given_by_id: int | None
    ended_at: dt.datetime | None
