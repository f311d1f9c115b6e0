"""The port that the room above fills: how a wish for access becomes a request with an answer-by date."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from lintel.people.models import User


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see, in the words of the pages."""

    what: str
    purpose: str
    reason: str


Opener = Callable[[Wish, User], models.Model]
_openers: list[Opener] = []


def register(opener: Opener) -> None:
    """Say how a wish becomes a request; called once at start-up. It runs in the action's transaction."""
    _openers[:] = [opener]


def open_request(wish: Wish, by: User) -> models.Model | None:
    """The request that was made of it; None where no room above takes requests."""
    return _openers[0](wish, by) if _openers else None
