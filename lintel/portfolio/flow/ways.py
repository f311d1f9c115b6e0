"""What became of work, out of its moves: when it was begun, when it was finished, where it stands."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from lintel.portfolio.proposals.models import Move, Origin, Stage, State


@dataclass(frozen=True)
class Way:
    """One proposal's way. `began` is its first arrival in work since it last came onto the board or was done;
    going back to “ready to begin” stops no clock, for whoever waits still waits."""

    proposal: int
    began: dt.datetime | None = None
    ended: dt.datetime | None = None
    stage: str = ""
    column: int | None = None
    since: dt.datetime | None = None  # when it came to where it stands


@dataclass(frozen=True)
class Hop:
    """A move in plain values."""

    proposal: int
    stage: str
    column: int | None
    at: dt.datetime


def hops(rows: Any) -> list[Hop]:
    """Moves in their order; one narrow query."""
    found = rows.order_by("at", "pk").values_list("proposal_id", "stage", "column_id", "at")
    return [Hop(*row) for row in found]


def ways(moves: Iterable[Hop]) -> dict[int, Way]:
    """The way of each proposal, from all of its moves in order."""
    found: dict[int, Way] = {}
    for hop in moves:
        found[hop.proposal] = _further(found.get(hop.proposal, Way(hop.proposal)), hop)
    return found


def _further(way: Way, hop: Hop) -> Way:
    if way.column != hop.column or way.stage != hop.stage:
        way = replace(way, stage=hop.stage, column=hop.column, since=hop.at)
    match hop.stage:
        case Stage.CREATED:
            return replace(way, began=hop.at, ended=None)
        case Stage.WORK:
            anew = way.began is None or way.ended is not None
            return replace(way, began=hop.at if anew else way.began, ended=None)
        case Stage.DONE:
            return replace(way, ended=way.ended or hop.at)
        case Stage.READY:
            return replace(way, ended=None)
    return replace(way, began=None, ended=None)


def moves_of(origin: str, since: dt.datetime, user: Any) -> Any:
    """All moves of what is not finished, and of what was moved since, as far as the reader may see them.

    What was finished before is left out with its whole way, so that the past may grow without end.
    """
    visible = Move.objects.visible_to(user).filter(origin=origin)
    recent = Q(proposal__in=visible.filter(at__gte=since).values("proposal_id"))
    if origin == Origin.IMPORT:
        return visible.filter(
            recent | ~Q(proposal__in=visible.filter(stage=Stage.DONE).values("proposal_id"))
        )
    return visible.filter(recent | Q(proposal__state__in=(State.APPROVED, State.IN_WORK)))


def day(moment: dt.datetime) -> dt.date:
    """Its day on the reader's calendar."""
    return timezone.localtime(moment).date()


def finished(found: Iterable[Way], since: dt.datetime) -> Sequence[Way]:
    """What was finished since, the oldest first."""
    done = [way for way in found if way.ended is not None and way.ended >= since]
    return sorted(done, key=lambda way: (way.ended or since, way.proposal))
