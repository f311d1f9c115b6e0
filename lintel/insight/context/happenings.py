"""Events for charts: what happened within some days, as far as a person may know."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lintel.insight.context.models import EventKind, MarketEvent
from lintel.people.models import User

MOST = 60  # marks beyond that hide the figures


@dataclass(frozen=True)
class Happening:
    """An event as charts and tables beside them show it; both days are included."""

    name: str
    kind: str
    kind_label: str
    first: dt.date
    last: dt.date
    region: str
    url: str


def events_between(first: dt.date, last: dt.date, user: User, *, most: int = MOST) -> list[Happening]:
    """What happened from a day to a day, both included, in order of time; one query.

    Where there are more than `most`, the longest are kept: they matter more for a chart.
    """
    rows = list(MarketEvent.objects.visible_to(user).between(first, last))
    if len(rows) > most:
        kept = {row.pk for row in sorted(rows, key=lambda row: row.first - row.last)[:most]}
        rows = [row for row in rows if row.pk in kept]
    return [
        Happening(
            row.name, row.kind, str(EventKind(row.kind).label), row.first, row.last, row.region,
            row.get_absolute_url(),
        )
        for row in rows
    ]  # fmt: skip
