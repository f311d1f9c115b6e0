"""Moving approved work over the board, and arranging its columns."""

import datetime as dt
from typing import Any

from django.db.models import Max
from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.people.models import User
from lintel.portfolio.proposals.access import may_arrange_board, may_exceed_limit, may_move
from lintel.portfolio.proposals.keeping import lock, set_fields
from lintel.portfolio.proposals.models import STANDING, BoardColumn, Proposal, State
from lintel.portfolio.proposals.moving import READY, note, note_all, place_of
from lintel.ui.checking import checked
from lintel.ui.problems import Denied, Problem


@audited("board.moved", says="moved it from “{before}” to “{after}”{over}")
def move(
    entry: Draft,
    proposal: Proposal,
    column: BoardColumn | None,
    *,
    by: User,
    reason: str = "",
    now: dt.datetime | None = None,
) -> Proposal:
    """Put approved work into a column (None: ready to begin). The move is kept as a row.

    Above the column's limit only by an office holder and with a reason.
    """
    if not may_move(by):
        raise Denied(
            "Only members and office holders of marketing and IT move work on the board.",
            way_out="Tell one of them, in a comment on the proposal.",
        )
    target = BoardColumn.objects.select_for_update().get(pk=column.pk) if column else None
    locked = lock(proposal)
    if locked.state not in STANDING:
        raise Problem(
            f"“{locked.title}” is not approved: only what both offices signed comes onto the board.",
            way_out="Offer it for signature first.",
        )
    if locked.board_column_id == (target.pk if target else None):
        raise Problem(f"“{locked.title}” stands there already.")
    over = _over_limit(target, by, reason)
    before = place_of(locked)
    locked.board_column, locked.moved_at = target, now or timezone.now()
    locked.state = State.APPROVED if target is None else State.DONE if target.finishes else State.IN_WORK
    locked.save(update_fields=["board_column", "moved_at", "state"])
    note(locked, before, at=locked.moved_at, by=by)
    entry.about(
        locked,
        before=before,
        after=target.name if target else READY,
        over=", above its limit" if over else "",
        over_limit=over,
    )
    if over:
        entry.seal(by, reason=reason.strip())
    return locked


@audited("column.added", says="added the column “{name}” to the board")
def add_column(entry: Draft, values: dict[str, Any], *, by: User) -> BoardColumn:
    """A new column at the end of the board."""
    _may_arrange(by)
    last = BoardColumn.objects.aggregate(last=Max("position"))["last"]
    column = BoardColumn(position=0 if last is None else last + 1, **values)
    checked(column).save()
    entry.about(column, name=column.name, wip_limit=column.wip_limit)
    return column


@audited("column.changed", says="changed the column “{name}”")
def change_column(entry: Draft, column: BoardColumn, values: dict[str, Any], *, by: User) -> BoardColumn:
    """Another name, place or limit; a lower limit moves nothing out."""
    _may_arrange(by)
    locked = BoardColumn.objects.select_for_update().get(pk=column.pk)
    finished = locked.finishes
    changed = set_fields(locked, values)
    if not changed:
        raise Problem("Nothing was changed.", way_out="Change something, or leave the page.")
    checked(locked).save()
    if locked.finishes != finished:
        state = State.DONE if locked.finishes else State.IN_WORK
        Proposal.objects.filter(board_column=locked).update(state=state)
        held = Proposal.objects.filter(board_column=locked).select_related("board_column")
        note_all(held, locked.name, at=timezone.now(), by=by)
    entry.about(locked, name=locked.name, wip_limit=locked.wip_limit, fields=changed)
    return locked


@audited("column.removed", says="removed the column “{name}” from the board")
def remove_column(entry: Draft, column: BoardColumn, *, by: User) -> None:
    """Only an empty column can go."""
    _may_arrange(by)
    locked = BoardColumn.objects.select_for_update().get(pk=column.pk)
    held = Proposal.objects.filter(board_column=locked).count()
    if held:
        raise Problem(
            f"“{locked.name}” still holds {held} proposal{'' if held == 1 else 's'}.",
            way_out="Move them to another column first.",
        )
    entry.about(column, name=locked.name)
    locked.delete()


def _may_arrange(by: User) -> None:
    if not may_arrange_board(by):
        raise Denied(
            "Only office holders and administrators arrange the board.",
            way_out="Ask one of them to change it.",
        )


def _over_limit(column: BoardColumn | None, by: User, reason: str) -> bool:
    """Whether this move goes above the column's limit, rightly; refuses it otherwise."""
    if column is None or column.wip_limit is None:
        return False
    held = Proposal.objects.filter(board_column=column).count()
    if held < column.wip_limit:
        return False
    full = f"“{column.name}” is full: it holds {held}, and its limit is {column.wip_limit}."
    if not may_exceed_limit(by):
        raise Problem(full, way_out="Finish or move something out of it first, or ask an office holder.")
    if not reason.strip():
        raise Problem(
            full,
            way_out="Finish or move something out of it first, or say why this one goes above the limit.",
            field="reason",
        )
    return True
