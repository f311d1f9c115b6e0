"""What goes in and out of the API of the radar."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.goals.radar.models import Finding
from lintel.ui.api import Text

Words = Annotated[Text, Field(min_length=1, max_length=2_000)]
MetricName = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-z][a-z0-9_]*$")]
SeverityName = Literal["high", "medium", "low"]
FindingState = Literal["open", "snoozed", "gone", "any"]
SEVERITIES: dict[str, int] = {"high": 3, "medium": 2, "low": 1}
NAMES = {number: name for name, number in SEVERITIES.items()}


class DetectorOut(Schema):
    """One way in which two sides drift apart."""

    key: str
    title: str
    explanation: str
    severity: SeverityName

    @staticmethod
    def resolve_severity(row: Any) -> str:
        """In a word."""
        return NAMES[int(row.severity)]


class EvidenceOut(Schema):
    """A thing that a finding rests on, and what is said of it; without a type it is words alone."""

    type: str
    id: int
    says: str


class FindingOut(Schema):
    """A finding as the newest look saw it, and where its next step leads."""

    id: int
    detector: str
    severity: SeverityName
    side: Literal["marketing", "it", "both"]
    state: FindingState
    summary: str
    step_label: str
    step_url: str
    first_seen: dt.datetime
    last_seen: dt.datetime
    gone_at: dt.datetime | None
    snoozed_until: dt.date | None

    @staticmethod
    def resolve_severity(row: Finding) -> str:
        """In a word."""
        return NAMES[row.severity]

    @staticmethod
    def resolve_state(row: Finding) -> str:
        """Open, snoozed or gone, on the reader's day."""
        return row.state_on(timezone.localdate())


class FindingFullOut(FindingOut):
    """With what it rests on; `figures` of metrics that moved against each other say nothing about cause."""

    evidence: list[EvidenceOut]
    figures: dict[str, Any]


class FindingChangeOut(Schema):
    """What a look changed about a finding."""

    what: Literal["found", "gone", "back", "graver", "milder"]
    at: dt.datetime


class SnoozeIn(Schema):
    """Why not now, and until when."""

    model_config = ConfigDict(extra="forbid")

    reason: Words
    until: dt.date


class ScanOut(Schema):
    """One look: what it changed, and what was open after it."""

    id: int
    at: dt.datetime
    milliseconds: int
    things: int
    pairs: int
    new: int
    back: int
    gone: int
    high: int
    medium: int
    low: int
    snoozed: int


class LookOrderedOut(Schema):
    """The run that looks."""

    id: int
    state: str


class TensionIn(Schema):
    """Two metrics that one says pull on each other."""

    model_config = ConfigDict(extra="forbid")

    first: MetricName
    second: MetricName
    moves: Literal["opposite", "together"] = "opposite"
    why: Words


class TensionOut(Schema):
    """A declaration."""

    id: int
    first: str
    second: str
    moves: Literal["opposite", "together"]
    why: str
    office: str
    at: dt.datetime
    withdrawn_at: dt.datetime | None
