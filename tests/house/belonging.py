"""A request that belongs together with a part of the estate: the sample, its address, what is sent."""

from typing import Any

from django.db.models import Model

from lintel.intake.ties import TIES
from lintel.people.actions import tie
from tests.cast import Cast

NAME = "tie of a request"
WAY = "touches:estate.element"


def things(cast: Cast, things: dict[str, Model]) -> dict[str, Model]:
    """The sample."""
    return {NAME: tie.say(TIES[0], things["request"], things["estate pay"], by=cast.nele)}


def args(name: str, s: Any) -> tuple[Any, ...] | None:
    """What an address needs to lead to it."""
    return (
        ("intake.request", s["request"].pk, WAY, f"estate.element:{s['estate pay'].pk}")
        if name == NAME
        else None
    )


def said(s: Any) -> dict[str, Any]:
    """What says that the request touches the shop."""
    return {"way": WAY, "other": f"estate.element:{s['element'].pk}"}
