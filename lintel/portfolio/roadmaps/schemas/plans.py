"""Searches and plans, as the API takes and gives them."""

import datetime as dt
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from lintel.audit.signatures import hash_of
from lintel.portfolio.roadmaps.models import Plan
from lintel.ui.api import Id


class SearchIn(Schema):
    """What to look for and how long. `base` is the plan to compare with (replan, what-if)."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["best", "frontier", "buffers", "replan", "what_if"] = "best"
    seconds: Annotated[int, Field(ge=5, le=600)] = 30
    base: Id | None = None
    keep: Annotated[float, Field(gt=0, le=1)] = 0.97
    changes: Annotated[dict[str, str], Field(max_length=20)] = {}


class PlanSignatureIn(Schema):
    """An office's key on exactly the plan that was read."""

    model_config = ConfigDict(extra="forbid")

    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class SearchOut(Schema):
    """How far a search is, and what it found. `curve` holds seconds, best and bound."""

    id: int
    kind: str
    seconds: int
    state: str
    said: str
    conflict: list[dict[str, str]]
    curve: list[list[float | None]]
    plans: list[int]

    @staticmethod
    def resolve_state(row: Any) -> str:
        """Of its run."""
        return str(row.run.state)

    @staticmethod
    def resolve_plans(row: Any) -> list[int]:
        """Their numbers."""
        return list(row.plans.order_by("pk").values_list("pk", flat=True))


class PlanOut(Schema):
    """A plan without its schedule."""

    id: int
    name: str
    kind: str
    mark: str
    state: str
    awaits: str
    proposals: int
    objective: float
    bound: float | None
    gap: float | None
    marketing: float
    it: float
    chance: float | None
    buffer: float
    at: dt.datetime

    @staticmethod
    def resolve_proposals(row: Plan) -> int:
        """How many are in."""
        return row.items


class WholePlanOut(PlanOut):
    """A plan with its schedule, use of capacity, money, reasons, bundles, and the hash to sign."""

    content_hash: str
    schedule: list[dict[str, Any]]
    use: list[dict[str, Any]]
    spend: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    bundles: list[dict[str, Any]]
    holding: dict[str, Any]

    @staticmethod
    def resolve_content_hash(row: Plan) -> str:
        """What a signature is put to."""
        return hash_of(row)

    @staticmethod
    def resolve_use(row: Plan) -> Any:
        """Of every specialty in every period."""
        return row.body["use"]

    @staticmethod
    def resolve_spend(row: Plan) -> Any:
        """Of every budget."""
        return row.body["spend"]
