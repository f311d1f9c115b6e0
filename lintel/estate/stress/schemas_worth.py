"""What the API says about the worth of touchpoints by agreed metrics."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema

from lintel.ui.api import Line


class WorthIn(Schema):
    """The agreed metric by which an hour is measured, perhaps only where a `field` is `part`."""

    metric: Line
    field: Annotated[str, Field(max_length=120)] = ""
    part: Annotated[str, Field(max_length=200)] = ""


class WorthOut(Schema):
    """What an hour of a touchpoint brought by a metric; without a value `why_not` says why it is missing."""

    id: int
    element_id: int
    measure: str
    metric: str
    field: str
    part: str
    value: Decimal | None
    first_on: dt.date | None
    last_on: dt.date | None
    metric_version: int | None
    why_not: str
    measured_at: dt.datetime


class WorthChoiceOut(Schema):
    """A metric or a field as programs name it, and its label for people."""

    name: str
    label: str


class WorthChoicesOut(Schema):
    """What can be bound: metrics that both offices signed, and fields that narrow them."""

    metrics: list[WorthChoiceOut]
    fields: list[WorthChoiceOut]
