"""What people do to runs."""

from typing import Any

from django.utils import timezone

from lintel.audit.access import may_cancel
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run, RunState
from lintel.ui.problems import Denied


@audited("run.cancelled", says="asked for a run to stop")
def cancel(entry: Draft, run: Run, *, by: Any) -> Run:
    """Ask a run to stop: at once if it still waits, at its next progress report if it is running."""
    if not may_cancel(by, run):
        raise Denied("This run cannot be stopped any more, or it is not yours.")
    entry.about(run, kind=run.kind)
    waiting = Run.objects.filter(pk=run.pk, state=RunState.QUEUED)
    if not waiting.update(state=RunState.CANCELLED, finished_at=timezone.now(), cancel_requested=True):
        Run.objects.filter(pk=run.pk).update(cancel_requested=True)
    run.refresh_from_db()
    return run
