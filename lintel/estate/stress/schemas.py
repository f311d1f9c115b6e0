"""What the API says about stress tests."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.ui.api import Id, Line, Text

Read = Annotated[int, Field(ge=0, le=2**31 - 1, description="The version that was read; 0 for none.")]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=8, decimal_places=5)]
Hours = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
AnHour = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Several = Annotated[list[Id], Field(max_length=200)]


class DegradedMode(Schema):
    """While all of `while_ids` work, the entry keeps `keeps` per cent of what it does."""

    keeps: Annotated[float, Field(gt=0, lt=100)]
    while_ids: Several = []


class ResilienceIn(Schema):
    """What is said about an entry; what is left out stays as it is, null empties it."""

    version: Read
    availability: Percent | None = None
    over: Literal["", "month", "quarter", "year"] = ""
    mttf: Hours | None = None
    mttr: Hours | None = None
    source: Literal["", "measured", "estimate"] = ""
    promised: Percent | None = None
    capacity: AnHour | None = None
    essential: bool = False
    revenue: AnHour | None = None
    customers: AnHour | None = None
    worth_source: Line = ""
    worth_on: dt.date | None = None
    enough: dict[Line, Annotated[int, Field(ge=1, le=1000)]] = {}
    degraded: Annotated[list[DegradedMode], Field(max_length=6)] = []


class ResilienceOut(Schema):
    """What is said about an entry. Percentages are 0 to 100, times in hours, the rest an hour."""

    id: int
    element_id: int
    version: int
    availability: Decimal | None
    over: str
    mttf: Decimal | None
    mttr: Decimal | None
    source: str
    promised: Decimal | None
    capacity: Decimal | None
    essential: bool
    revenue: Decimal | None
    customers: Decimal | None
    worth_source: str
    worth_on: dt.date | None
    enough: dict[str, int]
    degraded: list[dict[str, Any]]


class DependentIn(Schema):
    """A reference to a thing of another room: type and number, such as `objectives.goal:7`."""

    thing: Line


class SingleFailureOut(Schema):
    """What one failure takes along, everything else working."""

    key: str
    name: str
    kind: str
    noticed: list[str] = Field(description="Touchpoints that are down.")
    worse: list[str] = Field(description="Touchpoints that work in part.")
    systems: int
    revenue: float
    customers: float


class SingleFailuresOut(Schema):
    """Every single failure, what costs most first, and what had to be assumed."""

    rows: list[SingleFailureOut]
    worth: dict[str, float]
    assumptions: list[str]
    assumed: int
    systems: int


class FailureLogicOut(Schema):
    """How likely one entry is down, by which smallest sets of failures, and what matters most."""

    name: str
    down: dict[str, float]
    cuts: list[dict[str, Any]]
    cuts_note: str
    importance: dict[str, Any] | None


class StormIn(Schema):
    """What happens: entries out or broken into, traffic times `surge`, `saving` per cent of all cost."""

    title: Line | None = None
    why: Text | None = None
    surge: Annotated[Decimal, Field(ge=0, le=1000, max_digits=6, decimal_places=2)] | None = None
    saving: Annotated[Decimal, Field(ge=0, le=90, max_digits=4, decimal_places=1)] | None = None
    out_ids: Several | None = None
    broken_into_ids: Several | None = None


class StressScenarioIn(StormIn):
    """A new scenario."""

    title: Line


class StressScenarioChange(StormIn):
    """Only what is sent changes."""

    version: Read


class StressScenarioOut(Schema):
    """A scenario."""

    id: int
    title: str
    why: str
    surge: Decimal
    saving: Decimal
    out_ids: list[int]
    broken_into_ids: list[int]
    version: int
    tested_at: dt.datetime | None

    @staticmethod
    def resolve_out_ids(row: Any) -> list[int]:
        """By number."""
        return [one.pk for one in row.out.all()]

    @staticmethod
    def resolve_broken_into_ids(row: Any) -> list[int]:
        """By number."""
        return [one.pk for one in row.broken_into.all()]


class SwapIn(Schema):
    """Another entry for one: `by_id`, or a new system called `name`."""

    of_id: Id
    by_id: Id | None = None
    name: Line = ""


class TriedChangeIn(Schema):
    """A planned change to the estate."""

    removed_ids: Several = []
    replaced: Annotated[list[SwapIn], Field(max_length=50)] = []
    substitutes: Annotated[list[SwapIn], Field(max_length=50)] = []


class StressTestIn(Schema):
    """A test of the estate of a day, in a scenario or as it is; with another day or a change it compares."""

    scenario_id: Id | None = None
    day: dt.date | None = None
    other_day: dt.date | None = None
    change: TriedChangeIn | None = None


class StressTestOut(Schema):
    """A test; `done_at` is null while it is under way."""

    id: int
    title: str
    scenario_id: int | None
    storm: dict[str, Any]
    day: dt.date
    other_day: dt.date | None
    change: dict[str, Any]
    sentence: str
    inputs_hash: str
    ordered_at: dt.datetime
    done_at: dt.datetime | None


class OneStressTestOut(StressTestOut):
    """A test with all that it found."""

    result: dict[str, Any]


class BuildingRuleIn(Schema):
    """A rule that is proposed. `seen` is the version of the proposed edition that was read, 0 for none."""

    seen: Read
    kind: Literal["survives", "availability", "single_points", "loss", "headroom", "unreached"]
    sentence: Annotated[str, Field(max_length=240)] = ""
    element_id: Id | None = None
    data_id: Id | None = None
    any_of: Literal["", "vendor", "region", "system"] = ""
    limit: Annotated[Decimal, Field(ge=0, max_digits=16, decimal_places=5)] | None = None
    scenario_id: Id | None = None


class SeenCodeIn(Schema):
    """The version of the proposed edition that was read; 0 where there is none."""

    seen: Read


class BuildingRuleOut(Schema):
    """One rule in plain words."""

    id: int
    sentence: str
    kind: str
    element_id: int | None
    data_id: int | None
    any_of: str
    limit: Decimal | None
    scenario_title: str


class EditionOut(Schema):
    """One edition of the building code. `content_hash` is what a signature is put to."""

    id: int
    edition: int
    version: int
    awaits: str
    in_force_at: dt.datetime | None
    content_hash: str
    rules: list[BuildingRuleOut]

    @staticmethod
    def resolve_content_hash(row: Any) -> str:
        """Of exactly these rules."""
        from lintel.audit.signatures import hash_of

        return hash_of(row)


class VerdictOut(Schema):
    """How a rule stands, and what breaks it."""

    rule_id: int
    sentence: str = Field(alias="rule.sentence")
    verdict: str
    found: str
    path: list[str]


class InspectionOut(Schema):
    """One look at the estate of a day."""

    id: int
    day: dt.date
    at: dt.datetime
    edition: int = Field(alias="code.edition")
    rules: int
    failing: int
    undecided: int


class BuildingCodeOut(Schema):
    """What is in force, what is proposed, and how the estate stood at the last look."""

    in_force: EditionOut | None
    proposed: EditionOut | None
    last: InspectionOut | None
    verdicts: list[VerdictOut]


class EditionSignatureIn(Schema):
    """The hash of the edition that was read."""

    content_hash: Annotated[str, Field(min_length=64, max_length=64)]


class OrderOut(Schema):
    """Work that is under way."""

    run_id: int
