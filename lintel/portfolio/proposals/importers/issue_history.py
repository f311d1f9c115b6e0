"""What a tracker's file says of an issue's past: when it was created and when it was resolved.

These rows are marked as imported. They move nothing on the board: only both offices approve, no file does.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from lintel.imports.contract import Mapped
from lintel.portfolio.proposals.importers.issue_rows import Reader
from lintel.portfolio.proposals.models import Move, Origin, Proposal, Stage

PLACE_LIMIT = 60
KEPT_BY = "jira"


def write(rows: Sequence[tuple[Mapped, Proposal]], reader: Reader) -> dict[int, list[dict[str, str]]]:
    """Let the imported past of each proposal be what the file says; returns by row what stood there before,
    where that was something else. Two queries and two writes for any number of rows."""
    present = _present([proposal for _, proposal in rows])
    befores: dict[int, list[dict[str, str]]] = {}
    gone: list[int] = []
    made: list[Move] = []
    for row, proposal in rows:
        if proposal.imported_from != KEPT_BY:  # begun here: this house knows its past better than a file
            continue
        wanted, there = _said(row, reader), present.get(proposal.pk, [])
        if _plain(there) == _plain(wanted):
            continue
        befores[row.number] = _plain(there)
        gone += [move.pk for move in there]
        for move in wanted:
            move.proposal = proposal
            made.append(move)
    Move.objects.filter(pk__in=gone).delete()
    Move.objects.bulk_create(made, batch_size=500)
    return befores


def _said(row: Mapped, reader: Reader) -> list[Move]:
    """Moves for the dates that the file has."""
    status = str(row.values.get("status") or "")[:PLACE_LIMIT]
    found = []
    created, resolved = row.values.get("created"), row.values.get("resolved")
    if created:
        found.append(_move(Stage.CREATED, "", min(created, reader.now)))
    if resolved and reader.is_finished(row):
        found.append(_move(Stage.DONE, status, min(resolved, reader.now)))
    return found


def _move(stage: Stage, after: str, at: dt.datetime) -> Move:
    return Move(stage=stage, after=after, at=at, origin=Origin.IMPORT)


def _present(proposals: Sequence[Proposal]) -> dict[Any, list[Move]]:
    found: dict[Any, list[Move]] = {}
    for move in Move.objects.filter(proposal__in=proposals, origin=Origin.IMPORT).order_by("at", "pk"):
        found.setdefault(move.proposal_id, []).append(move)
    return found


def _plain(moves: Sequence[Move]) -> list[dict[str, str]]:
    return [{"stage": str(one.stage), "after": one.after, "at": one.at.isoformat()} for one in moves]
