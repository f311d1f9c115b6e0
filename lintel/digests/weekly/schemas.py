"""What the API says about digests."""

import datetime as dt
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from lintel.ui.api import Line, storable

Hour = Annotated[int, Field(ge=0, le=23)]
Weekday = Annotated[int, Field(ge=0, le=6, description="0 is Monday.")]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]
SectionName = Literal["waits", "news", "decided", "returned", "changed"]


class DigestOut(Schema):
    """A digest that was made; `counts` says how much stood in it then."""

    id: int
    scope: str
    starts_on: dt.date
    ends_on: dt.date = Field(description="The first day that is not in it.")
    time_zone: str
    made_at: dt.datetime
    counts: dict[str, int]


class DigestWaitOut(Schema):
    """One thing that waits."""

    title: str
    url: str
    what: str
    due: dt.date | None


class DigestLineOut(Schema):
    """One line: a thing, and what is said about it."""

    title: str
    url: str
    text: str
    why: str = ""


class DigestContentOut(DigestOut):
    """What stands in it, as the caller may see it now."""

    waits: list[DigestWaitOut]
    news: list[DigestLineOut]
    decided: list[DigestLineOut]
    returned: list[DigestLineOut]
    changed: list[DigestLineOut]


class DigestPreferenceIn(Schema):
    """When and how one wants it; `version` is the one that was read, 0 where nothing was said yet."""

    frequency: Literal["weekly", "daily", "never"]
    weekday: Weekday = 0
    hour: Hour = 8
    quiet_from: Hour = 19
    quiet_until: Hour = 7
    sections: list[SectionName] = ["waits", "news", "decided", "returned", "changed"]
    when_empty: Literal["nothing", "line"] = "nothing"
    version: Version


class DigestPreferenceOut(Schema):
    """When and how one wants it."""

    frequency: str
    weekday: int
    hour: int
    quiet_from: int
    quiet_until: int
    sections: list[str]
    when_empty: str
    next_at: dt.datetime | None
    version: int


class DigestDeliveryOut(Schema):
    """One digest on its way, and what became of it."""

    id: int
    digest_id: int
    person_id: int | None
    channel_id: int | None
    state: str
    why: str
    attempts: int
    queued_at: dt.datetime
    sent_at: dt.datetime | None


class DigestChannelIn(Schema):
    """A chat that a digest is posted to. The address is never given out again."""

    name: Line
    scope: Literal["company", "marketing", "it"]
    url: Annotated[str, Field(max_length=1_000), AfterValidator(storable)]
    weekday: Weekday = 0
    hour: Hour = 9


class DigestChannelOut(Schema):
    """A channel without its address."""

    id: int
    name: str
    scope: str
    service: str
    weekday: int
    hour: int
    time_zone: str
    next_at: dt.datetime | None
    paused_at: dt.datetime | None
    version: int
