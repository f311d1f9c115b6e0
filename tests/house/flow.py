"""Moves of work in bulk, and the lists of flow."""

from typing import Any

from django.utils import timezone

from lintel.portfolio.proposals.models import Move

LISTS: dict[str, str] = {"flow:flow": ""}
API_LISTS = {"list_moves": "", "list_proposal_moves": "draft"}


def fill(things: dict[str, Any], numbers: range) -> None:
    """A way over the board for the sample draft, as long as one likes."""
    stages = ("ready", "work", "done")
    now = timezone.now()
    Move.objects.bulk_create(
        [
            Move(proposal=things["draft"], stage=stages[n % 3], before="Next", after="Doing", at=now)
            for n in numbers
        ],
        batch_size=500,
    )
