"""Proposals, keys, backlog and board."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from lintel.portfolio.proposals.schemas.basics import (
    Currency,
    Hash,
    Input,
    Money,
    Name,
    PurposeName,
    Size,
    StateName,
    _exact,
)
from lintel.ui.api import Id, ProblemOut, Text


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
