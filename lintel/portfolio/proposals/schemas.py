"""What the API takes and gives. Bounds are those of the columns: nothing reaches the database too large."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from lintel.ui.api import Id, Line, ProblemOut, Text

Size = Literal[1, 2, 3, 5, 8, 13, 20]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$", max_length=3)]
PurposeName = Literal["approve", "fund", "buy", "stop"]
OfficeName = Literal["marketing", "it"]
StateName = Literal["draft", "offered", "approved", "in_work", "done", "stopped"]
Name = Annotated[Line, StringConstraints(min_length=1)]


def _exact(digits: int, places: int) -> Any:
    return Field(max_digits=digits, decimal_places=places, allow_inf_nan=False)


Money = Annotated[Decimal, Field(ge=0), _exact(14, 2)]
Amount = Annotated[Decimal, _exact(14, 2)]
Days = Annotated[Decimal, Field(ge=0), _exact(7, 1)]


class Input(Schema):
    """Unknown names are refused, so that a misspelt one does not pass unnoticed."""

    model_config = ConfigDict(extra="forbid")


class ProposalIn(Input):
    """A new proposal."""

    title: Name
    problem: Text = ""
    outcome: Text = ""
    marketing_owner: Id | None = None
    it_owner: Id | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    access_impact: Text = ""
    data_impact: Text = ""
    currency: Currency = "EUR"
    one_off_cost: Money | None = None
    run_cost: Money | None = None
    business_value: Size | None = Field(None, description="WSJF.")
    time_criticality: Size | None = Field(None, description="WSJF.")
    risk_opportunity: Size | None = Field(None, description="WSJF.")
    job_size: Size | None = Field(None, description="WSJF.")
    reach: Annotated[int, Field(ge=0, le=10**9)] | None = Field(None, description="RICE: people per quarter.")
    impact: Literal["0.25", "0.5", "1", "2", "3"] | None = Field(None, description="RICE.")
    confidence: Annotated[int, Field(ge=0, le=100)] | None = Field(None, description="RICE: per cent.")
    effort: Annotated[Decimal, Field(ge=Decimal("0.1")), _exact(6, 1)] | None = Field(
        None, description="RICE: person-months."
    )


class ProposalPatch(ProposalIn):
    """What changes; what is left out stays. `version` is the one that was read: see the operation."""

    title: Name = ""
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None


class FieldClash(Schema):
    """A field that two people changed: what it was, what the other wrote, what was sent."""

    field: str
    was: Any = None
    theirs: Any = None
    mine: Any = None


class ClashOut(ProblemOut):
    """409: nothing was written. Where fields clash, what stands in them now and the version to write on."""

    version: int | None = None
    id: int | None = Field(None, description="The part that stands there now.")
    current: dict[str, Any] = Field(default_factory=dict, description="What stands in these fields now.")
    clashes: list[FieldClash] = Field(default_factory=list)


class ProposalOut(Schema):
    """A proposal."""

    id: int
    title: str
    problem: str
    outcome: str
    state: StateName
    awaits: str = Field(description="Whose key it waits for: marketing, it, both or nothing.")
    version: int
    marketing_owner_id: int | None
    it_owner_id: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    access_impact: str
    data_impact: str
    currency: str
    one_off_cost: Decimal | None
    run_cost: Decimal | None
    business_value: int | None
    time_criticality: int | None
    risk_opportunity: int | None
    job_size: int | None
    reach: int | None
    impact: Decimal | None
    confidence: int | None
    effort: Decimal | None
    wsjf: Decimal | None = Field(description="(value + criticality + risk or opportunity) ÷ job size.")
    rice: Decimal | None = Field(description="Reach × impact × confidence ÷ effort.")
    board_column_id: int | None
    imported_key: str
    created_at: dt.datetime
    changed_at: dt.datetime


class RequirementIn(Input):
    """A requirement."""

    text: Annotated[Text, StringConstraints(min_length=1, max_length=4_000)]
    criteria_kind: Literal["checklist", "scenario"] = "checklist"
    criteria: Annotated[Text, StringConstraints(max_length=4_000)] = ""


class RequirementOut(Schema):
    """A requirement."""

    id: int
    text: str
    criteria_kind: str
    criteria: str


class EffortIn(Input):
    """Person-days of one specialty, as a range."""

    specialty: Id
    low: Days
    likely: Days
    high: Days


class EffortOut(Schema):
    """Person-days of one specialty, as a range."""

    id: int
    specialty_id: int
    low: Decimal
    likely: Decimal
    high: Decimal


class BenefitIn(Input):
    """What it brings in one fiscal period, as a range."""

    what: Annotated[Text, StringConstraints(min_length=1, max_length=300)]
    period: Annotated[Line, StringConstraints(min_length=1, max_length=40)]
    period_starts_on: dt.date
    cashable: bool = False
    low: Amount
    likely: Amount
    high: Amount
    definition: Id | None = Field(None, description="The metric that will show it.")
    metric: Line = Field("", description="In words, where no metric exists yet.")


class BenefitOut(Schema):
    """What it brings in one fiscal period, as a range."""

    id: int
    what: str
    period: str
    period_starts_on: dt.date
    cashable: bool
    low: Decimal
    likely: Decimal
    high: Decimal
    definition_id: int | None
    metric: str


class TemplateNameIn(Input):
    """What a template is called and what it is for."""

    name: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    purpose: Annotated[Text, StringConstraints(max_length=300)] = ""


class TemplateOut(Schema):
    """A template."""

    id: int
    name: str
    purpose: str
    version: int
    changed_at: dt.datetime


class WholeTemplateOut(TemplateOut):
    """A template with what it says."""

    document: dict[str, Any]


class StartIn(Input):
    """The title with which a proposal begins."""

    title: Name


class CriterionIn(Input):
    """A criterion, word for word."""

    criterion: Annotated[Text, StringConstraints(min_length=1, max_length=4_000)]


class AcceptanceOut(Schema):
    """A criterion that a side has seen met."""

    id: int
    requirement_id: int
    criterion: str
    side: str
    by_id: int
    at: dt.datetime


class MissingOut(Schema):
    """One thing that is missing, and which side owes it."""

    text: str
    owed_by: str
    blocking: bool


class SectionOut(Schema):
    """A section, who sees to it, and what it lacks; `named` is false where they own the side that owes it."""

    section: str
    label: str
    owners: list[int]
    named: bool
    missing: list[MissingOut]


class ShareOut(Schema):
    """How many of the things that a side owes are there."""

    side: str
    done: int
    total: int


class CompletenessOut(Schema):
    """How complete a proposal is; `ready` says that it can be offered."""

    ready: bool
    whole: ShareOut
    sides: list[ShareOut]
    sections: list[SectionOut]


class SectionOwnerIn(Input):
    """Who sees to a section; null gives it back to the owner of the side that owes it."""

    person: Id | None


class VersionOut(Schema):
    """One version: who made it, when, and the fields and lists that changed with it."""

    number: int
    changed: list[str]
    by_id: int | None
    at: dt.datetime


class WholeVersionOut(VersionOut):
    """One version with everything that it said, as a signature covers it."""

    content: dict[str, Any]


class ChangeOut(Schema):
    """A field or line that differs; one of the two may be empty."""

    label: str
    before: str
    after: str


class BundleIn(Input):
    """What proposals are worth beyond their own benefits if all of them are done."""

    name: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    why: Annotated[Text, StringConstraints(max_length=4_000)] = ""
    currency: Currency = "EUR"
    low: Amount
    likely: Amount
    high: Amount
    members: Annotated[list[Id], Field(max_length=100)] = Field(..., description="Ids of proposals.")


class BundleOut(Schema):
    """What proposals are worth beyond their own benefits if all of them are done."""

    id: int
    name: str
    why: str
    currency: str
    low: Decimal
    likely: Decimal
    high: Decimal
    members: list[int]
    version: int
    dissolved_at: dt.datetime | None


class WindowIn(Input):
    """Days before which the work must be live, or which it must not touch."""

    kind: Literal["before", "avoid"]
    name: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    starts_on: dt.date
    ends_on: dt.date
    event: Id | None = Field(None, description="The event of the market context that it was taken from.")


class WindowOut(Schema):
    """Days before which the work must be live, or which it must not touch."""

    id: int
    kind: str
    name: str
    starts_on: dt.date
    ends_on: dt.date
    event_id: int | None


class RelationIn(Input):
    """How it stands to another proposal."""

    kind: Literal["needs", "excludes"]
    other: Id


class RelationOut(Schema):
    """How it stands to another proposal."""

    id: int
    kind: str
    other_id: int


class InvolvementIn(Input):
    """Who takes which part: a specialty or a person, not both."""

    letter: Literal["R", "A", "C", "I"]
    specialty: Id | None = None
    person: Id | None = None


class InvolvementOut(Schema):
    """Who takes which part."""

    id: int
    letter: str
    specialty_id: int | None
    person_id: int | None


class SignatureIn(Input):
    """What is signed: the hash of the content that was read, and for what."""

    purpose: PurposeName
    content_hash: Hash


class WithdrawalIn(Input):
    """Which key is taken back."""

    purpose: PurposeName


class SignatureOut(Schema):
    """One office's key on one version."""

    id: int
    purpose: str
    version: int
    content_hash: str
    office: str
    signer_id: int
    on_behalf_of_id: int | None
    at: dt.datetime


class OfferOut(Schema):
    """What lies before both offices."""

    version: int
    content_hash: str
    content: dict[str, Any]
    at: dt.datetime


class PlaceIn(Input):
    """Directly after which proposal; null puts it first of all."""

    after: Id | None = Field(..., description="Id of the proposal that it shall stand after.")


class ColumnIn(Input):
    """Where it goes on the board; null is “ready to begin”."""

    column: Id | None
    reason: Annotated[Text, StringConstraints(max_length=1_000)] = Field(
        "", description="Why it goes above the column's limit; only office holders may."
    )


class CardOut(Schema):
    """A proposal on the board."""

    id: int
    title: str
    state: StateName
    moved_at: dt.datetime | None


class LaneOut(Schema):
    """A column of the board with its first 50 cards in the one order; `id` is null for “ready to begin”."""

    id: int | None
    name: str
    wip_limit: int | None
    finishes: bool
    held: int
    cards: list[CardOut]
