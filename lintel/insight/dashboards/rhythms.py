"""When a dashboard is sent next."""

import datetime as dt
from zoneinfo import ZoneInfo

from lintel.insight.dashboards.models import Rhythm

HOUR = 6  # in the morning, where the reader lives


def next_moment(rhythm: str, after: dt.datetime, zone: str) -> dt.datetime:
    """The first moment of the rhythm that lies after this one: mornings, Mondays, first days of a month."""
    local = after.astimezone(ZoneInfo(zone))
    day = local.date()
    for _ in range(40):
        fits = (
            rhythm == Rhythm.DAILY
            or (rhythm == Rhythm.WEEKLY and day.isoweekday() == 1)
            or (rhythm == Rhythm.MONTHLY and day.day == 1)
        )
        moment = dt.datetime(day.year, day.month, day.day, HOUR, tzinfo=ZoneInfo(zone))
        if fits and moment > after:
            return moment.astimezone(dt.UTC)
        day += dt.timedelta(days=1)
    raise ValueError(f"{rhythm} has no next moment")
