"""What the API says about the quality of data."""

import datetime as dt
from typing import Annotated, Any

from ninja import Field, Schema

from lintel.ui.api import Line

Hours = Annotated[int, Field(ge=1, le=87_600)]
Rows = Annotated[int, Field(ge=0, le=10**12)]
Percent = Annotated[int, Field(ge=0, le=100)]


class DataStateOut(Schema):
    """The data behind an answer. `grade` is good, warning or bad; empty where it was not looked at yet."""

    dataset: str
    says: str
    published_at: dt.datetime | None
    rows: int
    grade: str
    concerns: list[str]


class CheckOut(Schema):
    """One check; `findings` are `{check, column, grade, says}`."""

    id: int
    dataset: str
    snapshot: str
    published_at: dt.datetime
    rows: int
    grade: str
    findings: list[dict[str, Any]]
    at: dt.datetime


class ChecksIn(Schema):
    """Which datasets are checked; none means all."""

    datasets: list[Line] = Field(default_factory=list, max_length=200)


class CheckRunOut(Schema):
    """The run that checks."""

    run_id: int
    state: str


class DataExpectationIn(Schema):
    """What is expected; null means unchecked. `version` is the one that was read, 0 for the usual."""

    oldest_hours: Hours | None = None
    fewest_rows: Rows | None = None
    most_change: Annotated[int, Field(ge=0, le=30_000)] | None = None
    nulls: dict[str, Percent] = Field(default_factory=dict)
    keys: list[list[Line]] = Field(default_factory=list, max_length=20)
    version: int = Field(0, ge=0, le=2**31 - 1)


class DataExpectationOut(Schema):
    """What a dataset is held to; `usual` says that nobody wrote it down."""

    dataset: str
    oldest_hours: int | None
    fewest_rows: int | None
    most_change: int | None
    nulls: dict[str, int]
    keys: list[list[str]]
    usual: bool
    version: int
