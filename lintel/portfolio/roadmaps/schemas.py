"""What goes in and out of the API of roadmaps."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.audit.signatures import hash_of
from lintel.portfolio.roadmaps.models import MOST_PERIODS, MOST_WORTH, Plan, Roadmap
from lintel.ui.api import Id

Words = Annotated[str, Field(min_length=1, max_length=200)]
Periods = Annotated[int, Field(ge=1, le=MOST_PERIODS)]
Share = Annotated[Decimal, Field(ge=0, le=90, max_digits=4, decimal_places=1)]
Weight = Annotated[Decimal, Field(ge=0, le=10, max_digits=4, decimal_places=2)]
Worth = Annotated[int, Field(ge=0, le=MOST_WORTH)]
Period = Annotated[int, Field(ge=0, lt=MOST_PERIODS)]
Amount = Annotated[float, Field(ge=0, le=999_999_999_999)]
Step = Annotated[int, Field(ge=0, le=2**31 - 1, description="The last step that was read.")]


class FrameIn(Schema):
    """The frame of a roadmap. `starts_on` is the first of a month; shares are per cent."""

    model_config = ConfigDict(extra="forbid")

    title: Words
    starts_on: dt.date
    unit: Literal["month", "quarter"] = "quarter"
    length: Periods = 4
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    buffer: Share = Decimal(20)
    discount: Share = Decimal(8)
    weight_marketing: Weight = Decimal(1)
    weight_it: Weight = Decimal(1)


class RoadmapIn(FrameIn):
    """A new roadmap over these proposals."""

    proposals: Annotated[list[Id], Field(min_length=1, max_length=1_000)]


class FrameChangeIn(FrameIn):
    """Another frame, on what was read."""

    step: Step


class ProposalsIn(Schema):
    """Proposals to take in."""

    model_config = ConfigDict(extra="forbid")

    proposals: Annotated[list[Id], Field(min_length=1, max_length=1_000)]


class DaysIn(Schema):
    """Person-days of one specialty, one number for each period."""

    model_config = ConfigDict(extra="forbid")

    specialty: Id
    days: Annotated[list[Amount], Field(min_length=1, max_length=MOST_PERIODS)]
    step: Step


class BudgetIn(Schema):
    """Money: one amount over the horizon, or one for each period."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=120)]
    scope: Literal["horizon", "period"] = "horizon"
    amounts: Annotated[list[Amount], Field(min_length=1, max_length=MOST_PERIODS)]


class PlannedProposalIn(Schema):
    """What a proposal is worth and needs; only what is named is changed. Periods count from 0."""

    model_config = ConfigDict(extra="forbid")

    duration: Periods | None = None
    worth_marketing: Worth | None = None
    worth_it: Worth | None = None
    mandatory: bool | None = None
    earliest: Period | None = None
    latest: Period | None = None
    fixed: Period | None = None
    step: Step


class SearchIn(Schema):
    """What to look for and how long. `base` is the plan to compare with (replan, what-if)."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["best", "frontier", "buffers", "replan", "what_if"] = "best"
    seconds: Annotated[int, Field(ge=5, le=600)] = 30
    base: Id | None = None
    keep: Annotated[float, Field(gt=0, le=1)] = 0.97
    changes: Annotated[dict[str, str], Field(max_length=20)] = {}


class PlanSignatureIn(Schema):
    """An office's key on exactly the plan that was read."""

    model_config = ConfigDict(extra="forbid")

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class RoadmapOut(Schema):
    """A roadmap's frame."""

    id: int
    title: str
    starts_on: dt.date
    ends_on: dt.date
    unit: str
    length: int
    currency: str
    buffer: Decimal
    discount: Decimal
    weight_marketing: Decimal
    weight_it: Decimal
    step: int
    published_id: int | None


class DaysOut(Schema):
    """Person-days of a specialty by period."""

    specialty: int
    name: str
    side: str
    days: list[float]

    @staticmethod
    def resolve_specialty(row: Any) -> int:
        """Its number."""
        return int(row.specialty_id)

    @staticmethod
    def resolve_name(row: Any) -> str:
        """As people call it."""
        return str(row.specialty)

    @staticmethod
    def resolve_side(row: Any) -> str:
        """Of which side it is."""
        return str(row.specialty.side)


class BudgetOut(Schema):
    """A budget."""

    id: int
    name: str
    scope: str
    amounts: list[float]


class PlannedProposalOut(Schema):
    """A proposal in the roadmap."""

    proposal: int
    title: str
    duration: int
    worth_marketing: int | None
    worth_it: int | None
    mandatory: bool
    earliest: int | None
    latest: int | None
    fixed: int | None

    @staticmethod
    def resolve_proposal(row: Any) -> int:
        """Its number."""
        return int(row.proposal_id)

    @staticmethod
    def resolve_title(row: Any) -> str:
        """The proposal's."""
        return str(row.proposal)


class InputsOut(RoadmapOut):
    """A roadmap with everything that limits its plans."""

    periods: list[str]
    days: list[DaysOut]
    budgets: list[BudgetOut]
    entries: list[PlannedProposalOut]

    @staticmethod
    def resolve_periods(row: Roadmap) -> list[str]:
        """Their names."""
        return row.period_names

    @staticmethod
    def resolve_days(row: Roadmap) -> list[Any]:
        """By specialty."""
        return list(row.capacities.select_related("specialty"))

    @staticmethod
    def resolve_budgets(row: Roadmap) -> list[Any]:
        """In their order."""
        return list(row.budgets.all())

    @staticmethod
    def resolve_entries(row: Roadmap) -> list[Any]:
        """In the backlog's order."""
        return list(row.entries.select_related("proposal"))


class SearchOut(Schema):
    """How far a search is, and what it found. `curve` holds seconds, best and bound."""

    id: int
    kind: str
    seconds: int
    state: str
    said: str
    conflict: list[dict[str, str]]
    curve: list[list[float | None]]
    plans: list[int]

    @staticmethod
    def resolve_state(row: Any) -> str:
        """Of its run."""
        return str(row.run.state)

    @staticmethod
    def resolve_plans(row: Any) -> list[int]:
        """Their numbers."""
        return list(row.plans.order_by("pk").values_list("pk", flat=True))


class PlanOut(Schema):
    """A plan without its schedule."""

    id: int
    name: str
    kind: str
    mark: str
    state: str
    awaits: str
    proposals: int
    objective: float
    bound: float | None
    gap: float | None
    marketing: float
    it: float
    chance: float | None
    buffer: float
    at: dt.datetime

    @staticmethod
    def resolve_proposals(row: Plan) -> int:
        """How many are in."""
        return row.items


class WholePlanOut(PlanOut):
    """A plan with its schedule, use of capacity, money, reasons, and the hash to sign."""

    content_hash: str
    schedule: list[dict[str, Any]]
    use: list[dict[str, Any]]
    spend: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    holding: dict[str, Any]

    @staticmethod
    def resolve_content_hash(row: Plan) -> str:
        """What a signature is put to."""
        return hash_of(row)

    @staticmethod
    def resolve_use(row: Plan) -> Any:
        """Of every specialty in every period."""
        return row.body["use"]

    @staticmethod
    def resolve_spend(row: Plan) -> Any:
        """Of every budget."""
        return row.body["spend"]
