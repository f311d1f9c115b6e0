"""The run that measures all goals, and its order once a day."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run, RunState
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.goals.objectives import measuring
from lintel.goals.objectives.actions import measurement
from lintel.goals.objectives.models import Goal

EVERY = dt.timedelta(days=1)


@run_kind(measurement.KIND, resumable=True)
def measure(progress: Progress) -> Outcome:
    """Measures every standing goal in one action."""
    progress.report(0, 2, "Reading the metrics")
    now = timezone.now()
    reader = measuring.prepared(timezone.localdate(now))
    progress.report(1, 2, "Keeping what they say")
    found = measurement.take_all(by=progress.run.created_by, now=now, reader=reader)
    known = sum(one.value is not None for one in found)
    progress.report(2, 2, "Done")
    return Outcome({"key_results": len(found), "with_a_value": known}, reverse("objectives:goals"))


def order_due(now: dt.datetime) -> int:
    """Order a measurement of all goals when a day has passed since the last; returns how many orders."""
    kept = Run.objects.filter(kind=measurement.KIND)
    waits = kept.filter(state__in=[RunState.QUEUED, RunState.RUNNING])
    if waits.exists() or kept.filter(created_at__gt=now - EVERY).exists():
        return 0
    if not Goal.objects.measurable().exists():
        return 0
    measurement.order(by=None)
    return 1
