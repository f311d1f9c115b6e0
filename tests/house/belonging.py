"""A request that belongs together with a segment of customers: the sample, its address, what is sent."""

from typing import Any

from django.db.models import Model

from lintel.intake.ties import TIES
from lintel.people.actions import tie
from tests.cast import Cast

NAME = "tie of a request"
ABOUT = next(one for one in TIES if one.kind == "about")
WAY = "about:segments.segment"


def things(cast: Cast, things: dict[str, Model]) -> dict[str, Model]:
    """The sample."""
    return {NAME: tie.say(ABOUT, things["request"], things["segment"], by=cast.nele)}


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What an address needs to lead to it."""
    return (
        ("intake.request", s["request"].pk, WAY, f"segments.segment:{s['segment'].pk}")
        if name == NAME
        else None
    )


def said(s: Any) -> dict[str, Any]:
    """What says that a request is about them."""
    return {"way": WAY, "other": f"segments.segment:{s['segment'].pk}"}
