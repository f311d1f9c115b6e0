"""The run that looks over everything, and its order once a day."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run, RunState
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.goals.objectives.models import KeyResult
from lintel.goals.radar import reading
from lintel.goals.radar.actions import history, scan
from lintel.goals.radar.models import Scan, WeeklyValue
from lintel.goals.radar.seeing import see
from lintel.people.models import User

EVERY = dt.timedelta(days=1)


@run_kind(scan.KIND, resumable=True)
def look(progress: Progress) -> Outcome:
    """Reads the weeks that are over where that has not been done, then lets every detector look."""
    run = Run.objects.select_related("created_by").get(pk=progress.run.pk)
    progress.report(0, 2, "Reading metrics by week")
    done = whole(run=run, by=run.created_by)
    progress.report(2, 2, "Done")
    return Outcome({"things": done.things, "new": done.new, "gone": done.gone}, reverse("radar:findings"))


def whole(*, by: User | None, run: Run | None = None) -> Scan:
    """Read what is missing of the past, and look."""
    today = timezone.localdate()
    if missing := _metrics_without_last_week(today):
        read_history(missing, today)
    return scan.take(by=by, run=run, seen=see(today))


def read_history(metrics: set[str], today: dt.date) -> int:
    """Read all weeks of these metrics and keep them; returns how many values there are."""
    return history.keep(reading.by_week(sorted(metrics), today), by=None)


def _metrics_without_last_week(today: dt.date) -> set[str]:
    """All metrics that goals aim at, if one of them was not read since its last week was over."""
    wanted = set(KeyResult.objects.standing().values_list("metric", flat=True))
    newest = reading.monday(today) - dt.timedelta(weeks=1)
    fresh = WeeklyValue.objects.filter(week__gte=newest).values_list("metric", flat=True)
    return wanted if wanted - set(fresh) else set()


def order_due(now: dt.datetime) -> int:
    """Order a look when a day has passed since the last; returns how many orders."""
    kept = Run.objects.filter(kind=scan.KIND)
    waits = kept.filter(state__in=[RunState.QUEUED, RunState.RUNNING])
    if waits.exists() or kept.filter(created_at__gt=now - EVERY).exists():
        return 0
    scan.order(by=None)
    return 1
