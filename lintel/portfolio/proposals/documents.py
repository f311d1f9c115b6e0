"""A proposal as a document: everything in it in one JSON object, with names instead of this house's numbers.

Files, templates and programs share it. `ProposalDocument` is its schema; what does not fit is refused with
the place and the reason.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field
from pydantic import StringConstraints, model_validator

from lintel.audit.sides import Side
from lintel.portfolio.proposals.merging import plain_value
from lintel.portfolio.proposals.models import (
    Benefit,
    Effort,
    Involvement,
    Proposal,
    Relation,
    Requirement,
    Window,
)
from lintel.portfolio.proposals.schemas import (
    Amount,
    Currency,
    Days,
    Input,
    Money,
    Name,
    RequirementIn,
    Size,
    TemplateNameIn,
)
from lintel.ui.api import Id, Line, Text

FORMAT: Literal["lintel.proposal/1"] = "lintel.proposal/1"
OWNERS = {"marketing_owner": Side.MARKETING, "it_owner": Side.IT}
MODELS: dict[str, type[Any]] = {
    "requirements": Requirement,
    "efforts": Effort,
    "involvements": Involvement,
    "benefits": Benefit,
    "relations": Relation,
    "windows": Window,
}
NAMES = {"specialty": "name", "person": "email", "definition": "slug"}
Number = Annotated[Id | None, Field(description="The number of the row in the house it comes from.")]


def _rising(low: Decimal, likely: Decimal, high: Decimal) -> None:
    if not low <= likely <= high:
        raise ValueError("at least, most likely and at most have to rise, in this order")


class RequirementDocument(RequirementIn):
    """A requirement with its acceptance criteria."""

    number: Number = None


class EffortDocument(Input):
    """Person-days of one kind of specialist, by its name, as a range."""

    number: Number = None
    specialty: Line
    low: Days
    likely: Days
    high: Days

    @model_validator(mode="after")
    def rises(self) -> "EffortDocument":
        """A range in order."""
        _rising(self.low, self.likely, self.high)
        return self


class InvolvementDocument(Input):
    """Who takes which part: a kind of specialist by its name, or a person by e-mail."""

    number: Number = None
    letter: Literal["R", "A", "C", "I"]
    specialty: Line = ""
    person: Line = ""

    @model_validator(mode="after")
    def names_one(self) -> "InvolvementDocument":
        """One of the two."""
        if bool(self.specialty) == bool(self.person):
            raise ValueError("name either a kind of specialist or a person")
        return self


class BenefitDocument(Input):
    """What it brings in one fiscal period, as a range; `definition` is a metric by its name in formulas."""

    number: Number = None
    what: Annotated[Text, StringConstraints(min_length=1, max_length=300)]
    period: Annotated[Line, StringConstraints(min_length=1, max_length=40)]
    period_starts_on: dt.date
    cashable: bool = False
    low: Amount
    likely: Amount
    high: Amount
    definition: Line = ""
    metric: Line = ""

    @model_validator(mode="after")
    def rises(self) -> "BenefitDocument":
        """A range in order."""
        _rising(self.low, self.likely, self.high)
        return self


class RelationDocument(Input):
    """How it stands to another proposal, by that one's number; its title, if given, has to agree."""

    number: Number = None
    kind: Literal["needs", "excludes"]
    other: Id
    other_title: Line = ""


class WindowDocument(Input):
    """Days before which the work must be live, or which it must not touch."""

    number: Number = None
    kind: Literal["before", "avoid"]
    name: Annotated[Line, StringConstraints(min_length=1, max_length=120)]
    starts_on: dt.date
    ends_on: dt.date

    @model_validator(mode="after")
    def runs(self) -> "WindowDocument":
        """Days in order."""
        if self.ends_on < self.starts_on:
            raise ValueError("the last day lies before the first")
        return self


class ProposalDocument(Input):
    """Everything in a proposal. Owners are e-mails; `number` finds it again where its title agrees."""

    format: Literal["lintel.proposal/1"] = FORMAT
    number: Id | None = None
    key: Annotated[Line, StringConstraints(max_length=120)] = ""
    title: Name
    problem: Text = ""
    outcome: Text = ""
    marketing_owner: Line = ""
    it_owner: Line = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    access_impact: Text = ""
    data_impact: Text = ""
    currency: Currency = "EUR"
    one_off_cost: Money | None = None
    run_cost: Money | None = None
    business_value: Size | None = None
    time_criticality: Size | None = None
    risk_opportunity: Size | None = None
    job_size: Size | None = None
    reach: Annotated[int, Field(ge=0, le=10**9)] | None = None
    impact: Decimal | None = None
    confidence: Annotated[int, Field(ge=0, le=100)] | None = None
    effort: Annotated[Decimal, Field(ge=Decimal("0.1"), max_digits=6, decimal_places=1)] | None = None
    requirements: list[RequirementDocument] = []
    efforts: list[EffortDocument] = []
    involvements: list[InvolvementDocument] = []
    benefits: list[BenefitDocument] = []
    relations: list[RelationDocument] = []
    windows: list[WindowDocument] = []
    section_owners: dict[str, Line] = Field(default_factory=dict, description="E-mails by section.")


class TemplateIn(TemplateNameIn):
    """A template out of a proposal by its id, or out of a document of its own."""

    proposal: Id | None = None
    document: ProposalDocument | None = None

    @model_validator(mode="after")
    def has_one(self) -> "TemplateIn":
        """One of the two."""
        if (self.proposal is None) == (self.document is None):
            raise ValueError("name a proposal or give a document")
        return self


LISTS: dict[str, Any] = {
    "requirements": RequirementDocument,
    "efforts": EffortDocument,
    "involvements": InvolvementDocument,
    "benefits": BenefitDocument,
    "relations": RelationDocument,
    "windows": WindowDocument,
}
SCALARS = tuple(
    name
    for name in ProposalDocument.model_fields
    if name not in {*LISTS, *OWNERS, "format", "number", "key", "section_owners"}
)


def reason_of(fault: Mapping[str, Any]) -> str:
    """What the schema finds wrong in one place, as a sentence."""
    return f"{str(fault['msg']).removeprefix('Value error, ')}."


def rows_in_full() -> Any:
    """Proposals with all that their documents name, in a fixed number of queries."""
    return Proposal.objects.with_people().prefetch_related(
        "requirements",
        "efforts__specialty",
        "involvements__specialty",
        "involvements__person",
        "benefits__definition",
        "relations__other",
        "windows",
        "section_owners__person",
    )


def document(proposal: Proposal) -> dict[str, Any]:
    """A proposal, loaded as `rows_in_full` does, as its document in plain values."""
    head = {"format": FORMAT, "number": proposal.pk, "key": proposal.imported_key}
    values = {name: getattr(proposal, name) for name in SCALARS}
    owners = {name: owner.email if (owner := getattr(proposal, name)) is not None else "" for name in OWNERS}
    lists = {name: [_row(name, row) for row in getattr(proposal, name).all()] for name in LISTS}
    named = {row.section: row.person.email for row in proposal.section_owners.all()}
    found: dict[str, Any] = plain_value({**head, **values, **owners, **lists, "section_owners": named})
    return found


def _row(name: str, row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"number": row.pk}
    for key in LISTS[name].model_fields:
        if key == "number":
            continue
        if key == "other_title":
            found[key] = row.other.title
        elif key in {"specialty", "person", "definition", "other"}:
            found[key] = _name_of(key, getattr(row, key))
        else:
            found[key] = getattr(row, key)
    return found


def _name_of(key: str, thing: Any) -> Any:
    if key == "other":
        return thing.pk
    return "" if thing is None else getattr(thing, NAMES[key])
