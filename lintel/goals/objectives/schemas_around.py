"""What goes in and out of the API around a goal."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.goals.objectives.models import CheckIn
from lintel.goals.objectives.schemas import GoalPersonOut, GoalsIn
from lintel.ui.api import Id, Line, Text

WorkTypeName = Literal["portfolio.proposal", "intake.request"]


class CheckInIn(GoalsIn):
    """How sure one is."""

    confidence: Annotated[int, Field(ge=1, le=10)]
    note: Annotated[Text, Field(max_length=5_000)] = ""


class MergerIn(GoalsIn):
    """Which goal is taken in, and how both stood when that was read."""

    other_id: Id
    step: Annotated[int, Field(ge=0, le=2**31 - 1)]
    other_step: Annotated[int, Field(ge=0, le=2**31 - 1)]


class ParentIn(GoalsIn):
    """Which goal it serves, and how."""

    goal_id: Id
    how: Annotated[Line, Field(max_length=200)] = ""


class GoalWorkIn(GoalsIn):
    """Which work serves it."""

    type: WorkTypeName
    id: Id


class GoalMeasurementOut(Schema):
    """What a key result's metric said at a moment, or why it said nothing."""

    id: int
    key_result_id: int
    at: dt.datetime
    as_of: dt.date | None
    value: Decimal | None
    why_not: str
    metric_version: int | None
    baseline: Decimal
    target: Decimal
    weight: Decimal


class CheckInOut(Schema):
    """How sure an owner was."""

    id: int
    office: str
    confidence: int
    note: str
    by: GoalPersonOut
    at: dt.datetime

    @staticmethod
    def resolve_by(row: CheckIn) -> Any:
        """Who said it."""
        return row.by


class GoalWorkOut(Schema):
    """A piece of work that serves the goal."""

    type: str
    id: int
    title: str
    url: str


class CascadeCellOut(Schema):
    """Whether a shared goal serves a company goal: directly or over others."""

    goal_id: int
    serves_id: int
    how: Literal["direct", "over"]


class CascadeOut(Schema):
    """Company goals, shared goals, and which serves which."""

    company: list[int]
    shared: list[int]
    cells: list[CascadeCellOut]


class OrderedRunOut(Schema):
    """A run that was ordered; its progress stands under /runs."""

    run_id: int
    url: str
