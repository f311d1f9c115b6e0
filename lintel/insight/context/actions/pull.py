"""Fetching a series from its address, and what came of it."""

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.insight.context.access import may_pull
from lintel.insight.context.models import Pull, Series
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem

KIND = "insight.market-pull"


@audited("pull.ordered", says="had the market series fetched from its address")
def order(entry: Draft, series: Series, *, by: User | None) -> Run:
    """Fetch it in the background; one waiting run serves all who ask. `by` is nobody when it is its time."""
    if by is not None and not may_pull(by):
        raise Denied("Series are fetched by members of both sides.", way_out="Ask a colleague there.")
    if not series.address:
        raise Problem("This series has no address.", way_out="Name one, or bring a file in.")
    inputs = {"series": series.pk}
    waiting = Run.objects.filter(kind=KIND, state=RunState.QUEUED, inputs=inputs).first()
    run = waiting or runs.start(KIND, f"Fetch “{series.name}”"[:200], inputs, by=by or series.owner)
    Series.objects.filter(pk=series.pk).update(pull_tried_at=timezone.now())
    entry.about(series, run=run.pk)
    return run


@audited("pull.recorded", says="fetched the market series: {what}")
def record(
    entry: Draft, series: Series, *, run: Run, by: User | None, fine: bool, said: str, size: int, sha256: str
) -> Pull:
    """Keep what a fetch came to."""
    pull = Pull.objects.create(series=series, run=run, fine=fine, said=said[:300], bytes=size, sha256=sha256)
    now = timezone.now()
    changed = {"pulled_at": now, "pull_problem": ""} if fine else {"pull_problem": said[:300]}
    Series.objects.filter(pk=series.pk).update(pull_tried_at=now, **changed)
    entry.about(series, what="values are in" if fine else "nothing came in", bytes=size)
    return pull
