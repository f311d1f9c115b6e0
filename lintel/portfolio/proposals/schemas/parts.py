"""The rows of a proposal's lists."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from lintel.portfolio.proposals.schemas.basics import Amount, Days, Input
from lintel.ui.api import Id, Line, Text


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
