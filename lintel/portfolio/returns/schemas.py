"""What goes in and out of the API of returns."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict, StringConstraints

from lintel.audit.signatures import hash_of
from lintel.portfolio.returns.models import MOST_MONEY, Assumptions
from lintel.portfolio.returns.terms import Terms
from lintel.ui.api import Id

Percent = Annotated[Decimal, Field(ge=-50, le=100, max_digits=5, decimal_places=2)]
Rank = Annotated[Decimal, Field(ge=0, le=1, max_digits=3, decimal_places=2)]
Months = Annotated[Decimal, Field(ge=0, le=60, max_digits=4, decimal_places=1)]
DayRate = Annotated[Decimal, Field(ge=0, le=MOST_MONEY, max_digits=10, decimal_places=2)]
Rate = Annotated[Decimal, Field(gt=0, le=MOST_MONEY, max_digits=16, decimal_places=8)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
ScopeName = Literal["approved", "backlog"]


class AssumptionsIn(Schema):
    """A version of what is assumed: rates in per cent a year, delays in months, correlations from 0 to 1."""

    model_config = ConfigDict(extra="forbid")

    currency: Code = "EUR"
    discount_rate: Percent
    inflation: Percent
    horizon: Annotated[int, Field(ge=1, le=20, description="Years that count.")]
    shape: Literal["pert", "triangular"] = "pert"
    benefit_correlation: Rank
    portfolio_correlation: Rank
    delay_low: Months = Decimal(0)
    delay_likely: Months = Decimal(0)
    delay_high: Months = Decimal(0)
    day_rate: DayRate
    rates: dict[Code, Rate] = Field(
        default_factory=dict, description="What one unit of another currency is worth."
    )
    day_rates: dict[Id, DayRate] = Field(
        default_factory=dict, description="Day rates by the number of the specialty."
    )
    seen: Annotated[int, Field(ge=0, le=2**31 - 1, description="The newest version that was read, or 0.")]

    def terms(self) -> Terms:
        """As the action takes them."""
        return Terms(**self.model_dump(exclude={"seen"}))


class AssumptionsOut(Schema):
    """A version, and whose signature is missing."""

    id: int
    version: int
    currency: str
    discount_rate: Decimal
    inflation: Decimal
    horizon: int
    shape: str
    benefit_correlation: Decimal
    portfolio_correlation: Decimal
    delay_low: Decimal
    delay_likely: Decimal
    delay_high: Decimal
    day_rate: Decimal
    rates: dict[str, str]
    day_rates: dict[str, str]
    awaits: str
    in_force_at: dt.datetime | None
    content_hash: str

    @staticmethod
    def resolve_content_hash(row: Assumptions) -> str:
        """What a signature is put to."""
        return hash_of(row)


class AssumptionsWordIn(Schema):
    """An office's signature on the version that was read."""

    model_config = ConfigDict(extra="forbid")

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class MissingFigureOut(Schema):
    """What is missing, the side that owes it, and whether nothing can be worked out without it."""

    text: str
    owed_by: str
    blocking: bool


class ReturnOut(Schema):
    """How a proposal's return stands. `result` is as docs/reference/returns.md describes it."""

    proposal_id: int
    fresh: bool = Field(description="It is of the present costs, benefits and assumptions.")
    missing: list[MissingFigureOut]
    assumptions: int | None = Field(description="The version by which it was worked out.")
    at: dt.datetime | None
    sentence: str
    result: dict[str, Any] | None


class PortfolioReturnOut(Schema):
    """What many proposals return together. `result` is as docs/reference/returns.md describes it; members are
    named by the proposal's number."""

    scope: str
    assumptions: int
    counted: int
    left_out: int
    at: dt.datetime
    result: dict[str, Any]


class OrderedOut(Schema):
    """The run that works it out."""

    id: int
    title: str
    state: str
