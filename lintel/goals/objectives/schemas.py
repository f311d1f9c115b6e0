"""What goes in and out of the API of goals."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.audit.signatures import hash_of
from lintel.goals.objectives.models import Goal, KeyResult
from lintel.goals.objectives.scoring import part_of
from lintel.goals.objectives.turns import turn_of
from lintel.goals.objectives.wording import LARGEST, MOST_RESULTS, Content, Result
from lintel.ui.api import Day, Id, Line, Text

GoalStateName = Literal["draft", "offered", "owned", "closed"]
GoalKindName = Literal["company", "shared"]
GoalHealthName = Literal["on_track", "at_risk", "off_track", "unknown"]
GoalOutcomeName = Literal["reached", "partly", "missed", "withdrawn"]
GoalSideName = Literal["marketing", "it"]
GoalStep = Annotated[int, Field(ge=0, le=2**31 - 1, description="The last step that was read.")]
ContentHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="Of the wording that was read.")]
Figure = Annotated[Decimal, Field(gt=-LARGEST, lt=LARGEST, max_digits=20, decimal_places=6)]
Weight = Annotated[Decimal, Field(gt=0, le=1000, max_digits=6, decimal_places=2)]


class GoalsIn(Schema):
    """What comes in names only known fields."""

    model_config = ConfigDict(extra="forbid")


class GoalPersonOut(Schema):
    """A person, as far as a goal needs them."""

    id: int
    name: str
    side: str


class KeyResultIn(GoalsIn):
    """A key result; `id` names one that is there already, without `baseline` the metric is read for it."""

    id: Id | None = None
    name: Annotated[Line, Field(min_length=1)]
    metric: Annotated[Line, Field(min_length=1, max_length=80)]
    direction: Literal["up", "down"] | None = None
    baseline: Figure | None = None
    target: Figure
    weight: Weight = Decimal(1)
    starts_on: Day | None = None
    ends_on: Day | None = None

    def result(self) -> Result:
        """As the action takes it."""
        return Result(
            name=self.name, metric=self.metric, target=self.target, baseline=self.baseline,
            direction=self.direction or "", weight=self.weight, starts_on=self.starts_on,
            ends_on=self.ends_on, pk=self.id,
        )  # fmt: skip


class GoalWordsIn(GoalsIn):
    """A goal's whole wording, key results included."""

    title: Annotated[Line, Field(min_length=1)]
    why: Text = ""
    kind: GoalKindName = "shared"
    starts_on: Day
    ends_on: Day
    key_results: Annotated[list[KeyResultIn], Field(max_length=MOST_RESULTS)] = []

    def content(self) -> Content:
        """As the action takes it."""
        return Content(
            title=self.title, why=self.why, kind=self.kind, starts_on=self.starts_on, ends_on=self.ends_on,
            results=tuple(one.result() for one in self.key_results),
        )  # fmt: skip


class GoalIn(GoalWordsIn):
    """A new goal with its owners."""

    owner_marketing_id: Id | None = None
    owner_it_id: Id | None = None
    offer: bool = Field(False, description="Lay it before the other side at once; else it stays a draft.")


class GoalPatch(GoalWordsIn):
    """The whole new wording."""

    step: GoalStep


class GoalOfferIn(GoalsIn):
    """Lay a draft before the other side."""

    step: GoalStep


class GoalWordIn(GoalsIn):
    """An owner's word on the wording that was read."""

    step: GoalStep
    content_hash: ContentHash
    take_on: bool = Field(False, description="Become the owner of one's own side, where there is none.")


class GoalOwnerIn(GoalsIn):
    """Who carries it on a side from now on."""

    step: GoalStep
    person_id: Id


class StepBackIn(GoalsIn):
    """Carry it no longer, and why."""

    step: GoalStep
    text: Annotated[Text, Field(min_length=1)]


class GoalOutcomeIn(GoalsIn):
    """How it ended."""

    step: GoalStep
    outcome: GoalOutcomeName
    note: Annotated[Text, Field(max_length=5_000)] = ""


class KeyResultOut(Schema):
    """A key result, and what was measured last."""

    id: int
    goal_id: int
    name: str
    metric: str
    metric_version: int | None
    unit: str
    direction: str
    baseline: Decimal
    target: Decimal
    weight: Decimal
    starts_on: dt.date
    ends_on: dt.date
    value: Decimal | None
    as_of: dt.date | None
    progress: Decimal | None
    why_no_value: str

    @staticmethod
    def resolve_value(row: KeyResult) -> Decimal | None:
        """The newest value."""
        return row.measured.value if row.measured else None

    @staticmethod
    def resolve_as_of(row: KeyResult) -> dt.date | None:
        """The day it speaks of."""
        return row.measured.as_of if row.measured else None

    @staticmethod
    def resolve_progress(row: KeyResult) -> Decimal | None:
        """From 0 to 1."""
        found = part_of(row).progress
        return round(found, 4) if found is not None else None

    @staticmethod
    def resolve_why_no_value(row: KeyResult) -> str:
        """Why there is none."""
        return row.measured.why_not if row.measured else "Not measured yet."


class GoalOut(Schema):
    """A goal, whose word is missing, and how it stands."""

    id: int
    title: str
    why: str
    kind: str
    starts_on: dt.date
    ends_on: dt.date
    state: str
    owner_marketing: GoalPersonOut | None
    owner_it: GoalPersonOut | None
    one_sided: bool
    awaits: str
    waiting_since: dt.datetime | None
    whose_word: str
    version: int
    step: int
    health: str
    score: Decimal | None
    measured_at: dt.datetime | None
    key_results: int
    key_results_without_value: int
    confidence_marketing: int | None
    confidence_it: int | None
    outcome: str

    @staticmethod
    def resolve_one_sided(row: Goal) -> bool:
        """One side has no owner."""
        return row.is_one_sided

    @staticmethod
    def resolve_whose_word(row: Goal) -> str:
        """In a few words."""
        return turn_of(row, timezone.localdate()).label

    @staticmethod
    def resolve_key_results(row: Goal) -> int:
        """How many there are."""
        return row.results_total

    @staticmethod
    def resolve_key_results_without_value(row: Goal) -> int:
        """How many of them are without a value."""
        return row.results_missing


class GoalWholeOut(GoalOut):
    """A goal with its key results, its places, and the hash that a word is put to."""

    content_hash: str
    results: list[KeyResultOut]
    serves: list[int]
    served_by: list[int]

    @staticmethod
    def resolve_content_hash(row: Goal) -> str:
        """What an owner's word is put to."""
        return hash_of(row)

    @staticmethod
    def resolve_results(row: Goal) -> Any:
        """Those of the present wording."""
        return list(row.results.living().with_measurement())

    @staticmethod
    def resolve_serves(row: Goal) -> list[int]:
        """The goals that it serves."""
        return list(row.parenthoods.values_list("parent_id", flat=True))

    @staticmethod
    def resolve_served_by(row: Goal) -> list[int]:
        """The goals that serve it and are no drafts."""
        return list(row.childhoods.exclude(child__state="draft").values_list("child_id", flat=True))
