"""What the API says about purchases."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.ui.api import Id, Line

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Measured = Annotated[Decimal, Field(max_digits=18, decimal_places=4)]
Short = Annotated[str, Field(max_length=500)]
Reason = Annotated[str, Field(max_length=2000)]
Months = Annotated[int, Field(ge=0, le=600)]


class PurchaseFacts(Schema):
    """A dossier's own facts; what is left out of a change stays as it is."""

    title: Annotated[str, Field(max_length=160)] | None = None
    need: Annotated[str, Field(max_length=6000)] | None = None
    marketing_owner_id: Id | None = None
    it_owner_id: Id | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    years: Annotated[int, Field(ge=1, le=10)] | None = None
    decide_by: dt.date | None = None


class PurchaseIn(PurchaseFacts):
    """A new dossier; `need_of` names what it is for, such as `intake.request:12`."""

    title: Annotated[str, Field(min_length=1, max_length=160)]
    need_of: Annotated[str, Field(max_length=120)] = ""


class PurchaseChange(PurchaseFacts):
    """Other facts; `version` is the one that was read."""

    version: Version


class PurchaseOut(Schema):
    """A dossier in a list."""

    id: int
    title: str
    need: str
    state: str
    awaits: str
    marketing_owner_id: int | None
    it_owner_id: int | None
    currency: str
    years: int
    decide_by: dt.date | None
    chosen_id: int | None
    decided_at: dt.datetime | None
    version: int
    changed_at: dt.datetime


class OnePurchaseOut(PurchaseOut):
    """A dossier with what is in it, what is missing, and the hash that a signature is put to."""

    options: list[dict[str, Any]]
    criteria: list[dict[str, Any]]
    missing: list[str]
    content_hash: str


class PurchaseOptionFacts(Schema):
    """What an option is; lists of numbers name entries of the inventory."""

    name: Annotated[str, Field(max_length=160)] | None = None
    kind: Literal["buy", "build", "extend", "keep"] | None = None
    what: Annotated[str, Field(max_length=4000)] | None = None
    vendor_id: Id | None = None
    vendor_name: Annotated[str, Field(max_length=160)] | None = None
    exit_how: Reason | None = None
    exit_months: Months | None = None
    exit_cost: Money | None = None
    serves_ids: Annotated[list[Id], Field(max_length=200)] | None = None
    replaces_ids: Annotated[list[Id], Field(max_length=200)] | None = None
    needs_ids: Annotated[list[Id], Field(max_length=200)] | None = None
    holds_ids: Annotated[list[Id], Field(max_length=200)] | None = None
    runs_in_ids: Annotated[list[Id], Field(max_length=200)] | None = None


class PurchaseOptionIn(PurchaseOptionFacts):
    """A new option."""

    name: Annotated[str, Field(min_length=1, max_length=160)]
    kind: Literal["buy", "build", "extend", "keep"]


class PurchaseOptionOut(Schema):
    """An option."""

    id: int
    purchase_id: int
    name: str
    kind: str
    by_whom: str
    why_not: str


class OptionEffectLineOut(Schema):
    """One thing that an option changes; `tone` is `good` or `bad` where one way is better."""

    label: str
    before: str
    after: str
    tone: str
    because: str


class OptionFlowOut(Schema):
    """A data flow that `begins`, `ends` or `moves`; `number` is that of the flow, 0 for one that begins."""

    what: str
    name: str
    source: str
    target: str
    data: list[str]
    note: str
    number: int


class OptionDataMoveOut(Schema):
    """A class of data that gets to a new vendor, or across a `border`."""

    name: str
    says: str
    border: bool


class OptionEffectOut(Schema):
    """What an option would do to the estate of today, and to its data."""

    lines: list[OptionEffectLineOut]
    flows: list[OptionFlowOut]
    moves: list[OptionDataMoveOut]


class RejectedOptionOut(PurchaseOptionOut):
    """An option that was decided against, and why."""

    purchase_title: Annotated[str, Field(validation_alias="purchase.title")]
    why: str


class PurchaseCostIn(Schema):
    """What an option costs in a year; year 0 is before it runs."""

    year: Annotated[int, Field(ge=0, le=10)]
    kind: Literal["licence", "run", "people", "project"]
    amount: Money
    low: Money | None = None
    high: Money | None = None


class PurchaseCriterionIn(Schema):
    """By what options are compared."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    note: Annotated[str, Field(max_length=300)] = ""
    measure: Literal["levels", "number", "cost", "risk"] = "levels"
    unit: Annotated[str, Field(max_length=30)] = ""
    worst: Measured = Decimal(1)
    best: Measured = Decimal(5)
    least: Measured | None = None


class PurchaseCriterionOut(Schema):
    """A criterion."""

    id: int
    name: str
    note: str
    measure: str
    unit: str
    worst: Decimal
    best: Decimal
    least: Decimal | None


class PurchasePoints(Schema):
    """Points of one side for one criterion."""

    criterion_id: Id
    points: Annotated[int, Field(ge=0, le=100)]


class PurchaseWeightsIn(Schema):
    """What matters to the side of whoever asks."""

    points: Annotated[list[PurchasePoints], Field(min_length=1, max_length=30)]


class PurchaseScore(Schema):
    """How an option fares on a criterion and what says so; without `low` the score is taken away."""

    criterion_id: Id
    low: Measured | None = None
    high: Measured | None = None
    evidence: Short = ""
    link: Annotated[str, Field(max_length=300)] = ""


class PurchaseScoresIn(Schema):
    """Scores of one option."""

    scores: Annotated[list[PurchaseScore], Field(min_length=1, max_length=30)]


class PurchaseReply(Schema):
    """An answer to a question about risk; an empty reply takes it away."""

    question: Line
    reply: Literal["", "yes", "partly", "no", "unknown"]
    note: Annotated[str, Field(max_length=300)] = ""


class PurchaseRisksIn(Schema):
    """Answers about one option."""

    replies: Annotated[list[PurchaseReply], Field(min_length=1, max_length=40)]


class PurchaseReason(Schema):
    """What speaks against an option."""

    option_id: Id
    why_not: Reason


class PurchaseChoiceIn(Schema):
    """Which option is proposed, and what speaks against others."""

    option_id: Id | None = None
    reasons: Annotated[list[PurchaseReason], Field(max_length=20)] = []


class PurchaseSignatureIn(Schema):
    """The hash of exactly what was read."""

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PurchaseDropIn(Schema):
    """Why nothing is bought."""

    why: Annotated[str, Field(min_length=1, max_length=2000)]


class PurchaseEntryIn(Schema):
    """From which day on it is meant to be in use."""

    live_from: dt.date


class PurchaseEntryOut(Schema):
    """The planned entry of the inventory."""

    id: int
    name: str


class PurchaseRankOut(Schema):
    """An option's place: shares and scores from 0 to 1; no rank where it misses the least of a criterion."""

    option: str
    rank: int | None
    score: float
    low: float
    high: float
    first_share: float | None
    knocked_out: list[str]


class PurchaseRankingOut(Schema):
    """The ranking and how firm it is, or why there is none."""

    winner: str | None
    why_not: str
    options: list[PurchaseRankOut]
    firmness: list[str]
