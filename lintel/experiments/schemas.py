"""What the API says about experiments."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.ui.api import Id, Line, Text

Real = Annotated[float, Field(allow_inf_nan=False)]


class VariantIO(Schema):
    """A variant and its share of the units; the first is the control."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    share: Annotated[float, Field(gt=0, le=1_000_000)] = 1


class MeasureIO(Schema):
    """A metric and its columns; the first is the primary one, the others are guardrails."""

    metric: Line
    kind: Literal["proportion", "mean", "ratio"] = "proportion"
    value: Line
    over: Line = ""
    before: Line = ""
    over_before: Line = ""
    better: Literal["up", "down"] = "up"
    margin: Annotated[float, Field(ge=0, le=1)] = 0


class HypothesisIn(Schema):
    """What is believed."""

    title: Line
    change: Text
    expected: Text
    reason: Text
    unit: Line = "customer"


class PlanIn(HypothesisIn):
    """The whole plan; `version` is the one that was read."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    marketing_owner_id: Id | None = None
    it_owner_id: Id | None = None
    baseline: Real | None = None
    deviation: Real | None = None
    worth_finding: Real | None = None
    alpha: Real = 0.05
    power: Real = 0.8
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    variants: list[VariantIO] = Field(default_factory=list)
    measures: list[MeasureIO] = Field(default_factory=list)


class ExperimentOut(Schema):
    """An experiment in a list."""

    id: int
    title: str
    change: str
    expected: str
    reason: str
    unit: str
    state: str
    version: int
    marketing_owner_id: int | None
    it_owner_id: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    verdict: str
    verdict_text: str
    outcome: str
    learning: str
    changed_at: dt.datetime


class OneExperimentOut(ExperimentOut):
    """With its plan, and the hash to which an agreement is put."""

    baseline: float | None
    deviation: float | None
    worth_finding: float | None
    alpha: float
    power: float
    variants: list[VariantIO]
    measures: list[MeasureIO]
    content_hash: str
    agreed: list[str]
    units_needed: int | None
    gaps: list[str]


class AgreementIn(Schema):
    """The hash of exactly what was read."""

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class AnalysisIn(Schema):
    """A look, or the end."""

    final: bool = False


class AnalysisRunOut(Schema):
    """The run that works the figures out."""

    id: int
    state: str


class AnalysisOut(Schema):
    """What the figures said; `finding` is everything."""

    id: int
    at: dt.datetime
    final: bool
    units: int
    verdict: str
    sentence: str
    snapshot: str
    finding: dict[str, Any]


class ConclusionIn(Schema):
    """Decision and learning."""

    outcome: Literal["ship", "drop", "repeat"]
    decision: Annotated[str, Field(min_length=1, max_length=4000)]
    learning: Annotated[str, Field(min_length=1, max_length=4000)]


class ConclusionOut(ConclusionIn):
    """With the hash to which an agreement is put."""

    version: int
    content_hash: str
    agreed: list[str]


class ProposalLink(Schema):
    """The proposal that an experiment tests."""

    proposal_id: Id
