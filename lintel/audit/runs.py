"""Long work: a `Run` row and a one-line task. Killed work is taken up again or says that it stopped."""

import contextlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from django.db import OperationalError, close_old_connections, connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django_tasks import task

from lintel import __version__
from lintel.audit.models import Run, RunState
from lintel.ui.problems import Problem

log = structlog.get_logger(__name__)

HEARTBEAT_SECONDS = 10
STALE_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3


class Cancelled(Exception):
    """Raised inside a run at its next progress report once somebody asked it to stop."""


class Progress:
    """What a running handler holds: its inputs, and the way to report how far it is."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.inputs: dict[str, Any] = run.inputs

    def report(self, done: int, total: int, message: str = "") -> None:
        """Show progress; raises `Cancelled` when a stop was asked for."""
        Run.objects.filter(pk=self.run.pk).update(
            done=done, total=total, message=message[:300], heartbeat_at=timezone.now()
        )
        if Run.objects.filter(pk=self.run.pk, cancel_requested=True).exists():
            raise Cancelled


@dataclass(frozen=True)
class Outcome:
    """What a run leaves behind: plain values, and the page on which to see it."""

    result: dict[str, Any]
    url: str = ""


Handler = Callable[[Progress], Outcome]
_handlers: dict[str, tuple[Handler, bool]] = {}


def run_kind(kind: str, *, resumable: bool) -> Callable[[Handler], Handler]:
    """Register what a kind of run does. A resumable handler may be called again after it was killed."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = (handler, resumable)
        return handler

    return register


def start(
    kind: str, title: str, inputs: dict[str, Any], *, by: models.Model | None, seed: int | None = None
) -> Run:
    """Queue a run; it begins after the surrounding transaction commits. Call it inside an action."""
    if kind not in _handlers:
        raise LookupError(f"No handler is registered for runs of kind {kind}")
    user: Any = by
    run = Run.objects.create(
        kind=kind, title=title, inputs=inputs, created_by=user, seed=seed, version=__version__
    )
    transaction.on_commit(lambda: execute.enqueue(run.pk))
    return run


@task()
def execute(run_id: int) -> None:
    """The task: take the run if it is free, do its work, keep its result or its error."""
    taken = Run.objects.filter(pk=run_id, state=RunState.QUEUED).update(
        state=RunState.RUNNING,
        started_at=timezone.now(),
        heartbeat_at=timezone.now(),
        attempts=F("attempts") + 1,
    )
    if not taken:
        return
    run = Run.objects.get(pk=run_id)
    stop = threading.Event()
    # In-memory test databases live on one connection; there is nothing to outlive a kill there either.
    if not connection.in_atomic_block:
        threading.Thread(target=_beat, args=(run_id, stop), daemon=True).start()
    try:
        _finish(run, _handlers[run.kind][0](Progress(run)))
    except Cancelled:
        _close(run, RunState.CANCELLED, message="Stopped on request; nothing was kept.")
    except Problem as problem:
        _close(run, RunState.FAILED, error=problem.sentence)
    except Exception:
        log.exception("run failed", run=run_id, kind=run.kind)
        _close(
            run,
            RunState.FAILED,
            error=f"This stopped because of a fault in Lintel. Tell your administrator “run {run_id}”; "
            "the server's log has the details. Nothing was half done.",
        )
    finally:
        stop.set()


def _beat(run_id: int, stop: threading.Event) -> None:
    while not stop.wait(HEARTBEAT_SECONDS):
        # A long write of the run itself may hold SQLite's lock: that is a sign of life too.
        with contextlib.suppress(OperationalError):
            Run.objects.filter(pk=run_id, state=RunState.RUNNING).update(heartbeat_at=timezone.now())
    close_old_connections()
    connection.close()


def _finish(run: Run, outcome: Outcome) -> None:
    _close(run, RunState.DONE, result=outcome.result, result_url=outcome.url)


def _close(run: Run, state: RunState, **fields: Any) -> None:
    Run.objects.filter(pk=run.pk).update(state=state, finished_at=timezone.now(), **fields)


def reap() -> int:
    """Take up runs whose worker died: queue the resumable again, close the others with the reason.

    Returns how many were found. Safe to call from several workers: each update names the state it expects.
    """
    dead = Run.objects.filter(
        Q(heartbeat_at__lt=timezone.now() - STALE_AFTER) | Q(heartbeat_at=None), state=RunState.RUNNING
    )
    found = 0
    for run in dead:
        resumable = _handlers.get(run.kind, (None, False))[1]
        again = resumable and run.attempts < MOST_ATTEMPTS
        change: dict[str, Any] = (
            {"state": RunState.QUEUED, "message": "The worker was stopped; starting again."}
            if again
            else {
                "state": RunState.FAILED,
                "finished_at": timezone.now(),
                "error": "The worker was stopped in the middle of this. Nothing was half done: "
                "start it again.",
            }
        )
        if Run.objects.filter(pk=run.pk, state=RunState.RUNNING, heartbeat_at=run.heartbeat_at).update(
            **change
        ):
            found += 1
            if again:
                execute.enqueue(run.pk)
    return found
