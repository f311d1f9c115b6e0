"""What a request belongs to in the rooms below: systems, customers, and what the data say."""

from typing import Any

from lintel.estate.inventory.models import Element, Kind
from lintel.estate.stress.actions import dependence
from lintel.estate.stress.ports import STANDS_ON
from lintel.people.belonging import Tie

REQUEST = "intake.request"
SERVES = "serves"  # links from work to the goal that it serves; the room of goals says who makes them
ABOUT = "about"  # links from work to the customers that it is about
SHOWS = "shows"  # links from a saved question to what its answer says something about
PARTS = (Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM)


def stands_on(label: str, many: str) -> Tie:
    """The tie of one kind of thing, such as requests, to the systems without which it cannot be."""
    return Tie(
        STANDS_ON,
        label,
        "estate.element",
        "Systems it stands on",
        f"{many} that stand on it",
        {"kind__in": PARTS},
        rank=2,
        fits=lambda element: element.kind in PARTS,
        say=lambda thing, element, by: dependence.say(element, thing, by=by),
        take_back=lambda thing, element, by: dependence.take_back(element, thing, by=by),
    )


def of_work(label: str, many: str) -> tuple[Tie, ...]:
    """The ties of one kind of work, such as requests."""
    return (
        stands_on(label, many),
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
