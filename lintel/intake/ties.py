"""What a request belongs to in the rooms below: systems, customers, and what the data say."""

from typing import Any

from lintel.estate.inventory.models import Element, Kind
from lintel.people.belonging import Tie

REQUEST = "intake.request"
SERVES = "serves"  # links from work to the goal that it serves; the room of goals says who makes them
TOUCHES = "touches"  # links from work to a part of the estate
ABOUT = "about"  # links from work to the customers that it is about
SHOWS = "shows"  # links from a saved question to what its answer says something about
PARTS = {"kind__in": [Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM]}


def of_work(label: str, many: str) -> tuple[Tie, ...]:
    """The ties of one kind of work, such as requests."""
    return (
        Tie(TOUCHES, label, "estate.element", "Systems it touches", f"{many} that touch it", PARTS),
        Tie(ABOUT, label, "segments.segment", "Customers it is about", f"{many} about them"),
        Tie(SHOWS, "asking.question", label, f"{many} it says something about", "What the data say"),
    )


def states(rows: list[Any]) -> dict[int, str]:
    """Where each request or proposal stands, in words."""
    return {row.pk: row.get_state_display().lower() for row in rows}


def kinds(elements: list[Element]) -> dict[int, str]:
    """What each part of the estate is, in words."""
    return {one.pk: one.get_kind_display().lower() for one in elements}


TIES = of_work(REQUEST, "Requests")
