"""What the API says about questions."""

import datetime as dt
from typing import Any

from ninja import Field, Schema

from lintel.ui.api import Line


class AskIn(Schema):
    """A question in words, or as `asked` (metrics, by, where, period, versus, top); and what it is for."""

    words: str = Field("", max_length=500)
    asked: dict[str, Any] | None = None
    purpose: Line = "analysis"


class ColumnOut(Schema):
    """A column of the answer: `dimension`, `time` or `metric`."""

    name: str
    label: str
    role: str
    type: str
    unit: str
    format: str
    currency: str


class MetricUsedOut(Schema):
    """A metric with the version that was used, and whether both offices agreed on it."""

    slug: str
    label: str
    version: int
    state: str


class FigureAnswerOut(Schema):
    """An answer. `withheld` lists cells (row, column) that stand for too few and are null for that reason;
    `earlier` holds for each row the figures of the period compared with; `snapshots` are the states of data
    read."""

    text: str
    asked: dict[str, Any]
    notes: list[str]
    columns: list[ColumnOut]
    rows: list[list[Any]]
    withheld: list[list[int]]
    earlier: list[list[Any]]
    more: bool
    first_day: dt.date | None
    last_day: dt.date | None
    metrics: list[MetricUsedOut]
    snapshots: dict[str, str]
    sql: list[str]
    milliseconds: int


class SavedQuestionIn(Schema):
    """A question to keep, in words."""

    title: Line
    words: str = Field(max_length=500)
    purpose: Line = "analysis"
    audience: str = Field("all", pattern="^(private|side|all)$")


class SavedQuestionPut(SavedQuestionIn):
    """A change; `version` is the one that was read."""

    version: int = Field(ge=1, le=2**31 - 1)


class SavedQuestionOut(Schema):
    """A saved question."""

    id: int
    title: str
    text: str
    asked: dict[str, Any]
    purpose: str
    audience: str
    version: int
    owner_id: int
    changed_at: dt.datetime
    archived_at: dt.datetime | None


class QuestionAskedOut(Schema):
    """A question as somebody asked it."""

    id: int
    person_id: int
    at: dt.datetime
    words: str
    metrics: list[str]
    purpose: str
    surface: str
    outcome: str
    with_help: bool
    unknown: str
    reason: str
    milliseconds: int
    rows: int


class JudgementIn(Schema):
    """`alone`, `helped`, or `missed` with what was looked for."""

    word: str = Field(pattern="^(alone|helped|missed)$")
    missing: Line = ""
