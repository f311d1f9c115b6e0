"""Reading what metrics came to, week by week, so that the radar can see what moved against what."""

import datetime as dt

from django.utils import timezone

from lintel.audit.audited import Draft, audited
from lintel.goals.objectives.models import KeyResult
from lintel.goals.radar import reading
from lintel.goals.radar.models import WeeklyValue
from lintel.people.models import User


@audited("radar.history-read", says="read {values} weekly values of {metrics} metrics")
def read(entry: Draft, *, by: User | None, now: dt.datetime | None = None) -> int:
    """Read anew every complete week of the metrics that standing goals are bound to; returns the values.

    All weeks are read each time: a metric that was redefined has another past. What cannot be read leaves
    what goals have measured meanwhile.
    """
    today = timezone.localdate(now or timezone.now())
    slugs = sorted(set(KeyResult.objects.standing().values_list("metric", flat=True)))
    found = reading.by_week(slugs, today)
    WeeklyValue.objects.all().delete()
    made = WeeklyValue.objects.bulk_create(
        [
            WeeklyValue(metric=slug, week=week, value=value)
            for slug, weeks in found.items()
            for week, value in weeks.items()
        ],
        batch_size=1_000,
    )
    things = KeyResult.objects.standing().order_by("pk").first()
    if things is not None:
        entry.about(things, values=len(made), metrics=len(found))
    return len(made)
