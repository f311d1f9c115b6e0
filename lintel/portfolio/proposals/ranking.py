"""The one order, kept as whole numbers with room between neighbours.

A move writes one row. Only when a gap is used up are the next few rows spread out again, and never more than
are needed to find room (the order-maintenance method of Dietz and Sleator, 1987, in its simplest form).
"""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import Max, Min, Q, QuerySet

from lintel.portfolio.proposals.models import RANK_GAP, Proposal

ROOM = 2**16  # smallest gap that a spread leaves
FIRST_WINDOW = 16


def bottom_rank() -> int:
    """The rank after everything else."""
    last: int | None = Proposal.objects.aggregate(last=Max("rank"))["last"]
    return RANK_GAP if last is None else last + RANK_GAP


def rank_after(item: Proposal, after: Proposal | None) -> int:
    """The rank that puts `item` directly after another proposal, or first of all."""
    others = Proposal.objects.exclude(pk=item.pk)
    if after is None:
        first: int | None = others.aggregate(first=Min("rank"))["first"]
        return RANK_GAP if first is None else first - RANK_GAP
    upper = _rows_after(item, after).first()
    if upper is None:
        return after.rank + RANK_GAP
    if upper[1] - after.rank < 2:
        _make_room(item, after)
        upper = _rows_after(item, after)[0]
    return (upper[1] + after.rank) // 2


def write_ranks(pairs: Iterable[tuple[int, int]]) -> None:
    """Set many ranks, given as (rank, primary key), each by its own statement in one round."""
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE portfolio_proposal SET rank = %s WHERE id = %s", list(pairs))


def lay_out(keys: Sequence[int], start: int) -> None:
    """Put proposals in the order of these primary keys, from a rank on."""
    write_ranks((start + index * RANK_GAP, key) for index, key in enumerate(keys))


def _rows_after(item: Proposal, after: Proposal) -> "QuerySet[Proposal, tuple[int, int]]":
    # The second condition repeats the first in a form that an index can begin at.
    later = Q(rank__gt=after.rank) | Q(rank=after.rank, pk__gt=after.pk)
    rows = Proposal.objects.filter(later, rank__gte=after.rank).exclude(pk=item.pk)
    return rows.order_by("rank", "pk").values_list("pk", "rank")


def _make_room(item: Proposal, after: Proposal) -> None:
    """Spread the rows behind `after` over as wide a window as is needed to leave gaps."""
    window = FIRST_WINDOW
    while True:
        rows = list(_rows_after(item, after)[: window + 1])
        step = RANK_GAP if len(rows) <= window else (rows.pop()[1] - after.rank) // (window + 1)
        if step >= ROOM:
            write_ranks((after.rank + step * place, key) for place, (key, _) in enumerate(rows, start=1))
            return
        window *= 4
