"""What the API says about the assessment."""

import datetime as dt

from ninja import Field, Schema

from lintel.ui.api import Line


class RoundIn(Schema):
    """A new round."""

    name: Line
    closes_on: dt.date


class RoundOut(Schema):
    """A round; `answered` counts people who answered at least one criterion."""

    id: int
    name: str
    opened_at: dt.datetime
    closes_on: dt.date
    closed_at: dt.datetime | None
    invited: int
    answered: int


class RatingsIn(Schema):
    """Answers to one criterion: 1 to 5 for each item and for `importance`, 0 for “I cannot say”."""

    ratings: dict[str, int] = Field(description="By the item's key; see `GET /alignment/items`.")


class AnsweredOut(Schema):
    """Which criteria are answered."""

    answered: list[str]
    finished: bool


class AssessmentItemOut(Schema):
    """An item and what 1, 3 and 5 mean for it."""

    key: str
    text: str
    low: str
    middle: str
    high: str


class AssessmentCriterionOut(Schema):
    """A criterion and its items."""

    key: str
    name: str
    question: str
    items: list[AssessmentItemOut]


class SideOut(Schema):
    """What one side says; all null when fewer than four answered."""

    answers: int | None
    median: float | None
    least: int | None
    mean: float | None
    counts: list[int] | None = Field(description="How often 1, 2, 3, 4 and 5 were given.")


class ItemResultOut(Schema):
    """One item's results; `gap` is marketing's mean less IT's."""

    criterion: str
    item: str
    marketing: SideOut
    it: SideOut
    gap: float | None
    importance: float | None


class ResultsOut(Schema):
    """The results of a round that is over."""

    round: str
    results: list[ItemResultOut]
