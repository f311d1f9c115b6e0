"""Moves a batch from state to state: compare and set, so that two people never take the same step twice."""

from collections.abc import Collection
from typing import Any

from lintel.imports.models import Batch, BatchState
from lintel.ui.problems import Stale


def move(batch: Batch, to: BatchState, *, allowed: Collection[str], **fields: Any) -> None:
    """Set state and fields if the batch still is in one of the allowed states (or its work was killed)."""
    states = {*allowed, *({batch.state} if batch.stranded else set())}
    changed = Batch.objects.filter(pk=batch.pk, state__in=states, run=batch.run).update(state=to, **fields)
    if not changed:
        raise Stale(
            "This import has moved on since the page was loaded.",
            way_out="Reload the page to see where it stands.",
        )
    batch.refresh_from_db()
