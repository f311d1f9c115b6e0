"""What goes in and out of the API of expectations."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.audit.signatures import hash_of
from lintel.charter.expectations.models import Expectation, Step
from lintel.charter.expectations.turns import turn_of
from lintel.charter.expectations.wording import FIELDS, LARGEST_TARGET, Content
from lintel.ui.api import Day, Id, Line, Text

OfficeName = Literal["marketing", "it"]
StateName = Literal[
    "draft", "offered", "countered", "declined", "accepted", "declared", "satisfied", "revoked"
]
KindName = Literal[
    "offer", "reword", "counter", "accept", "decline", "promise", "declare", "satisfy", "missing",
    "renegotiate", "revoke", "notice",
]  # fmt: skip
ComparisonName = Literal["at_least", "at_most", "more_than", "less_than"]
StepNumber = Annotated[int, Field(ge=0, le=2**31 - 1, description="The last step that was read.")]
Target = Annotated[Decimal, Field(gt=-LARGEST_TARGET, lt=LARGEST_TARGET, max_digits=20, decimal_places=6)]


class CharterIn(Schema):
    """What comes in names only known fields."""

    model_config = ConfigDict(extra="forbid")


class SpeakerOut(Schema):
    """A person of the charter, as far as it needs them."""

    id: int
    name: str
    side: str


class WordingIn(CharterIn):
    """A wording: what is expected, and a condition of satisfaction in words, by a metric, or both."""

    title: Annotated[Line, Field(min_length=1)]
    details: Text = ""
    condition: Annotated[Text, Field(max_length=5_000)] = ""
    metric: Annotated[Line, Field(max_length=80)] = ""
    comparison: ComparisonName | None = None
    target: Target | None = None
    due_on: Day | None = None

    def content(self) -> Content:
        """As the action takes it."""
        values = {name: getattr(self, name) for name in FIELDS}
        return Content(**{**values, "comparison": self.comparison or ""})


class ExpectationIn(WordingIn):
    """A new expectation of the other side."""

    offer: bool = Field(False, description="Offer it at once; else it stays a draft.")


class ExpectationPatch(WordingIn):
    """The whole new wording of a draft."""

    step: StepNumber


class StepIn(CharterIn):
    """What one says next. Some kinds need `text`, a `wording`, a day, or the hash that was read."""

    kind: KindName
    step: StepNumber
    text: Text = ""
    wording: WordingIn | None = Field(None, description="For reword, counter and renegotiate.")
    answer_by: Day | None = Field(None, description="For promise.")
    content_hash: str = Field(
        "", pattern=r"^([0-9a-f]{64})?$", description="For accept: of exactly the wording that was read."
    )


class PerformerIn(CharterIn):
    """Who performs it."""

    person_id: Id


class ExpectationOut(Schema):
    """An expectation, its present wording, and where it stands."""

    id: int
    title: str
    details: str
    condition: str
    metric: str
    comparison: str
    target: Decimal | None
    due_on: dt.date | None
    customer_office: str
    performer_office: str
    customer: SpeakerOut
    performer: SpeakerOut | None
    state: str
    counts: bool
    version: int
    step: int
    content_hash: str
    awaits: str
    waiting_since: dt.datetime | None
    silent_days: int
    promised_for: dt.date | None
    whose_word: str
    measured_value: Decimal | None
    target_met: bool | None
    why_not_measured: str

    @staticmethod
    def resolve_content_hash(row: Expectation) -> str:
        """What an acceptance is put to."""
        return hash_of(row)

    @staticmethod
    def resolve_silent_days(row: Expectation) -> int:
        """How long a word has been missing."""
        return row.silent_days(timezone.localdate())

    @staticmethod
    def resolve_whose_word(row: Expectation) -> str:
        """In a few words."""
        return turn_of(row, timezone.localdate()).label

    @staticmethod
    def resolve_measured_value(row: Expectation) -> Decimal | None:
        """The newest value, where it counts."""
        return row.measured.value if row.counts and row.measured else None

    @staticmethod
    def resolve_target_met(row: Expectation) -> bool | None:
        """Whether that value meets the target."""
        return row.measured.met if row.counts and row.measured else None

    @staticmethod
    def resolve_why_not_measured(row: Expectation) -> str:
        """Why there is no value."""
        return row.measured.why_not if row.counts and row.measured else ""


class StepOut(Schema):
    """One thing that was said."""

    number: int
    kind: str
    office: str
    by: SpeakerOut
    on_behalf_of: SpeakerOut | None
    version: int
    text: str
    answer_by: dt.date | None
    at: dt.datetime

    @staticmethod
    def resolve_office(row: Step) -> str:
        """The side that spoke."""
        return row.speaker.office

    @staticmethod
    def resolve_by(row: Step) -> Any:
        """Who spoke."""
        return row.speaker.person


class WordingOut(Schema):
    """One wording that was laid on the table."""

    version: int
    office: str
    by: SpeakerOut
    at: dt.datetime
    title: str
    details: str
    condition: str
    metric: str
    comparison: str
    target: Decimal | None
    due_on: dt.date | None
    content_hash: str


class MeasurementOut(Schema):
    """What a metric said at a moment, or why it said nothing."""

    version: int
    at: dt.datetime
    as_of: dt.date | None
    value: Decimal | None
    met: bool | None
    why_not: str


class CarriedOut(Schema):
    """What one side has promised, by how it stands."""

    accepted: int
    satisfied: int
    declared: int
    met: int
    unmet: int
    missing: int
    in_words: int
    late: int


class ApartOut(Schema):
    """What one side has said and the other has not agreed to; never averaged in."""

    unanswered: int
    countered: int
    declined: int
    silent_since: dt.datetime | None


class ScorecardOut(Schema):
    """Per performing office what counts; per expecting office what stands apart."""

    carried: dict[str, CarriedOut]
    apart: dict[str, ApartOut]
