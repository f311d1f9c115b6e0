"""How much was finished, week by week."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Weeks:
    """Counts of whole weeks from Monday to Sunday; `first` is the Monday of the first."""

    first: dt.date
    counts: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def total(self) -> int:
        """How much was finished in all of them."""
        return sum(self.counts)

    def rows(self) -> list[tuple[dt.date, int]]:
        """Monday and count of each week."""
        return [(self.first + WEEK * number, count) for number, count in enumerate(self.counts)]


def monday(day: dt.date) -> dt.date:
    """The Monday of its week."""
    return day - dt.timedelta(days=day.weekday())


def weekly(finished: Iterable[dt.date], today: dt.date, most: int = 26) -> Weeks:
    """What was finished in each whole week from the first that saw anything, at most the last `most` weeks.

    The running week is left out, for it is not over; weeks without anything count as nought.
    """
    end = monday(today)
    mondays = Counter(monday(day) for day in finished if day < end)
    if not mondays:
        return Weeks(end, ())
    first = max(min(mondays), end - WEEK * most)
    return Weeks(first, tuple(mondays[first + WEEK * number] for number in range((end - first) // WEEK)))
