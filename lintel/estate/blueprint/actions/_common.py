"""What the writes of this chamber have in common."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from lintel.estate.blueprint.access import may_plan
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

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


def checked(instance: M) -> M:
    """The same row, if it keeps every rule of its model; the first broken rule as a `Problem` otherwise."""
    try:
        instance.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Problem(messages[0], field="" if field == NON_FIELD_ERRORS else field) from None
    return instance
