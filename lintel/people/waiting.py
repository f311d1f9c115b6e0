"""What waits for somebody, room by room: a room says it at start-up, the first page shows all of it.

A room below the first page registers a finder; each costs a fixed number of queries and shows only what its
person may see.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from lintel.people.models import User

SHOWN = 5  # of one kind


@dataclass(frozen=True)
class Wait:
    """One thing that waits: its title and page, what is awaited in two or three words, and by when."""

    title: str
    url: str
    what: str
    due: date | None = None


@dataclass(frozen=True)
class Waits:
    """The first few of one kind, how many there are, and the list with all of them."""

    items: list[Wait] = field(default_factory=list)
    count: int = 0
    url: str = ""
    named: str = ""  # what they are together, such as “expectations wait for you”
    icon: str = "inbox"

    @property
    def left(self) -> int:
        """How many are not shown."""
        return max(self.count - len(self.items), 0)

    @property
    def more(self) -> str:
        """What leads to those that are not shown, or nothing."""
        return f"{self.left} more {self.named}" if self.left else ""


Finder = Callable[[User, date], Waits]
_finders: dict[str, Finder] = {}


def register(room: str, finder: Finder) -> None:
    """Say how to find what waits for somebody in a room; called once at start-up."""
    _finders[room] = finder


def waiting(user: User, day: date, rooms: tuple[str, ...] | None = None) -> list[Waits]:
    """What waits for this person on this day, in these rooms or in all; kinds with nothing are left out."""
    found = (_finders[room](user, day) for room in (sorted(_finders) if rooms is None else rooms))
    return [one for one in found if one.count]


def rooms_with_waits(user: User, day: date) -> tuple[str, ...]:
    """The rooms, by their names, in which something waits for this person on this day."""
    return tuple(room for room, finder in sorted(_finders.items()) if finder(user, day).count)
