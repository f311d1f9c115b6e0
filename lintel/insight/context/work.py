"""The run that fetches a series, and the orders for those whose time has come."""

import datetime as dt
import hashlib
import tempfile
from pathlib import Path

from django.db.models import F, Q

from lintel.audit.models import Run
from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.imports.bringing import bring
from lintel.insight.context.actions import pull as pulls
from lintel.insight.context.fetching import Fetched, Resolve, fetch, resolved
from lintel.insight.context.importers import SeriesImporter
from lintel.insight.context.models import Series
from lintel.ui.problems import Problem

SOON = dt.timedelta(hours=1)  # after a fetch that failed


@run_kind(pulls.KIND, resumable=True)
def pull(progress: Progress) -> Outcome:
    """Fetches the file and brings it in through the importer, in the name of the series' owner."""
    run = Run.objects.get(pk=progress.run.pk)
    series = Series.objects.select_related("owner").get(pk=progress.inputs["series"])
    progress.report(0, 2, "Fetching")
    return pull_series(series, run)


def pull_series(series: Series, run: Run, resolve: Resolve = resolved) -> Outcome:
    """One fetch; what went wrong is kept with the series and raised again."""
    try:
        found = fetch(series.address, resolve=resolve)
        said = _bring(series, found)
    except Problem as problem:
        pulls.record(series, run=run, by=None, fine=False, said=problem.sentence, size=0, sha256="")
        raise
    digest = hashlib.sha256(found.body).hexdigest()
    pulls.record(series, run=run, by=None, fine=True, said=said, size=len(found.body), sha256=digest)
    return Outcome({"bytes": len(found.body), "summary": said}, series.get_absolute_url())


def _bring(series: Series, found: Fetched) -> str:
    ending = _ending(found)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"series-{series.pk}.{ending}"
        file.write_bytes(found.body)
        batch = bring(file, SeriesImporter.slug, by=series.owner, options={"series_name": series.name})
    return str(batch.summary)


def _ending(found: Fetched) -> str:
    """What kind of file it is: by its first bytes, and else by what the server says."""
    start = found.body.lstrip()[:2]
    if found.body[:2] == b"PK":
        return "xlsx"
    return "json" if start[:1] in {b"{", b"["} or found.kind == "application/json" else "csv"


def order_due(now: dt.datetime) -> int:
    """Order a fetch of every series whose time has come; returns how many."""
    rows = Series.objects.exclude(address="").filter(pull_hours__isnull=False, owner__is_active=True)
    count = 0
    for series in rows.filter(Q(pull_tried_at=None) | Q(pull_tried_at__lt=now - SOON)).order_by(F("pk")):
        every = dt.timedelta(hours=series.pull_hours or 1)
        waited = series.pulled_at is None or series.pulled_at + every <= now
        failing = bool(series.pull_problem) and (series.pull_tried_at or now) + min(every, SOON * 24) > now
        if waited and not failing:
            pulls.order(series, by=None)
            count += 1
    return count
