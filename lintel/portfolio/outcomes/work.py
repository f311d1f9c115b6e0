"""The run that measures a proposal's benefits, and its order on the days on which somebody looks."""

import datetime as dt

from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.models import Run, RunState
from lintel.audit.runs import Outcome as RunOutcome
from lintel.audit.runs import Progress, run_kind
from lintel.people.models import User
from lintel.portfolio.outcomes import measuring
from lintel.portfolio.outcomes.actions import measurement
from lintel.portfolio.outcomes.actions import promise as promises
from lintel.portfolio.outcomes.freezing import unkept
from lintel.portfolio.outcomes.models import Measurement, Outcome, PromisedBenefit
from lintel.ui.problems import Problem

EVERY = dt.timedelta(days=1)  # what failed is tried again a day later
MOST = 50  # orders at once, so that a house that was off for a while does not choke


@run_kind(measurement.KIND, resumable=True)
def measure(progress: Progress) -> RunOutcome:
    """Reads and reckons before the transaction begins, so that nobody waits; then keeps all of it."""
    outcome = Outcome.objects.with_delivery().select_related("proposal").filter(
        pk=progress.inputs["outcome"]
    ).first()  # fmt: skip
    if outcome is None:
        raise Problem("The proposal is no longer there.", way_out="Nothing is left to do.")
    made = measure_now(outcome, progress=progress, by=progress.run.created_by)
    known = sum(not one.why_not for one in made)
    return RunOutcome({"benefits": len(made), "measured": known}, outcome.get_absolute_url())


def measure_now(
    outcome: Outcome, *, by: User | None, progress: Progress | None = None, now: dt.datetime | None = None
) -> list[Measurement]:
    """Measure each benefit that is bound to a metric, and keep it. `outcome` carries its delivery."""
    rows = PromisedBenefit.objects.filter(promise=outcome.promise_id, metric__isnull=False)
    benefits = list(rows.select_related("promise", "metric", "arrangement"))
    moment, facts = now or timezone.now(), []
    for number, benefit in enumerate(benefits):
        if progress is not None:
            progress.report(number, len(benefits), benefit.what)
        facts.append((benefit, measuring.measured(benefit, outcome.delivered_on, moment)))
    return measurement.keep(outcome, facts, run=progress.run if progress else None, by=by)


def order_due(now: dt.datetime) -> int:
    """Order a measurement for each outcome whose day of looking has come and that was not measured since;
    returns how many orders. Safe to call from several workers: one waiting run serves all who ask."""
    if unkept():
        promises.keep_missing(by=None)
    today = timezone.localdate(now)
    stale = Q(measured_at=None) | Q(measured_at__date__lt=F("due_on"))
    rows = Outcome.objects.due(today).delivered().filter(stale, promise__benefits__metric__isnull=False)
    waits = Q(state__in=[RunState.QUEUED, RunState.RUNNING]) | Q(created_at__gt=now - EVERY)
    runs = Run.objects.filter(waits, kind=measurement.KIND)
    busy = set(runs.values_list("inputs__outcome", flat=True))
    wanted = rows.exclude(pk__in=busy).distinct().order_by("due_on", "pk")[:MOST]
    for row in wanted:
        measurement.order(row, by=None)
    return len(wanted)
