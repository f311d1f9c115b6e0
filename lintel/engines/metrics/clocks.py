"""When the clocks of a zone changed, so that a database need not look it up for every row.

DuckDB asks its calendar library for each instant, some 250 ns a row on the machine of the benchmarks; between
two changes of the clock the same is one addition. `SQL.day` uses this and falls back to the library outside.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

BEFORE, AFTER = 400, 2  # days around a period: the year before it is often compared with
LONGEST = 4_000  # days; beyond, there would be more changes than it is worth


@dataclass(frozen=True)
class Clock:
    """From `begins` on, `offset` microseconds are added to UTC; the last one ends where it begins."""

    begins: datetime
    offset: int


@lru_cache(maxsize=256)
def clocks(zone: str, first: date, last: date) -> tuple[Clock, ...]:
    """The clocks of a zone around these days, and where they end; none for UTC and very long periods."""
    if zone == "UTC" or (last - first).days > LONGEST or first.year < 2 or last.year > 9990:
        return ()
    place = ZoneInfo(zone)
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(BEFORE)
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(AFTER)
    found = [Clock(start, _offset(place, start))]
    moment = start
    while moment < end:
        later = min(moment + timedelta(1), end)
        if _offset(place, later) != found[-1].offset:
            change = _change(place, moment, later)
            found.append(Clock(change, _offset(place, change)))
        moment = later
    return (*found, Clock(end, 0))


def _offset(place: ZoneInfo, moment: datetime) -> int:
    offset = moment.astimezone(place).utcoffset() or timedelta()
    return offset // timedelta(microseconds=1)


def _change(place: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second of the change between two instants, by halving."""
    old = _offset(place, before)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle <= before:
            break
        before, after = (middle, after) if _offset(place, middle) == old else (before, middle)
    return after
