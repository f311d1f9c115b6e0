"""What the API says about the blueprint."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from lintel.ui.api import LARGEST_ID, Line, Text

Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Number = Annotated[
    int, Field(ge=-LARGEST_ID, le=LARGEST_ID, description="Negative for what a change brings: its number.")
]
KindOfChange = Literal["add", "retire", "replace", "join", "part", "flow", "end_flow", "adjust", "drop"]


class PlateauIn(Schema):
    """A new plateau."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    day: dt.date
    note: Annotated[str, Field(max_length=4000)] = ""


class PlateauChange(Schema):
    """Another name, day or note; `version` is the one that was read."""

    version: Version
    name: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    day: dt.date | None = None
    note: Annotated[str, Field(max_length=4000)] | None = None


class PlateauOut(Schema):
    """A plateau."""

    id: int
    name: str
    day: dt.date
    note: str
    version: int
    changed_at: dt.datetime
    planned: int
    carried_out: int


class ChangeFacts(Schema):
    """What changes; the kind says which fields are needed. `relation` is what `source` is to `target`;
    `change` is what a suggestion drops of what is planned."""

    change: Number | None = None
    element: Number | None = None
    by: Number | None = None
    source: Number | None = None
    target: Number | None = None
    relation: Literal["serves", "needs", "holds", "supplied_by", "runs_in", "part_of"] | None = None
    instead: Annotated[str, Field(max_length=60)] | None = None
    flow: Number | None = None
    name: Line | None = None
    kind: Literal["touchpoint", "capability", "system", "data", "vendor", "region", "environment"] | None = (
        None
    )
    description: Annotated[str, Field(max_length=4000)] | None = None
    business_owner: Number | None = None
    technical_owner: Number | None = None
    criticality: Annotated[int, Field(ge=1, le=4)] | None = None
    cost: Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)] | None = None
    means: Literal["api", "event", "file", "database", "hand"] | None = None
    data: list[Number] | None = None
    records_a_day: Annotated[int, Field(ge=0, le=2**62)] | None = None
    phase_out_from: dt.date | None = None
    retired_from: dt.date | None = None


class PlannedChangeIn(Schema):
    """A change within a plateau."""

    kind: KindOfChange
    facts: ChangeFacts
    note: Annotated[str, Field(max_length=500)] = ""


class SuggestedChangeIn(PlannedChangeIn):
    """A change of a suggestion, for a plateau."""

    plateau_id: Annotated[int, Field(ge=1, le=LARGEST_ID)]


class PlannedChangeOut(Schema):
    """A change; what it brings goes by the negative of `id` until it is carried out."""

    id: int
    plateau_id: int
    amendment_id: int | None
    kind: str
    facts: dict[str, Any]
    note: str
    carried_out_at: dt.datetime | None
    made_id: int | None


class MisfitOut(Schema):
    """A change that does not fit, and why."""

    change_id: int
    why: str


class PartOut(Schema):
    """An element as it stands."""

    number: int
    kind: str
    name: str
    stage: str
    criticality: int | None
    cost: Decimal | None


class JointOut(Schema):
    """A relation."""

    source: int
    kind: str
    target: int
    instead: str


class StreamOut(Schema):
    """A data flow."""

    number: int
    source: int
    target: int
    name: str
    state: str
    data: list[int]


class EstateStandingOut(Schema):
    """The estate on a day or at a plateau."""

    day: dt.date
    parts: list[PartOut]
    joints: list[JointOut]
    streams: list[StreamOut]
    misfits: list[MisfitOut]
    warnings: list[str]


class DifferenceRowOut(Schema):
    """What happens to what: it `comes`, `goes` or `changes`."""

    what: str
    kind: str
    name: str
    detail: str
    number: int


class RiskShiftOut(Schema):
    """A risk before and after, with the rows it is made of."""

    slug: str
    title: str
    before: list[str]
    after: list[str]


class EstateComparisonOut(Schema):
    """Two points in time beside each other."""

    before: str
    after: str
    currency: str
    cost_before: Decimal
    cost_after: Decimal
    rows: list[DifferenceRowOut]
    risks: list[RiskShiftOut]


class AmendmentIn(Schema):
    """A suggestion."""

    title: Annotated[str, Field(min_length=1, max_length=160)]
    reason: Annotated[str, Field(min_length=1, max_length=4000)]


class AmendmentOut(Schema):
    """A suggestion and its answer."""

    id: int
    title: str
    reason: str
    side: str
    state: str
    version: int
    made_by_id: int
    made_at: dt.datetime
    answered_by_id: int | None
    answered_at: dt.datetime | None
    answer: str
    alternative: str


class OneAmendmentOut(AmendmentOut):
    """A suggestion with its changes, and why some of them no longer fit."""

    changes: list[PlannedChangeOut]
    conflicts: list[str]


class ReadAmendment(Schema):
    """Which version was read."""

    version: Version


class RefusalIn(ReadAmendment):
    """Why not, and what would do instead."""

    reason: Annotated[str, Field(min_length=1, max_length=4000)]
    alternative: Text = ""


class BlueprintVersionIn(Schema):
    """What is new in a version."""

    note: Annotated[str, Field(max_length=500)] = ""


class BlueprintVersionOut(Schema):
    """A version."""

    id: int
    number: int
    note: str
    state: str
    awaits: str
    made_at: dt.datetime
    signed_at: dt.datetime | None


class OneBlueprintVersionOut(BlueprintVersionOut):
    """A version with its content and the hash that signatures cover."""

    content: dict[str, Any]
    content_hash: str


class SignatureOfVersionIn(Schema):
    """The hash of what was read."""

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
