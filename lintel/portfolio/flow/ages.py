"""How old the cards on the board are, for the board's own page."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.utils import timezone

from lintel.audit.memory import remembered
from lintel.portfolio.flow.reckoning import OLD
from lintel.portfolio.flow.ways import day, finished, hops, ways
from lintel.portfolio.proposals.ageing import Age
from lintel.portfolio.proposals.models import Move, Origin, Proposal, Stage

COMPARED = 26 * 7  # days: what was finished before says little of today


def find(cards: Sequence[Proposal]) -> Mapping[int, Age]:
    """Ages of the cards on which work goes on; two queries for any number of them.

    Of a card that was moved before moves were kept, only the time in its column is known: it has been in work
    at least as long.
    """
    from lintel.engines.flow import age, older_than

    today = timezone.localdate()
    rows = Move.objects.filter(proposal__in=[card.pk for card in cards], origin=Origin.BOARD)
    known = ways(hops(rows))
    times = _past()
    found = {}
    for card in cards:
        way = known.get(card.pk)
        if card.moved_at is None or not _in_work(card):
            continue
        here = age(day(card.moved_at), today)
        days = max(here, age(day(way.began), today)) if way and way.began else here
        share = older_than(days, times)
        old = share is not None and share >= OLD / 100
        says = f"Longer than {round(100 * share)} % of what was finished" if share is not None and old else ""
        found[card.pk] = Age(here, days, old, says)
    return found


def _in_work(card: Proposal) -> bool:
    return card.board_column_id is not None and card.state == "in_work"


def _past() -> Sequence[int]:
    """Cycle times of the last half year, found once for each state of the ledger and day."""
    from lintel.engines.flow import cycle_times
    from lintel.engines.flow.times import Done

    since = timezone.now() - dt.timedelta(days=COMPARED)

    def read() -> list[int]:
        recent = Move.objects.filter(origin=Origin.BOARD, stage=Stage.DONE, at__gte=since)
        rows = Move.objects.filter(origin=Origin.BOARD, proposal__in=recent.values("proposal_id"))
        over = finished(ways(hops(rows)).values(), since)
        return cycle_times(Done(day(way.ended), day(way.began)) for way in over if way.ended and way.began)

    return remembered(("flow past", timezone.localdate(), timezone.get_current_timezone_name()), read)
