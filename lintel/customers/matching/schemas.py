"""What programs send to matching and get from it."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, StringConstraints

from lintel.ui.api import Id, storable

Record = Annotated[
    str,
    StringConstraints(min_length=1, max_length=300),
    AfterValidator(storable),
    Field(description='A record, "source:id".'),
]
Reason = Annotated[str, StringConstraints(max_length=300, strip_whitespace=True), AfterValidator(storable)]


class MatchingOut(Schema):
    """The state in use: how it was found and what came of it.

    `sizes` maps records per customer to customers; `changes` counts create, absorb, merge, split and retire;
    `choices` is everything the model chose, in words; `seconds` are laps.
    """

    id: int
    at: dt.datetime
    kind: str
    records: int
    customers: int
    questions: int
    pairs_compared: int
    threshold: float
    version: str
    choices: list[str]
    sizes: dict[str, int]
    changes: dict[str, int]
    seconds: dict[str, float]


class RunIn(Schema):
    """What is matched: what changed, or everything `afresh`, if wished with a threshold (bits) or a model.

    `model` is what `GET /matching/model` gives, perhaps edited.
    """

    afresh: bool = False
    threshold: float | None = Field(None, allow_inf_nan=False)
    model: dict[str, Any] | None = None


class MatchingRunOut(Schema):
    """The run that matches."""

    run_id: int
    state: str


class PairQuestionOut(Schema):
    """Two records near the threshold; another answer would join or part `changes` pairs of records."""

    left: str
    right: str
    weight: float
    together: bool
    changes: int


class QuestionsOut(Schema):
    """The most valuable questions, and how many wait in all."""

    waiting: int
    items: list[PairQuestionOut]


class PairIn(Schema):
    """Two records."""

    left: Record
    right: Record


class DecisionIn(PairIn):
    """A person's word on two records: one customer (`must`) or never (`cannot`)."""

    word: Literal["must", "cannot"]
    why: Reason = ""


class PairDecisionOut(Schema):
    """A word on two records. Which records, and why, is shown with a clearance."""

    id: int
    left: str | None = Field(None, alias="record_l")
    right: str | None = Field(None, alias="record_r")
    word: str
    why: str | None
    by: Id | None = Field(None, alias="decided_by_id")
    at: dt.datetime
    taken_back_at: dt.datetime | None


class SeparationIn(Schema):
    """The record that is somebody else, and why."""

    record: Record
    why: Reason


class ComparisonStepOut(Schema):
    """One field's part: both values, how they agree, its weight and what rarity adds, and the sum so far."""

    field: str
    left: str | None
    right: str | None
    agreement: str
    weight: float
    rarity: float
    total: float


class ExplanationOut(Schema):
    """Why two records are one customer or not; `chart` is the same as a Vega-Lite specification."""

    left: str
    right: str
    prior: float
    steps: list[ComparisonStepOut]
    weight: float
    threshold: float
    rule: str | None
    word: str | None
    joined: bool
    sentence: str
    chart: dict[str, Any] = Field(alias="spec")

    @staticmethod
    def resolve_chart(told: Any) -> dict[str, Any]:
        """The waterfall."""
        spec: dict[str, Any] = told.spec()
        return spec


class LinkOut(Schema):
    """One edge: by the model with its weight, by a rule, or by a person (`must`)."""

    left: str
    right: str
    kind: str
    weight: float | None


class RecordsApartOut(Schema):
    """A record of this customer and one of another, kept apart by `veto` or by people (`cannot`)."""

    record: str
    other: str
    kind: str


class WhyOut(Schema):
    """A customer's records, the chain of edges that holds them, and close pairs that were kept apart."""

    customer_id: str
    records: list[str]
    chain: list[LinkOut]
    apart: list[RecordsApartOut]


class ClearanceIn(Schema):
    """Who may see customers by name, what for, and for which days (both included, in UTC)."""

    person: Id
    reason: Reason
    starts: dt.date
    ends: dt.date


class ClearanceOut(Schema):
    """A clearance; `state` is planned, active, over or ended."""

    id: int
    person: Id = Field(alias="person_id")
    reason: str
    given_by: Id | None = Field(None, alias="given_by_id")
    starts: dt.date
    ends: dt.date
    state: str
