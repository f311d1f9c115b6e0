"""What both sides carry, in figures: a room says its own at start-up, the first page shows them on the beam.

A finder costs a fixed number of queries, counts only what its reader may see, and every figure opens the page
that it is made of. Nothing is found for somebody without a role.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lintel.people.models import User


class Part(StrEnum):
    """Which part of the beam a figure stands on."""

    GOALS = "goals"
    WORK = "work"
    MONEY = "money"
    RISK = "risk"
    CUSTOMERS = "customers"


@dataclass(frozen=True)
class Figure:
    """One figure, said as people read it, and the page it opens; `is_grave` where somebody should look."""

    value: str
    label: str
    url: str
    is_grave: bool = False
    is_nothing: bool = False  # a plain zero, which is said quietly


Finder = Callable[[User, date], list[Figure]]
_finders: dict[tuple[Part, str], Finder] = {}


def register(part: Part, room: str, finder: Finder) -> None:
    """Say how to find a room's figures for a part of the beam; called once at start-up."""
    _finders[part, room] = finder


def carried(part: Part, user: User, day: date) -> list[Figure]:
    """What rooms above registered for this part, in the order of their names."""
    found = sorted((room, finder) for (of, room), finder in _finders.items() if of == part)
    return [figure for _, finder in found for figure in finder(user, day)]


def counted(number: int, label: str, url: str, *, is_grave: bool = False) -> Figure:
    """A count as a figure."""
    return Figure(f"{number:,}", label, url, is_grave and number > 0, number == 0)
