"""What the API says about the estate."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.ui.api import Id, Line, Text

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
KindName = Literal["touchpoint", "capability", "system", "data", "vendor", "region", "environment"]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Whole = Annotated[int, Field(ge=0, le=2**31 - 1)]


class ElementFacts(Schema):
    """Facts about an entry; what is left out of a change stays as it is."""

    name: Line | None = None
    description: Text | None = None
    business_owner_id: Id | None = None
    technical_owner_id: Id | None = None
    live_from: dt.date | None = None
    phase_out_from: dt.date | None = None
    retired_from: dt.date | None = None
    disposition: Literal["", "tolerate", "invest", "migrate", "eliminate"] | None = None
    criticality: Annotated[int, Field(ge=1, le=4)] | None = None
    address: Annotated[str, Field(max_length=300)] | None = None
    extra: dict[Line, Any] | None = None


class ElementIn(ElementFacts):
    """A new entry; `key` is what another tool calls it."""

    kind: KindName
    name: Line
    key: Line = ""


class ElementChange(ElementFacts):
    """Other facts; `version` is the one that was read."""

    version: Version


class ElementOut(Schema):
    """An entry in a list."""

    id: int
    kind: str
    name: str
    key: str
    stage: str
    description: str
    business_owner_id: int | None
    technical_owner_id: int | None
    live_from: dt.date | None
    phase_out_from: dt.date | None
    retired_from: dt.date | None
    disposition: str
    criticality: int | None
    address: str
    extra: dict[str, Any]
    version: int
    changed_at: dt.datetime
    confirmed_at: dt.datetime | None


class ElementRelationOut(Schema):
    """What it is to another entry, as seen from it; `outward` is false for what others are to it."""

    id: int
    kind: str
    element_id: int
    name: str
    outward: bool
    instead: str


class ElementThingOut(Schema):
    """Something that has to do with an entry."""

    name: str
    url: str
    note: str


class ElementBesideOut(Schema):
    """Things of one kind that have to do with an entry: requests, proposals, goals, purchases, access."""

    title: str
    things: list[ElementThingOut]


class OneElementOut(ElementOut):
    """An entry with what it hangs together with, and how much is known about it."""

    relations: list[ElementRelationOut]
    quality: float
    missing: list[str]


class ElementRelationIn(Schema):
    """What this entry is to another."""

    kind: Literal["serves", "needs", "holds", "supplied_by", "runs_in", "part_of"]
    target_id: Id
    instead: Annotated[str, Field(max_length=60)] = ""


class ElementCostIn(Schema):
    """What an entry cost in the month of this day."""

    month: dt.date
    kind: Literal["licence", "run", "people", "project"] = "run"
    amount: Money
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"


class ElementCostOut(Schema):
    """What an entry cost in a month."""

    month: dt.date
    kind: str
    amount: Decimal
    currency: str


class ReadVersion(Schema):
    """Which version was read."""

    version: Version


class FlowFacts(Schema):
    """Facts about a data flow; what is left out of a change stays as it is."""

    name: Line | None = None
    source_id: Id | None = None
    target_id: Id | None = None
    state: Literal["planned", "live", "broken", "retired"] | None = None
    means: Literal["api", "event", "file", "database", "hand"] | None = None
    records_a_day: Annotated[int, Field(ge=0, le=2**62)] | None = None
    description: Text | None = None
    data_ids: list[Id] | None = None


class DataFlowIn(FlowFacts):
    """A new flow."""

    name: Line
    source_id: Id
    target_id: Id
    key: Line = ""


class DataFlowChange(FlowFacts):
    """Other facts; `version` is the one that was read."""

    version: Version


class DataFlowOut(Schema):
    """A data flow."""

    id: int
    name: str
    key: str
    source_id: int
    target_id: int
    state: str
    means: str
    records_a_day: int | None
    description: str
    data_ids: list[int]
    version: int
    changed_at: dt.datetime

    @staticmethod
    def resolve_data_ids(row: Any) -> list[int]:
        """The data classes it carries."""
        return [one.pk for one in row.data.all()]


class ContractFacts(Schema):
    """Terms of a contract; what is left out of a change stays as it is."""

    title: Line | None = None
    key: Annotated[str, Field(max_length=120)] | None = None
    vendor_id: Id | None = None
    owner_id: Id | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    renews: bool | None = None
    notice_days: Whole | None = None
    a_year: Money | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    seats: Whole | None = None
    system_ids: list[Id] | None = None


class ContractIn(ContractFacts):
    """A new contract."""

    title: Line
    vendor_id: Id


class ContractChange(ContractFacts):
    """Other terms; `version` is the one that was read."""

    version: Version


class ContractOut(Schema):
    """A contract; `notice_by` is the last day to say no."""

    id: int
    title: str
    key: str
    vendor_id: int
    owner_id: int | None
    system_ids: list[int]
    starts_on: dt.date | None
    ends_on: dt.date | None
    renews: bool
    notice_days: int
    notice_by: dt.date | None
    a_year: Decimal | None
    currency: str
    seats: int | None
    seats_used: int | None
    version: int

    @staticmethod
    def resolve_system_ids(row: Any) -> list[int]:
        """The systems it covers."""
        return [one.pk for one in row.systems.all()]


class SeatCountIO(Schema):
    """Seats in use on a day."""

    used: Whole
    day: dt.date


class ExtraFieldOut(Schema):
    """A further field of a kind."""

    id: int
    of: str
    name: str
    label: str
    kind: str
    choices: list[str]
    asked: bool


class SurveyIn(Schema):
    """Whom to ask about what, until when."""

    title: Line
    introduction: Text = ""
    due_on: dt.date
    kinds: Annotated[list[KindName], Field(min_length=1)]
    stale_only: bool = False


class SurveyOut(Schema):
    """How far a survey came."""

    id: int
    title: str
    introduction: str
    due_on: dt.date
    closed_at: dt.datetime | None
    asked: int
    answered: int


class AskOut(Schema):
    """One question to one owner."""

    id: int
    element_id: int
    person_id: int
    answer: str
    version: int | None
    answered_at: dt.datetime | None


class AskAnswerIn(Schema):
    """An owner’s word, for the version that was read."""

    answer: Literal["right", "changed", "not_mine", "gone"]
    version: Version
