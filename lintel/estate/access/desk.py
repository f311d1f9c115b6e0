"""The port that a room above fills: how a risky grant becomes a request with an answer-by date."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from lintel.people.models import User

ASKED_AS = "asked-as"  # from the grant, and from the answer of its owner, to the request


@dataclass(frozen=True)
class Finding:
    """What shall change, in the words of the pages: who, where, what to do, and why."""

    who: str
    where: str
    wish: str
    why: str


Opener = Callable[[Finding, User], models.Model]
_openers: list[Opener] = []


def register(opener: Opener) -> None:
    """Say how a finding becomes a request; called once at start-up. It runs in the action's transaction."""
    _openers[:] = [opener]


def takes_requests() -> bool:
    """Whether a room above takes requests."""
    return bool(_openers)


def open_request(finding: Finding, by: User) -> models.Model | None:
    """The request that was made of it; None where no room above takes requests."""
    return _openers[0](finding, by) if _openers else None
