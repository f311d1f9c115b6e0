"""The run of this chamber: match what changed, or everything."""

from django.utils import timezone

from lintel.audit.models import Run
from lintel.audit.runs import Cancelled, Outcome, Progress, run_kind
from lintel.customers.matching.actions import _finding, _sealing, matching
from lintel.customers.matching.actions._finding import Found
from lintel.customers.matching.models import Matching
from lintel.customers.shapes import EVENTS
from lintel.ui.problems import Problem, Stale
from lintel.warehouse import reading, writing

PAGE = "/customers/matching/"
MOST_TRIES = 3  # a run that somebody's decision overtook begins again


@run_kind(matching.KIND, resumable=True)
def match(progress: Progress) -> Outcome:
    """Brings customers up to date with records, events and decisions. Run twice, the second finds nothing."""
    for tries in range(1, MOST_TRIES + 1):
        try:
            return _once(progress)
        except Stale:
            if tries == MOST_TRIES:
                raise
            progress.report(0, 3, "The records changed meanwhile; starting again")
    raise AssertionError("unreachable")


def _once(progress: Progress) -> Outcome:
    run = Run.objects.select_related("created_by").get(pk=progress.run.pk)
    last = Matching.objects.order_by("-pk").first()
    read = {name: one.key for name, one in reading.current(*_finding.READ).items()}
    now = timezone.now()
    with reading.connect(*_finding.READ, hold=f"run {run.pk}") as connection:
        progress.report(0, 3, "Reading the records")
        if not connection.execute("select 1 from customers.records limit 1").fetchone() and last is None:
            raise Problem("There are no records to match.", way_out="Bring in a source first.")
        inputs, seed = run.inputs, run.seed or 0
        found: Found | None
        if last is None or inputs.get("afresh") or not _finding.fits(connection, last):
            progress.report(1, 3, "Learning how records agree, and weighing pairs")
            found = _finding.afresh(
                connection, last, now=now, seed=seed, threshold=inputs.get("threshold"),
                body=inputs.get("model"),
            )  # fmt: skip
        else:
            progress.report(1, 3, "Taking in what changed")
            events_changed = last.read.get(EVENTS.name) != read.get(EVENTS.name)
            found = _finding.since(connection, last, events_changed=events_changed, now=now, seed=seed)
        if found is None:
            return Outcome({"changed": False}, PAGE)
        progress.report(2, 3, "Writing customers")
        sealed = _sealing.seal(connection, found, now)
    try:
        progress.report(3, 3, "Putting them in use")
        done = matching.publish(found, sealed, read=read, by=run.created_by, run=run)
    except (Problem, Cancelled):
        writing.discard(sealed)
        raise
    counts = {"records": done.records, "customers": done.customers, "questions": done.questions}
    return Outcome({"changed": True, **counts}, PAGE)
