"""What limits a plan, as the API takes and gives it."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.portfolio.roadmaps.bundling import joints
from lintel.portfolio.roadmaps.lending import counting
from lintel.portfolio.roadmaps.models import MOST_PERIODS, Roadmap
from lintel.portfolio.roadmaps.schemas.basics import (
    Amount,
    Period,
    Periods,
    Share,
    Step,
    Weight,
    Words,
    Worth,
)
from lintel.portfolio.roadmaps.schemas.ways import WayOut
from lintel.ui.api import Id


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
    fixed_way: Id | None = None
    step: Step


class BundleWorthIn(Schema):
    """What a bundle is worth beyond its proposals; only what is named is changed."""

    model_config = ConfigDict(extra="forbid")

    worth_marketing: Worth | None = None
    worth_it: Worth | None = None
    step: Step


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


class LoanOut(Schema):
    """Days by period that a specialty has more, or fewer, because somebody works on the other side."""

    specialty: int
    says: str
    url: str
    days: list[float]


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
    fixed_way: int | None
    ways: list[WayOut]

    @staticmethod
    def resolve_fixed_way(row: Any) -> int | None:
        """In which way it is under way; none: as proposed."""
        found: int | None = row.fixed_way_id
        return found

    @staticmethod
    def resolve_ways(row: Any) -> list[Any]:
        """Besides as proposed."""
        return list(row.ways.all())

    @staticmethod
    def resolve_proposal(row: Any) -> int:
        """Its number."""
        return int(row.proposal_id)

    @staticmethod
    def resolve_title(row: Any) -> str:
        """The proposal's."""
        return str(row.proposal)


class PlannedBundleOut(Schema):
    """A bundle with a proposal in the roadmap. It counts once none is missing and none was stopped."""

    bundle: int
    name: str
    worth_marketing: int | None
    worth_it: int | None
    counts: bool
    inside: list[int]
    missing: list[int]
    stopped: list[int]

    @staticmethod
    def resolve_bundle(row: Any) -> int:
        """Its number."""
        return int(row.bundle.pk)

    @staticmethod
    def resolve_name(row: Any) -> str:
        """As people call it."""
        return str(row.bundle)

    @staticmethod
    def resolve_worth_marketing(row: Any) -> Any:
        """As marketing says."""
        return row.worth.worth_marketing

    @staticmethod
    def resolve_worth_it(row: Any) -> Any:
        """As IT says."""
        return row.worth.worth_it

    @staticmethod
    def resolve_inside(row: Any) -> list[int]:
        """Proposals of the roadmap."""
        return [one.pk for one in row.inside]

    @staticmethod
    def resolve_missing(row: Any) -> list[int]:
        """Proposals that are neither in the roadmap nor done."""
        return [one.pk for one in row.missing]

    @staticmethod
    def resolve_stopped(row: Any) -> list[int]:
        """Proposals that will not be done."""
        return [one.pk for one in row.stopped]


class InputsOut(RoadmapOut):
    """A roadmap with everything that limits its plans."""

    periods: list[str]
    days: list[DaysOut]
    loans: list[LoanOut]
    budgets: list[BudgetOut]
    entries: list[PlannedProposalOut]
    bundles: list[PlannedBundleOut]

    @staticmethod
    def resolve_periods(row: Roadmap) -> list[str]:
        """Their names."""
        return row.period_names

    @staticmethod
    def resolve_days(row: Roadmap) -> list[Any]:
        """By specialty."""
        return list(row.capacities.select_related("specialty"))

    @staticmethod
    def resolve_loans(row: Roadmap) -> list[Any]:
        """Days that come on top, or off, because somebody works on the other side."""
        return [
            LoanOut(specialty=one.loan.specialty, says=one.loan.says, url=one.loan.url, days=list(one.days))
            for one in counting(row)
        ]

    @staticmethod
    def resolve_budgets(row: Roadmap) -> list[Any]:
        """In their order."""
        return list(row.budgets.all())

    @staticmethod
    def resolve_entries(row: Roadmap) -> list[Any]:
        """In the backlog's order."""
        return list(row.entries.select_related("proposal").prefetch_related("ways__efforts"))

    @staticmethod
    def resolve_bundles(row: Roadmap) -> list[Any]:
        """By name."""
        return joints(row)
