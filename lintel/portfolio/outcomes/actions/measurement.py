"""Ordering a measurement, and keeping what it said."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.people.models import User
from lintel.portfolio.outcomes.keeping import lock, lock_open
from lintel.portfolio.outcomes.models import Found, Measurement, Outcome, PromisedBenefit
from lintel.ui.problems import Problem

KIND = "outcomes.measure"
# Of several benefits a list shows the one that asks for most attention.
FIRST = ("worse", "less", "unclear", "moved", "better", "kept", "more", "not_yet")


@audited("outcome.measuring-ordered", says="had its benefits measured")
def order(entry: Draft, outcome: Outcome, *, by: User | None) -> Run:
    """Have every benefit that is bound to a metric measured; one waiting run serves all who ask.

    Errors: `Denied`, `Problem` while it is not delivered or where nothing is bound to a metric.
    """
    locked = lock_open(outcome, by)
    if locked.delivered_on is None:
        raise Problem(
            "It is not delivered yet, so there is nothing to measure.",
            way_out="Move it to a column of the board that finishes, or declare the day with the other side.",
        )
    if not locked.promise.benefits.filter(metric__isnull=False).exists():
        raise Problem(
            "None of its benefits is bound to a metric.",
            way_out="Its owners can state what came, with evidence.",
        )
    inputs = {"outcome": locked.pk}
    waiting = Run.objects.filter(kind=KIND, state=RunState.QUEUED, inputs=inputs).first()
    run = waiting or runs.start(KIND, f"Measure: {locked.proposal.title}"[:200], inputs, by=by)
    entry.about(locked.proposal)
    entry.about(run)
    return run


@audited("outcome.measured", says="measured {known} of {number} benefits{words}")
def keep(
    entry: Draft,
    outcome: Outcome,
    facts: Sequence[tuple[PromisedBenefit, Mapping[str, Any]]],
    *,
    run: Run | None,
    by: User | None,
) -> list[Measurement]:
    """Keep measurements as they are, also those that say why there is no figure. Earlier ones stay.

    Errors: `Problem` where both offices have concluded meanwhile, or promised anew.
    """
    locked = lock(outcome)
    if not locked.is_open or any(benefit.promise_id != locked.promise_id for benefit, _ in facts):
        raise Problem(
            "The outcome was closed or promised anew meanwhile, so nothing was kept.",
            way_out="Open it again.",
        )
    made = [
        Measurement.objects.create(benefit=benefit, run=run, by=by, **values) for benefit, values in facts
    ]
    found = [one.found for one in made]
    locked.found = next((name for name in FIRST if name in found), "")
    locked.measured_at = timezone.now()
    locked.save(update_fields=["found", "measured_at"])
    known = [Found(one.found).label for one in made if not one.why_not]
    entry.about(
        locked.proposal,
        known=len(known),
        number=len(made),
        words=": " + "; ".join(known).lower() if known else "",
        measurements=[one.pk for one in made],
    )
    entry.about(locked)
    return made
