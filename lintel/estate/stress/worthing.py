"""The run that asks the metrics what an hour of each touchpoint is worth, and its order once a day."""

import datetime as dt

from django.urls import reverse

from lintel.audit.models import Run, RunState
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.estate.stress.actions import worth
from lintel.estate.stress.models import Worth

EVERY = dt.timedelta(days=1)


@run_kind(worth.KIND, resumable=True)
def measure(progress: Progress) -> Outcome:
    """Measures everything that is bound, in one action."""
    progress.report(0, 1, "Reading the metrics")
    rows = list(Worth.objects.select_related("element"))
    found = worth.measure(rows, by=progress.run.created_by) if rows else []
    known = sum(one.value is not None for one in found)
    progress.report(1, 1, "Done")
    return Outcome({"bound": len(found), "with_a_value": known}, reverse("stress:facts"))


def order_due(now: dt.datetime) -> int:
    """Order a measurement when a day has passed since the last; returns how many orders."""
    kept = Run.objects.filter(kind=worth.KIND)
    waits = kept.filter(state__in=[RunState.QUEUED, RunState.RUNNING])
    if waits.exists() or kept.filter(created_at__gt=now - EVERY).exists() or not Worth.objects.exists():
        return 0
    worth.order(by=None)
    return 1
