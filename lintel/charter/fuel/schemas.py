"""What goes in and out of the API of disparities."""

import datetime as dt
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.ui.api import Id, Line, Text


class OriginIn(Schema):
    """A thing by type and number, such as `expectations.expectation` 7."""

    model_config = ConfigDict(extra="forbid")

    type: Annotated[str, Field(pattern=r"^[a-z_]+\.[a-z_]+$", max_length=60)]
    id: Id


class DisparityIn(Schema):
    """Two things that clash, who owns the proposal with you, and what the two could become."""

    model_config = ConfigDict(extra="forbid")

    first: OriginIn
    second: OriginIn
    partner_id: Id
    title: Annotated[Line, Field(min_length=1)]
    clash: Annotated[Text, Field(min_length=1)]


class ReturnedOut(Schema):
    """What became of its proposal, as far as is known."""

    state: str
    approved: bool
    promised: Decimal | None
    actual: Decimal | None
    currency: str


class DisparityOut(Schema):
    """A disparity and what came of it."""

    id: int
    title: str
    clash: str
    first_type: str
    first_id: str
    second_type: str
    second_id: str
    raised_at: dt.datetime
    work_type: str
    work_id: str
