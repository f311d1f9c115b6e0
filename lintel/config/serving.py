"""The web server and the worker."""

import os
import signal
import threading
import time

import structlog
from django.db import close_old_connections, connection

from lintel.audit.runs import reap

log = structlog.get_logger(__name__)

REAP_SECONDS = 20
POLL_SECONDS = 0.3  # how long a queued run waits at most before an idle worker sees it


def serve(host: str, port: int, workers: int, *, background: bool) -> None:
    """Serve with granian; with `background`, this supervising process also works off the queue."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    if background:
        threading.Thread(target=_work, name="lintel-worker", daemon=True).start()
    Granian(
        "lintel.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,
    ).serve()


def work() -> None:
    """Work off the queue until the process is told to stop; the present run may finish first."""
    worker = _make_worker()

    def stop(signum: int, frame: object) -> None:
        worker.running = False
        if not worker.running_task:
            raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    _reap_in_background()
    worker.run()


def _work() -> None:
    """The worker as a thread of the web server; a fault of the database is waited out, not died of."""
    _reap_in_background()
    while True:
        try:
            _make_worker().run()
        except Exception:
            log.exception("worker stopped, starting again")
            connection.close()
            time.sleep(2)


def _make_worker():  # type: ignore[no-untyped-def]  # the library ships no types
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


def _reap_in_background() -> None:
    threading.Thread(target=_reap_for_ever, name="lintel-reaper", daemon=True).start()


def _reap_for_ever() -> None:
    while True:
        try:
            close_old_connections()
            reap()
        except Exception:
            log.exception("looking for dead runs failed")
            connection.close()
        time.sleep(REAP_SECONDS)
