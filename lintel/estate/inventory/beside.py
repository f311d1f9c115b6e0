"""What hangs on an entry beside its relations, told by the chambers and rooms above at start-up: who gets in,
what is bought for it, which requests, proposals, goals and campaigns have to do with it.

A finder gives what one reader may see. It costs a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from lintel.estate.inventory.models import Element
from lintel.people.models import User

SHOWN = 8


@dataclass(frozen=True)
class Thing:
    """One thing: what it is called, where it leads, and a word or two about it. `said`: somebody said that it
    belongs to the entry, and the page names it there."""

    name: str
    url: str
    note: str = ""
    said: bool = False


@dataclass(frozen=True)
class Beside:
    """Things of one kind under a title such as “Requests”; `url` leads to all of them, where a list does."""

    title: str
    things: tuple[Thing, ...] = field(default=())
    url: str = ""

    @property
    def shown(self) -> tuple[Thing, ...]:
        """The first of them, as a page shows them."""
        return self.things[:SHOWN]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return len(self.things) - len(self.shown)


Finder = Callable[[Element, User], Iterable[Beside]]
_finders: dict[str, Finder] = {}


def register(name: str, finder: Finder) -> None:
    """Say how to find what hangs on an entry; called once at start-up."""
    _finders[name] = finder


def beside(element: Element, user: User) -> list[Beside]:
    """Everything that hangs on an entry, by title; what has nothing to say is left out."""
    found = [one for _, finder in sorted(_finders.items()) for one in finder(element, user)]
    return sorted((one for one in found if one.things), key=lambda one: one.title)


def unsaid(groups: Iterable[Beside]) -> list[Beside]:
    """Without what the page names under “Belongs together”, so that nothing stands there twice."""
    left = [replace(one, things=tuple(thing for thing in one.things if not thing.said)) for one in groups]
    return [one for one in left if one.things]
