"""What the API says about dashboards."""

import datetime as dt
from typing import Any

from ninja import Field, Schema

from lintel.insight.asking.schemas import FigureAnswerOut
from lintel.ui.api import Id, Line, Text


class DashboardConditionIn(Schema):
    """What a dimension (`dataset.field`) has to be, for all answers."""

    dimension: Line
    op: str = Field("in", pattern="^(in|not_in)$")
    values: list[Line] = Field(min_length=1, max_length=50)


class DashboardIn(Schema):
    """A dashboard; `period` in words, empty where each answer keeps its own."""

    title: str = Field(max_length=120)
    description: Text = ""
    audience: str = Field("all", pattern="^(private|side|all)$")
    period: str = Field("", max_length=60)
    where: list[DashboardConditionIn] = Field(default_factory=list, max_length=6)


class DashboardOut(Schema):
    """A dashboard."""

    id: int
    title: str
    description: str
    audience: str
    period: str
    where: list[dict[str, Any]]
    owner_id: int
    changed_at: dt.datetime
    archived_at: dt.datetime | None


class TileIn(Schema):
    """A saved question to pin."""

    question_id: Id
    wide: bool = False


class TileMoveIn(Schema):
    """The tile after which it goes; null for first."""

    after_id: Id | None = None


class TileOut(Schema):
    """What is pinned."""

    id: int
    dashboard_id: int
    question_id: int
    wide: bool


class TileAnswerOut(Schema):
    """A pinned question with its answer, or what stands in its way; `without` are filters that do not fit."""

    tile_id: int
    question_id: int
    title: str
    answer: FigureAnswerOut | None
    refused: str
    without: list[str]


class SubscriptionIn(Schema):
    """How often it is sent."""

    rhythm: str = Field("weekly", pattern="^(daily|weekly|monthly)$")


class SubscriptionOut(Schema):
    """One's own subscription."""

    dashboard_id: int
    rhythm: str
    next_at: dt.datetime
    sent_at: dt.datetime | None
