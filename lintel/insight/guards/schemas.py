"""What the API says about guard rails."""

import datetime as dt
from typing import Any

from ninja import Field, Schema

from lintel.ui.api import Line, Text


class PolicyIn(Schema):
    """A policy's wording; see the how-to for its parts."""

    wording: dict[str, Any] = Field(
        description="`{name, why, effect: grant|restriction, audience: {sides, teams, roles, people}, "
        "purposes, datasets, conditions, columns, consents, smallest_group, withheld, ended}`."
    )


class PolicyPut(PolicyIn):
    """A change; `version` is the one that was read."""

    version: int = Field(ge=1, le=2**31 - 1)


class PolicyOut(Schema):
    """A policy. `wording` is the present version; `in_force_version` counts, null for none."""

    id: int
    name: str
    effect: str
    state: str
    version: int
    in_force_version: int | None
    awaits: str = Field(description="marketing, it, both, or empty: whose key the present version needs.")
    content_hash: str = Field(description="What a signature of the present version is put to.")
    wording: dict[str, Any]
    changed_at: dt.datetime
    changed_by_id: int


class PolicySignatureIn(Schema):
    """`content_hash` is that of the wording that was read."""

    content_hash: Line


class SuspensionIn(Schema):
    """Why a grant is taken out of force at once."""

    reason: Text


class RuleSourceOut(Schema):
    """Which policy says so; without an id it holds by itself."""

    policy_id: int | None
    name: str
    version: int


class SaidOut(Schema):
    """One thing that is so, and who says so."""

    text: str
    because: list[RuleSourceOut]


class AccessOut(Schema):
    """One dataset: whether it may be asked about, what of it, and why."""

    dataset: str
    label: str
    allowed: bool
    all_rows: bool
    hidden: list[str]
    smallest_group: int
    says: list[SaidOut]


class StandingOut(Schema):
    """What a person may see for a purpose."""

    person_id: int
    purpose: str
    datasets: list[AccessOut]


class WishIn(Schema):
    """What somebody wants to be allowed; `field` is empty for the whole dataset."""

    dataset: Line
    field: Line = ""
    purpose: Line = ""
    reason: Text


class WishOut(Schema):
    """What was asked for; the request that was made of it stands under requests."""

    id: int
    dataset: str
    field: str
    purpose: str
    reason: str
    by_id: int
    at: dt.datetime
