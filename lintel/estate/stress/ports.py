"""What depends on a touchpoint, capability or system, told by the rooms above at start-up: goals, campaigns.

This room cannot know them; one that does registers a finder. What it finds stands in the results of a test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Dependent:
    """Something that cannot go on without these elements (by number): all of them are needed.

    `measure` is the plural of what it is, such as `goals` or `campaigns`; `key` tells it apart in the house.
    """

    key: str
    name: str
    measure: str
    needs: tuple[int, ...]
    url: str = ""


Finder = Callable[[dt.date], Iterable[Dependent]]
_finders: dict[str, Finder] = {}


def register(name: str, finder: Finder) -> None:
    """Say how to find what depends on the estate; called once at start-up."""
    _finders[name] = finder


def dependents(day: dt.date) -> tuple[Dependent, ...]:
    """Everything that the rooms above say depends on the estate of a day, in a steady order."""
    found = [one for _, finder in sorted(_finders.items()) for one in finder(day)]
    return tuple(sorted(found, key=lambda one: one.key))
