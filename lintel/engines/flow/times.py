"""How long work took and how old unfinished work is, in days."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """One finished piece of work; `started` is None where only its end is known."""

    finished: dt.date
    started: dt.date | None = None
    name: str = ""

    @property
    def days(self) -> int | None:
        """Its cycle time: both ends count, so that what began and ended on one day took one day."""
        return None if self.started is None else age(self.started, self.finished)


def age(started: dt.date, today: dt.date) -> int:
    """How many days it has been in work, today included; at least one."""
    return max((today - started).days, 0) + 1


def cycle_times(work: Iterable[Done]) -> list[int]:
    """Cycle times in days, the shortest first; what has no known start is left out."""
    return sorted(days for one in work if (days := one.days) is not None)


def percentile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least `share` per cent of all values do not exceed (nearest rank).

    None for no values. Errors: `ValueError` for a share outside of 0 to 100.
    """
    if not 0 < share <= 100:
        raise ValueError(f"{share} is no percentile; use more than 0 and at most 100")
    if not values:
        return None
    return sorted(values)[math.ceil(share / 100 * len(values) - 1e-9) - 1]


def older_than(days: int, past: Sequence[int]) -> float | None:
    """The share of past cycle times, from 0 to 1, that this age exceeds; None without any."""
    return sum(one < days for one in past) / len(past) if past else None
