"""The example company as the first page knows it: whether this house holds it, and the door by which it goes.

What it is made of is known above; who knows it says so at start-up.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """What goes with the example company: entries of the ledger, and people who were added to it."""

    entries: int
    others: int


@dataclass(frozen=True)
class _Known:
    look: Callable[[], Example | None]
    remove: Callable[[], None]


_known: list[_Known] = []


def offer(look: Callable[[], Example | None], remove: Callable[[], None]) -> None:
    """Say how to see whether this house holds the example company, and how to take it away."""
    _known[:] = [_Known(look, remove)]


def held() -> Example | None:
    """The example company, if this house holds it."""
    return _known[0].look() if _known else None


def remove() -> None:
    """Take it away; what is left is a new, empty house."""
    _known[0].remove()
