"""Accepted stays, as the roadmap counts them: fewer days of one specialty, more of another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from lintel.embeds.models import Placement
from lintel.portfolio.roadmaps.lending import Loan


def loans(starts: dt.date, ends: dt.date) -> Iterator[Loan]:
    """Stays that all three accepted and that share a day with these, in the order in which they begin."""
    rows = Placement.objects.spoken_for().with_names().sharing_days(starts, ends)
    for row in rows.order_by("starts_on", "pk"):
        for specialty, sign in ((row.takes_from, -1), (row.adds_to, 1)):
            if specialty is not None:
                yield Loan(
                    specialty.pk, specialty.name, row.starts_on, row.ends_on, row.share, sign,
                    f"{row.person.name}, {row.share} % at {row.to_name}", row.get_absolute_url(),
                )  # fmt: skip
