"""Writes the rows that say how work moved; every action that moves work calls it once."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from lintel.people.models import User
from lintel.portfolio.proposals.models import BoardColumn, Move, Origin, Proposal, Stage, State

READY = "Ready to begin"
STAGES = {State.APPROVED: Stage.READY, State.IN_WORK: Stage.WORK, State.DONE: Stage.DONE}


def place_of(proposal: Proposal) -> str:
    """The name of where it stands on the board; nothing for what is not on it."""
    if proposal.board_column is not None:
        return proposal.board_column.name
    return READY if proposal.state == State.APPROVED else ""


def note(proposal: Proposal, before: str, *, at: dt.datetime, by: User | None) -> None:
    """Keep that a proposal came from a place to where it now stands; nothing if both are off the board."""
    note_all([proposal], before, at=at, by=by)


def note_all(proposals: Iterable[Proposal], before: str, *, at: dt.datetime, by: User | None) -> None:
    """The same for several that came from one place."""
    rows = []
    for one in proposals:
        after = place_of(one)
        if before or after:
            stage = STAGES.get(State(one.state), Stage.LEFT)
            column: BoardColumn | None = one.board_column
            rows.append(
                Move(proposal=one, stage=stage, before=before, after=after, column=column, at=at, by=by)
            )
    Move.objects.bulk_create(rows, batch_size=500)


def put_back(pasts: Mapping[int, Sequence[Mapping[str, str]]]) -> None:
    """Let the imported past of these proposals, by their numbers, be what it was before an import."""
    Move.objects.filter(proposal__in=list(pasts), origin=Origin.IMPORT).delete()
    Move.objects.bulk_create(
        Move(
            proposal_id=key,
            origin=Origin.IMPORT,
            stage=one["stage"],
            after=one["after"],
            at=dt.datetime.fromisoformat(one["at"]),
        )
        for key, past in pasts.items()
        for one in past
    )
