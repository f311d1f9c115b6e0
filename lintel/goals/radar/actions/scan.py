"""Looking over everything: ordered, and taken. One entry in the ledger for a look, whatever it found."""

import datetime as dt
import time

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.goals.radar.access import may_scan
from lintel.goals.radar.actions._keeping import Kept, keep, note
from lintel.goals.radar.ground import Ground, gather
from lintel.goals.radar.models import Finding, Scan, Severity, What
from lintel.goals.radar.registry import detectors
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
def take(entry: Draft, *, by: User | None, run: Run | None = None, now: dt.datetime | None = None) -> Scan:
    """Let every detector look, and keep what they found."""
    _refuse(by)
    moment = now or timezone.now()
    Scan.objects.select_for_update().first()  # one look at a time: else both would find the same anew
    began = time.perf_counter()
    ground = gather(timezone.localdate(moment))
    found = [(each, one) for each in detectors() for one in each.find(ground)]
    kept = keep(found, ground, moment)
    scan = _counted(kept, ground, moment, began)
    scan.run, scan.by = run, by
    scan.save()
    note(kept, scan)
    entry.about(scan, things=scan.things, new=scan.new, back=scan.back, gone=scan.gone)
    return scan


def _counted(kept: Kept, ground: Ground, moment: dt.datetime, began: float) -> Scan:
    today = ground.today
    open_now = list(Finding.objects.open(today).values_list("severity", flat=True))
    return Scan(
        at=moment,
        milliseconds=round((time.perf_counter() - began) * 1000),
        things=ground.size,
        pairs=ground.looked.pairs,
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
