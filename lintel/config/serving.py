"""The web server and the worker."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import structlog
from django.db import close_old_connections, connection
from django.utils import timezone

from lintel.audit.runs import reap
from lintel.digests.weekly.work import order_due as order_digests
from lintel.embeds.work import begin_due as begin_stays
from lintel.estate.stress.work import order_due as order_inspections
from lintel.estate.stress.worthing import order_due as order_worths
from lintel.goals.objectives.work import order_due as order_measurements
from lintel.goals.radar.work import order_due as order_looks
from lintel.home.searching.work import keep_index
from lintel.insight.context.work import order_due as order_pulls
from lintel.insight.dashboards.due import order_due
from lintel.portfolio.outcomes.work import order_due as order_reviews

log = structlog.get_logger(__name__)

REAP_SECONDS = 20
POLL_SECONDS = 0.3  # how long a queued run waits at most before an idle worker sees it
STOP_SECONDS = 10
REPLACE_SECONDS = 2  # before a worker that was killed is followed by another


def serve(host: str, port: int, workers: int, *, background: bool) -> None:
    """Serve with granian; with `background`, a worker of its own runs beside it."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    with _worker_beside() if background else contextlib.nullcontext():
        Granian(
            "lintel.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            # One at a time in each process: threads that share an interpreter finish together, and late.
            # Measured with 8 readers: p95 of the request list 161 ms instead of 286.
            blocking_threads=1,
            log_level=LogLevels.warning,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=STOP_SECONDS,  # a worker that hangs must not keep the server from ending
        ).serve()


@contextlib.contextmanager
def _worker_beside() -> Iterator[None]:
    """A worker that ends with this process.

    It is a process and not a thread because granian forks: a fork while a thread is inside SQLite leaves the
    child with a lock that nobody will ever open.
    """
    command = [sys.executable, "-m", "lintel.config.cli", "worker", "--beside", str(os.getpid())]
    ended = threading.Event()
    workers = [subprocess.Popen(command)]  # noqa: S603 - our own command

    def replace() -> None:
        """Start another when one was killed, by lack of memory for example; it takes up what was left."""
        while not ended.is_set():
            workers[-1].wait()
            if not ended.wait(REPLACE_SECONDS):
                log.warning("the worker ended unexpectedly; another is started")
                workers.append(subprocess.Popen(command))  # noqa: S603 - our own command

    watch = threading.Thread(target=replace, name="lintel-worker-watch", daemon=True)
    watch.start()
    try:
        yield
    finally:
        ended.set()
        workers[-1].terminate()
        watch.join(STOP_SECONDS)


def work(beside: int = 0) -> None:
    """Work off the queue until told to stop; the present run may finish first.

    `beside` is the process to end with, should it be killed without telling.
    """
    worker = _make_worker()

    def stop(signum: int, frame: object) -> None:
        worker.running = False
        if not worker.running_task:
            raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    threading.Thread(target=_look_after, args=(beside,), name="lintel-reaper", daemon=True).start()
    worker.run()


def _make_worker() -> Any:
    from django_tasks_db.management.commands.db_worker import Worker

    return Worker(
        queue_names=["default"],
        interval=POLL_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.uname().nodename}-{os.getpid()}"[:64],
        excluded_queue_names=[],
    )


def _look_after(beside: int) -> None:
    """Take up what dead workers left, and end when the process that this one belongs to is gone."""
    due = 0.0
    while True:
        if beside and os.getppid() != beside:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        if time.monotonic() >= due:
            due = time.monotonic() + REAP_SECONDS
            try:
                close_old_connections()
                reap()
                order_due(timezone.now())
                order_pulls(timezone.now())
                order_measurements(timezone.now())
                order_looks(timezone.now())
                order_reviews(timezone.now())
                order_inspections(timezone.now())
                order_worths(timezone.now())
                order_digests(timezone.now())
                begin_stays(timezone.now())
                keep_index(timezone.now())
            except Exception:
                log.exception("looking for dead runs failed")
                connection.close()
        time.sleep(1)
