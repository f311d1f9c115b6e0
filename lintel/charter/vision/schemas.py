"""What goes in and out of the API of the vision."""

import datetime as dt
from typing import Annotated

from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.ui.api import Text


class VisionIn(Schema):
    """A wording; `version` is the one that was read, 0 for none. It voids both signatures."""

    model_config = ConfigDict(extra="forbid")

    version: Annotated[int, Field(ge=0, le=2**31 - 1)]
    text: Annotated[Text, Field(min_length=1)]
    why: Annotated[Text, Field(max_length=2_000)] = ""


class VisionSignatureIn(Schema):
    """Signs exactly the wording with this hash."""

    model_config = ConfigDict(extra="forbid")

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class VisionOut(Schema):
    """The vision, and which offices have signed it."""

    text: str
    version: int
    content_hash: str
    signed_by: list[str]
    holds: bool
    signed_version: int


class VisionVersionOut(Schema):
    """One wording."""

    version: int
    text: str
    why: str
    content_hash: str
    at: dt.datetime
