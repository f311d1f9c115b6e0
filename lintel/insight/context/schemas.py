"""What the API says about market context."""

import datetime as dt
from typing import Annotated

from ninja import Field, Schema

from lintel.ui.api import Line, Text

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Day = Annotated[dt.date, Field(ge=dt.date(1900, 1, 1), le=dt.date(2199, 12, 31))]


class SeriesIn(Schema):
    """A series; with an address it is pulled over https every `pull_hours`."""

    name: Line
    origin: Text = ""
    unit: Line = ""
    grain: Line = Field("month", description="day, week, month, quarter or year.")
    measures: Line = Field("flow", description="flow (values add up) or level (values are averaged).")
    metric: Line = ""
    address: Annotated[str, Field(max_length=500)] = ""
    pull_hours: Annotated[int, Field(ge=1, le=8760)] | None = None


class SeriesPut(SeriesIn):
    """A change; `version` is the one that was read."""

    version: Version


class SeriesOut(Schema):
    """A series."""

    id: int
    name: str
    origin: str
    unit: str
    grain: str
    measures: str
    metric: str
    address: str
    pull_hours: int | None
    pulled_at: dt.datetime | None
    pull_problem: str
    version: int


class LineOut(Schema):
    """One line: its values by the first day of each period."""

    label: str
    own: bool
    values: dict[str, float]


class ComparisonOut(Schema):
    """What the series' page shows, with the events of that time."""

    unit: str
    grain: str
    notes: list[str]
    base: dt.date | None
    lines: list[LineOut]


class MarketPullOut(Schema):
    """The run that fetches."""

    run_id: int
    state: str


class EventIn(Schema):
    """Something that may explain figures; without `last` it is one day."""

    name: Line
    kind: Line = Field(description="campaign, release, outage, holiday, market or other.")
    first: Day
    last: Day | None = None
    region: Line = ""
    note: Text = ""


class EventPut(EventIn):
    """A change; `version` is the one that was read."""

    version: Version


class EventOut(Schema):
    """An event."""

    id: int
    name: str
    kind: str
    first: dt.date
    last: dt.date
    region: str
    note: str
    version: int
    by_id: int
