"""Over which days a digest goes, and when the next one is due on somebody's own clock."""

import datetime as dt
import zoneinfo

WEEK = dt.timedelta(days=7)
DAY = dt.timedelta(days=1)
FRIDAY = 4


def local_day(now: dt.datetime, zone: str) -> dt.date:
    """The date on this clock."""
    return now.astimezone(zoneinfo.ZoneInfo(zone)).date()


def bounds(starts_on: dt.date, ends_on: dt.date, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """The first moment that is in it, and the first that is not."""
    clock = zoneinfo.ZoneInfo(zone)
    first, last = (dt.datetime.combine(day, dt.time(), clock) for day in (starts_on, ends_on))
    return first, last


def days(frequency: str, now: dt.datetime, zone: str) -> tuple[dt.date, dt.date]:
    """The whole days that a digest of now goes over: seven, or those since the last working day."""
    today = local_day(now, zone)
    if frequency != "daily":
        return today - WEEK, today
    return today - DAY * (3 if today.weekday() == 0 else 1), today


def week_before(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday to Monday: the last week that is over on this day."""
    monday = day - DAY * day.weekday()
    return monday - WEEK, monday


def is_quiet(hour: int, quiet_from: int, quiet_until: int) -> bool:
    """Whether nothing is sent at this hour; the same hour twice means that nothing is quiet."""
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until


def next_moment(
    after: dt.datetime,
    zone: str,
    *,
    frequency: str,
    weekday: int,
    hour: int,
    quiet_from: int = 0,
    quiet_until: int = 0,
) -> dt.datetime | None:
    """The first due moment after this one, in UTC; what falls into quiet hours waits for their end."""
    if frequency == "never":
        return None
    clock, day = zoneinfo.ZoneInfo(zone), local_day(after, zone) - DAY
    for _ in range(10):  # a week and what quiet hours may move
        fits = day.weekday() == weekday if frequency == "weekly" else day.weekday() <= FRIDAY
        if fits:
            moment = _moved(day, hour, quiet_from, quiet_until, clock)
            if moment > after:
                return moment
        day += DAY
    raise AssertionError("Every ten days have each weekday in them.")


def _moved(
    day: dt.date, hour: int, quiet_from: int, quiet_until: int, clock: zoneinfo.ZoneInfo
) -> dt.datetime:
    if is_quiet(hour, quiet_from, quiet_until):
        over_night = quiet_from > quiet_until and hour >= quiet_from
        day, hour = (day + DAY if over_night else day), quiet_until
    return dt.datetime.combine(day, dt.time(hour), clock).astimezone(dt.UTC)
