"""What programs read of journeys."""

import datetime as dt
from decimal import Decimal

from ninja import Schema


class TouchOut(Schema):
    """One thing a customer did; without a clearance only day, kind and channel."""

    at: dt.datetime
    kind: str
    name: str
    channel: str
    campaign: str
    source: str
    amount: Decimal | None
    currency: str


class TimelineOut(Schema):
    """A page of a timeline, newest first, and how many events there are."""

    customer_id: str
    total: int
    page: int
    pages: int
    events: list[TouchOut]


class PathOut(Schema):
    """A sequence of steps, how it ended, how often; `customers` is 0 where small groups stand together."""

    steps: list[str]
    outcome: str
    journeys: int
    customers: int


class HopOut(Schema):
    """From one step to the next: how often, and the hours between."""

    start: str
    end: str
    journeys: int
    median_hours: float
    p90_hours: float


class FlowOut(Schema):
    """A flow; `share` is how many of all journeys came to the end, 0 to 1. Where single customers could be
    known, `reached` and `share` are null; of a small group everything is 0."""

    since: dt.datetime
    until: dt.datetime
    journeys: int
    customers: int
    reached: int | None
    share: float | None
    paths: list[PathOut]
    hops: list[HopOut]
