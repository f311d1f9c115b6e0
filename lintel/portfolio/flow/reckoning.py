"""The figures of flow, out of moves and the engine. They are plain values, found once and remembered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lintel.audit.memory import remembered
from lintel.people.access import may_read
from lintel.portfolio.flow.ways import Hop, Way, day, finished, hops, moves_of, ways
from lintel.portfolio.proposals.models import BoardColumn, Origin, Proposal, Stage
from lintel.portfolio.proposals.moving import READY
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    from lintel.engines.flow import Diagram, HowMany, Weeks, When

WEEKS = (13, 26, 52)  # how far one may look back
SEED = 1
OLD = 85  # per cent: what is in work longer than so much of what was finished is marked
ELSEWHERE = "In work, in a column that is gone"


@dataclass(frozen=True)
class Aged:
    """Work that is not finished: its days in work and in its column, both ends counted, and the share of past
    cycle times that it exceeds; None without any past."""

    proposal: int
    column: int | None
    in_work: int
    in_column: int
    share: float | None


@dataclass(frozen=True)
class Figures:
    """How work flowed in the weeks before `today`. Cycle times are days, both ends counted."""

    today: dt.date
    weeks: Weeks
    done: Sequence[tuple[int, dt.date, int | None]]  # proposal, day, cycle time
    percentiles: Mapping[int, int | None]
    ageing: Sequence[Aged]
    diagram: Diagram
    waiting: int  # approved and not begun

    @property
    def open(self) -> int:
        """All that is approved and not finished."""
        return self.waiting + len(self.ageing)

    @property
    def usual(self) -> int:
        """How many one asks about when nothing else is said: all that is open, or ten."""
        return self.open or 10


def figures(user: Any, weeks: int, origin: str) -> Figures:
    """All figures for a reader; found once for each state of the ledger and day."""
    today = timezone.localdate()
    zone = timezone.get_current_timezone_name()
    key = ("flow", may_read(user), weeks, origin, today, zone)
    return remembered(key, lambda: _figures(user, weeks, origin, today))


def _figures(user: Any, weeks: int, origin: str, today: dt.date) -> Figures:
    from lintel.engines.flow import LEVELS, cycle_times, percentile, weekly
    from lintel.engines.flow.times import Done

    since = timezone.make_aware(dt.datetime.combine(today - dt.timedelta(days=7 * weeks + 6), dt.time()))
    moves = hops(moves_of(origin, since, user))
    found = ways(moves)
    over = finished(found.values(), since)
    work = [Done(day(way.ended), day(way.began) if way.began else None) for way in over if way.ended]
    times = cycle_times(work)
    levels = {level: percentile(times, level) for level in LEVELS}
    return Figures(
        today,
        weekly((one.finished for one in work), today, weeks),
        [(way.proposal, one.finished, one.days) for way, one in zip(over, work, strict=True)],
        {level: None if value is None else int(value) for level, value in levels.items()},
        _aged(found.values(), times, today) if origin == Origin.BOARD else [],
        _diagram(moves, since, today, origin),
        Proposal.objects.visible_to(user).filter(state="approved").count() if origin == Origin.BOARD else 0,
    )


def _aged(found: Any, times: Sequence[int], today: dt.date) -> list[Aged]:
    from lintel.engines.flow import age, older_than

    rows = []
    for way in found:
        if way.stage != Stage.WORK or way.began is None or way.since is None:
            continue
        days = age(day(way.began), today)
        rows.append(Aged(way.proposal, way.column, days, age(day(way.since), today), older_than(days, times)))
    return sorted(rows, key=lambda row: (-row.in_work, row.proposal))


def _diagram(moves: Sequence[Hop], since: dt.datetime, today: dt.date, origin: str) -> Diagram:
    from lintel.engines.flow import Step, diagram

    columns = {row.pk: row for row in BoardColumn.objects.all()}
    working = [row.name for row in columns.values() if not row.finishes]
    tracker = origin == Origin.IMPORT
    stages = ["Open in the tracker"] if tracker else [READY, *working, ELSEWHERE]

    def place(hop: Hop) -> str | None:
        match hop.stage:
            case Stage.DONE:
                return "Done"
            case Stage.READY:
                return READY
            case Stage.CREATED:
                return stages[0]
            case Stage.WORK:
                column = columns.get(hop.column) if hop.column else None
                return column.name if column and not column.finishes else ELSEWHERE
        return None

    steps = [Step(hop.proposal, place(hop), timezone.localtime(hop.at)) for hop in moves]
    return diagram(steps, [*stages, "Done"], day(since), today)


@dataclass(frozen=True)
class Forecast:
    """What was asked, and what comes by chance; `reason` says why nothing honest can be said."""

    when: When | None = None
    many: HowMany | None = None
    reason: str = ""


def forecast(found: Figures, items: int | None, by: dt.date | None) -> Forecast:
    """When so many items are done and how many are done by a day, from the weeks of these figures."""
    from lintel.engines.flow import TooLittle, how_many, when

    try:
        ready = when(found.weeks.counts, items, found.today, seed=SEED) if items else None
        many = how_many(found.weeks.counts, found.today, by, seed=SEED) if by else None
    except TooLittle as short:
        return Forecast(reason=str(short))
    return Forecast(ready, many)


def demanded(found: Figures, items: int | None, by: dt.date | None) -> Forecast:
    """The same for programs: `Problem` where there is nothing honest to say."""
    if not items and by is None:
        raise Problem(
            "Nothing was asked.", way_out="Say how many items, by which day, or both.", field="items"
        )
    answer = forecast(found, items, by)
    if answer.reason:
        raise Problem(answer.reason, field="items" if items else "by")
    return answer


def share_text(share: float | None) -> str:
    """In plain words: how an age stands to what was finished."""
    if share is None:
        return "nothing was finished yet to compare with"
    return f"longer than {round(100 * share)} % of what was finished"


def way_of(proposal: Proposal) -> Way | None:
    """The way of one proposal over the board; one query."""
    return ways(hops(proposal.moves.filter(origin=Origin.BOARD))).get(proposal.pk)


def is_tracked(user: Any) -> bool:
    """Files of a tracker have said something about the past."""
    from lintel.portfolio.proposals.models import Move

    return Move.objects.visible_to(user).filter(origin=Origin.IMPORT).exists()
