"""What the API says about segments."""

import datetime as dt
from typing import Any

from ninja import Field, Schema

from lintel.ui.api import Line, Text


class SegmentIn(Schema):
    """A segment's name and definition; see the how-to for the kinds of conditions."""

    name: Line
    description: Text = ""
    definition: dict[str, Any] = Field(
        description="A group: `{match: all|any|none, parts: [condition or group, …]}`."
    )


class SegmentPut(SegmentIn):
    """A change; `version` is the one that was read."""

    version: int = Field(ge=1, le=2**31 - 1)


class SegmentOut(Schema):
    """A segment. `size` is the one counted last; null before that, or where it is too small to be shown."""

    id: int
    name: str
    description: str
    sentence: str
    definition: dict[str, Any]
    version: int
    owner_id: int
    changed_at: dt.datetime
    archived_at: dt.datetime | None
    size: int | None
    counted_at: dt.datetime | None


class DefinitionIn(Schema):
    """A definition to count."""

    definition: dict[str, Any]


class SegmentCountOut(Schema):
    """How many belong now; null where it is too small to be shown without a clearance."""

    sentence: str
    size: int | None
    customers: int


class SegmentExportIn(Schema):
    """For what, how, and as which file: csv, xlsx or jsonl."""

    purpose: Line
    channel: Line
    format: Line = "csv"


class SegmentExportOut(Schema):
    """A file that was made: how many are in it, and who was left out why."""

    id: int
    segment_id: int
    version: int
    purpose: str
    channel: str
    format: str
    rows: int
    without_consent: int
    without_address: int
    sha256: str
    at: dt.datetime
    expires_at: dt.datetime
    removed_at: dt.datetime | None
