"""Bundles, versions, templates, acceptance, and how complete a proposal is."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import StringConstraints

from lintel.portfolio.proposals.schemas.basics import Amount, Currency, Input, Name
from lintel.ui.api import Id, Line, Text


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
