"""Looking over everything: ordered, and taken. One entry in the ledger for a look, whatever it found."""

import datetime as dt
import time

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.goals.radar.access import may_scan
from lintel.goals.radar.actions._keeping import Kept, keep, note
from lintel.goals.radar.models import Finding, Scan, Severity, What
from lintel.goals.radar.seeing import Seen, see
from lintel.people.models import User
from lintel.ui.problems import Denied

KIND = "goals.radar"


@audited("radar.ordered", says="had everything looked over")
def order(entry: Draft, *, by: User | None) -> Run:
    """Look in the background; one waiting run serves all who ask. `by` is nobody when it is time."""
    _refuse(by)
    waiting = Run.objects.filter(kind=KIND, state=RunState.QUEUED).first()
    run = waiting or runs.start(KIND, "Look for what does not fit", {}, by=by)
    entry.about(run)
    return run


@audited(
    "radar.scanned",
    says="looked over {things} things: {new} findings are new, {back} are there again, {gone} are gone",
)
def take(
    entry: Draft,
    *,
    by: User | None,
    run: Run | None = None,
    now: dt.datetime | None = None,
    seen: Seen | None = None,
) -> Scan:
    """Keep what the detectors found. What was `seen` before keeps the time short in which nobody else can
    write; without it they look now."""
    _refuse(by)
    moment = now or timezone.now()
    seen = seen or see(timezone.localdate(moment))
    began = time.perf_counter()
    Scan.objects.select_for_update().first()  # one look at a time: else both would find the same anew
    kept = keep(seen.found, seen.ground, moment)
    scan = _counted(kept, seen, moment, began)
    scan.run, scan.by = run, by
    scan.save()
    note(kept, scan)
    entry.about(scan, things=scan.things, new=scan.new, back=scan.back, gone=scan.gone)
    return scan


def _counted(kept: Kept, seen: Seen, moment: dt.datetime, began: float) -> Scan:
    today = seen.ground.today
    open_now = list(Finding.objects.open(today).values_list("severity", flat=True))
    return Scan(
        at=moment,
        milliseconds=round((seen.seconds + time.perf_counter() - began) * 1000),
        things=seen.ground.size,
        pairs=seen.ground.looked.pairs,
        new=kept.count(What.FOUND),
        back=kept.count(What.BACK),
        gone=kept.count(What.GONE),
        high=open_now.count(Severity.HIGH),
        medium=open_now.count(Severity.MEDIUM),
        low=open_now.count(Severity.LOW),
        snoozed=Finding.objects.snoozed(today).count(),
    )


def _refuse(by: User | None) -> None:
    if by is not None and not may_scan(by):
        raise Denied(
            "Members of the two sides and administrators have everything looked over.",
            way_out="It happens by itself once a day.",
        )
