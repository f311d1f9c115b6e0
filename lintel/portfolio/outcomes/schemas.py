"""What goes in and out of the API of outcomes."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict, StringConstraints

from lintel.portfolio.outcomes.actions.benefit import MOST_CONTROLS
from lintel.portfolio.outcomes.models import Outcome
from lintel.ui.api import Id, Line, Text, storable

Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Web = Annotated[
    str, StringConstraints(max_length=500, pattern=r"^(https?://\S+)?$"), AfterValidator(storable)
]
CauseName = Literal[
    "as_promised", "too_sure", "too_careful", "late", "scope", "use", "outside", "unknown"
]  # fmt: skip


class DeliveryIn(Schema):
    """The day on which it went live."""

    model_config = ConfigDict(extra="forbid")

    day: dt.date


class ArrangementIn(Schema):
    """Who owns a benefit, and how it is measured. `version` is the one that was read."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    marketing_owner_id: Id | None = None
    it_owner_id: Id | None = None
    controls: Annotated[list[Line], Field(max_length=MOST_CONTROLS)] = []
    worth: Annotated[Decimal, Field(gt=0, le=10**9, max_digits=14, decimal_places=4)] | None = None


class OutcomeWordIn(Schema):
    """A word on exactly what was read."""

    model_config = ConfigDict(extra="forbid")

    content_hash: Hash


class ReviewIn(Schema):
    """A day of looking, and who looks."""

    model_config = ConfigDict(extra="forbid")

    due_on: dt.date
    person_id: Id | None = None


class SeenIn(Schema):
    """What was seen, and why it came so."""

    model_config = ConfigDict(extra="forbid")

    cause: CauseName
    words: Annotated[Text, Field(min_length=1, max_length=4_000)]


class BenefitStatementIn(Schema):
    """What came of a benefit that no metric shows."""

    model_config = ConfigDict(extra="forbid")

    extent: Literal["full", "partly", "not"]
    words: Annotated[Text, Field(min_length=1, max_length=2_000)]
    link: Web = ""


class OutcomeNoteIn(Schema):
    """The outcome note; `seen` is the version that was read, 0 for none."""

    model_config = ConfigDict(extra="forbid")

    promised: Annotated[Text, Field(min_length=1, max_length=4_000)]
    got: Annotated[Text, Field(min_length=1, max_length=4_000)]
    learned: Annotated[Text, Field(min_length=1, max_length=4_000)]
    verdict: Literal["keep", "change", "stop"]
    seen: Annotated[int, Field(ge=0, le=2**31 - 1)]


class OutcomeFactsOut(Schema):
    """An approved proposal and what came of it."""

    id: int
    proposal_id: int
    title: str
    promised_version: int
    promised_hash: str
    delivered_on: dt.date | None
    found: str
    due_on: dt.date | None
    measured_at: dt.datetime | None
    closed_at: dt.datetime | None


class OutcomeLineOut(OutcomeFactsOut):
    """A row of the list."""

    @staticmethod
    def resolve_title(row: Outcome) -> str:
        """The proposal's."""
        return row.proposal.title

    @staticmethod
    def resolve_promised_version(row: Outcome) -> int:
        """The version that both offices approved."""
        return row.promise.version

    @staticmethod
    def resolve_promised_hash(row: Outcome) -> str:
        """The hash of the content that they signed."""
        return row.promise.content_hash


class OutcomeMeasurementOut(Schema):
    """A measurement as it was kept; `gain` and `money` are sums, where more is better."""

    id: int
    benefit_id: int
    at: dt.datetime
    found: str
    sentence: str
    why_not: str
    delivered_on: dt.date | None
    metric_version: int | None
    unit: str
    step: str
    first: dt.date | None
    last: dt.date | None
    effect: float | None
    effect_low: float | None
    effect_high: float | None
    gain: float | None
    gain_low: float | None
    gain_high: float | None
    money: Decimal | None
    money_low: Decimal | None
    money_high: Decimal | None
    promised_low: Decimal | None
    promised_likely: Decimal | None
    promised_high: Decimal | None
    controls: list[str]
    purpose: str
    snapshots: dict[str, str]


class MeasuredStepsOut(OutcomeMeasurementOut):
    """The same with every step and placebo date, as docs/howto/promise-and-outcome.md describes it."""

    told: dict[str, Any]


class StatementOut(Schema):
    """What an owner stated, and which sides said so."""

    extent: str
    words: str
    link: str
    version: int
    content_hash: str
    accepted: list[str]


class PromisedBenefitOut(Schema):
    """A promised benefit with its last measurement or its statement."""

    id: int
    what: str
    metric: str | None
    low: Decimal
    likely: Decimal
    high: Decimal
    marketing_owner_id: int | None
    it_owner_id: int | None
    controls: list[str]
    worth: Decimal | None
    version: int
    content_hash: str
    agreed: list[str]
    measurement: OutcomeMeasurementOut | None
    statement: StatementOut | None


class ReviewOut(Schema):
    """A day of looking."""

    id: int
    due_on: dt.date
    person_id: int | None
    held_at: dt.datetime | None
    cause: str
    words: str


class OutcomeNoteOut(Schema):
    """The outcome note, and whose key is there."""

    version: int
    promised: str
    got: str
    learned: str
    verdict: str
    content_hash: str
    signed: list[str]
    stale: bool


class ActualCostOut(Schema):
    """Promised and paid up to now."""

    currency: str
    promised: Decimal
    paid: Decimal
    quarters: list[dict[str, Any]]
    days: list[dict[str, Any]]


class OutcomeOut(OutcomeFactsOut):
    """Everything about one outcome."""

    why_not_yet: str
    benefits: list[PromisedBenefitOut]
    reviews: list[ReviewOut]
    cost: ActualCostOut
    note: OutcomeNoteOut | None


class MeasuringOut(Schema):
    """The run that measures."""

    id: int
    title: str
    state: str


class EstimateRecordOut(Schema):
    """How the estimates of an office or team came true; the figures are null for fewer than five."""

    kind: str
    name: str
    side: str
    count: int
    sentence: str
    inside: float | None
    inside_low: float | None
    inside_high: float | None
    above: int | None
    below: int | None
    ratio: float | None
    interval_score: float | None
    brier: float | None
