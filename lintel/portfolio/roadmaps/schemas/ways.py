"""Ways to do a proposal, as the API takes and gives them."""

from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.portfolio.roadmaps.schemas.basics import (
    Periods,
    RoleDays,
    Step,
)
from lintel.ui.api import Id


class WayDaysIn(Schema):
    """Person-days of one specialty in a way, as a range."""

    model_config = ConfigDict(extra="forbid")

    specialty: Id
    low: RoleDays
    likely: RoleDays
    high: RoleDays


class WayIn(Schema):
    """A way to do a proposal other than as proposed. `cost` is in the roadmap's currency."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=120)]
    duration: Periods = 1
    cost: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)] = Decimal(0)
    days: Annotated[list[WayDaysIn], Field(max_length=50)] = []
    step: Step


class WayDaysOut(Schema):
    """Person-days of one specialty in a way."""

    specialty: int
    low: Decimal
    likely: Decimal
    high: Decimal

    @staticmethod
    def resolve_specialty(row: Any) -> int:
        """Its number."""
        return int(row.specialty_id)


class WayOut(Schema):
    """A way to do a proposal other than as proposed."""

    id: int
    name: str
    duration: int
    cost: Decimal
    days: list[WayDaysOut]

    @staticmethod
    def resolve_days(row: Any) -> list[Any]:
        """By specialty."""
        return list(row.efforts.all())
