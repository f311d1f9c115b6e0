"""All moves as rows of a file."""

from collections.abc import Iterator
from typing import Any

from lintel.people.models import User
from lintel.portfolio.proposals.models import Move

HEADER = ["Proposal", "Title", "When", "From", "To", "Stage", "Known from", "Moved by"]


def lines(user: User) -> Iterator[list[Any]]:
    """Every move that the reader may see, the oldest first; read in chunks."""
    rows = Move.objects.visible_to(user).select_related("proposal", "by").order_by("at", "pk")
    for move in rows.iterator(chunk_size=1000):
        yield [
            move.proposal_id, move.proposal.title, move.at, move.before, move.after, move.get_stage_display(),
            move.get_origin_display(), move.by,
        ]  # fmt: skip
