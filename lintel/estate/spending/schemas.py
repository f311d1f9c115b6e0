"""What the API says about costs and savings."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.audit.signatures import hash_of
from lintel.ui.api import Id, Line

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Estimate = Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]
OriginName = Literal["overlap", "seats", "renewal", "tool", "other"]


class SavingFacts(Schema):
    """Facts about a saving; what is left out of a change stays as it is."""

    title: Annotated[str, Field(min_length=1, max_length=160)] | None = None
    origin: OriginName | None = None
    reason: Annotated[str, Field(max_length=2000)] | None = None
    contract_id: Id | None = None
    seen_at: Line | None = None
    a_year: Estimate | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    starts_on: dt.date | None = None
    decide_by: dt.date | None = None
    carried_by_id: Id | None = None
    system_ids: list[Id] | None = None


class SavingIn(SavingFacts):
    """A new saving."""

    title: Annotated[str, Field(min_length=1, max_length=160)]
    a_year: Estimate
    starts_on: dt.date
    decide_by: dt.date
    carried_by_id: Id
    system_ids: Annotated[list[Id], Field(min_length=1)]


class SavingChange(SavingFacts):
    """Other facts; `version` is the one that was read."""

    version: Version


class SavingOut(Schema):
    """A saving."""

    id: int
    title: str
    origin: str
    reason: str
    contract_id: int | None
    seen_at: str
    a_year: Decimal
    currency: str
    starts_on: dt.date
    decide_by: dt.date
    carried_by_id: int
    system_ids: list[int]
    state: str
    awaits: str
    version: int
    decided_at: dt.datetime | None

    @staticmethod
    def resolve_system_ids(row: Any) -> list[int]:
        """The systems whose costs fall."""
        return [one.pk for one in row.systems.all()]


class SavedMonthOut(Schema):
    """What was paid in a month, and how much less than before that is."""

    month: dt.date
    paid: Decimal
    saved: Decimal


class OneSavingOut(SavingOut):
    """A saving with what a key is put to, and what it has taken: `before` is a month's average."""

    content_hash: str
    before: Decimal | None = None
    taken: Decimal | None = None
    months: list[SavedMonthOut] = []

    @staticmethod
    def resolve_content_hash(row: Any) -> str:
        """What a key is put to."""
        return hash_of(row)


class SavingKeyIn(Schema):
    """The content that was read."""

    content_hash: Annotated[str, Field(max_length=64)]


class SavingDropIn(Schema):
    """Why it is given up."""

    why: Annotated[str, Field(max_length=2000)]


class OverlapOut(Schema):
    """Two systems that serve the same; `score` is from 0 to 1, `most` is in the money of the house."""

    system_id: int
    system: str
    other_id: int
    other: str
    score: float
    shared: list[str]
    only_system: list[str]
    only_other: list[str]
    most: Decimal | None


class OverlapsOut(Schema):
    """Pairs of systems, those that share most on top, and how the score is found."""

    rule: str
    items: list[OverlapOut]


class ShareSystemOut(Schema):
    """One system's part of a cost."""

    system_id: int
    name: str
    amount: Decimal


class CostShareOut(Schema):
    """What a capability or touchpoint cost in twelve months; without an id it is what is not shared out."""

    id: int | None
    name: str
    amount: Decimal
    systems: list[ShareSystemOut]


class CostSharesOut(Schema):
    """Costs by capability or touchpoint, and the rule by which they are shared out."""

    by: str
    currency: str
    rule: str
    items: list[CostShareOut]


class MonthCostOut(Schema):
    """What was paid in a month for one kind of cost."""

    month: dt.date
    what: str
    amount: Decimal


class UnusedSeatsOut(Schema):
    """A contract with seats that nobody used at the last count."""

    id: int
    title: str
    seats: int
    seats_used: int
    unused_seats: int
    wasted_a_year: Decimal | None
    currency: str
    notice_by: dt.date | None

    @staticmethod
    def resolve_wasted_a_year(row: Any) -> Decimal | None:
        """Their share of the contract's cost, to the cent."""
        found: Decimal | None = row.wasted(row.seats_used)
        return found
