"""What the writes of this chamber have in common."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

from lintel.estate.blueprint.access import may_plan
from lintel.people.models import User
from lintel.ui.problems import Denied, Stale

M = TypeVar("M", bound=models.Model)
NOT_YOURS = Denied(
    "Members and office holders of marketing and IT draw the blueprint.",
    way_out="Leave a comment, or ask one of them to suggest it.",
)


def require_planner(by: User | None) -> None:
    """Only who works on one of the two sides plans."""
    if by is not None and not may_plan(by):
        raise NOT_YOURS


def locked(thing: M, version: int | None = None) -> M:
    """The row as it is now, locked until the transaction ends, if that is the version that was read."""
    fresh = type(thing)._default_manager.select_for_update(of=("self",)).filter(pk=thing.pk).first()
    if fresh is None:
        raise Stale("This is no longer there.", way_out="Open the blueprint and look for it.")
    if version is not None and fresh.version != version:  # type: ignore[attr-defined]  # where one is given
        raise Stale(
            "Somebody changed this since you read it.",
            way_out="Open it again beside this page, then decide once more.",
        )
    return fresh
