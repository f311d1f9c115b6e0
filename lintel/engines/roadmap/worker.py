"""One process of a race: `python -m lintel.engines.roadmap.worker FILE_DESCRIPTOR`.

Each solver has a process of its own because OR-tools and HiGHS do not load into one, and because a process
that does not listen at the end of its time can be ended.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

from lintel.engines.roadmap.channel import Channel, Ended, Job


class _Line:
    """The channel of one job over the connection."""

    def __init__(self, connection: Connection, number: int) -> None:
        self.connection, self.number = connection, number
        self.latest: tuple[int, ...] | None = None
        self.ending = False

    def found(self, chosen: Sequence[int]) -> None:
        self.connection.send(("found", self.number, tuple(chosen)))

    def bounded(self, bound: float) -> None:
        self.connection.send(("bound", self.number, float(bound)))

    def news(self) -> tuple[int, ...] | None:
        latest, self.latest = self.latest, None
        return latest

    def stopped(self) -> bool:
        return self.ending


def main(descriptor: int) -> None:
    """Does one job after the other until the other side closes the connection."""
    connection: Connection = Connection(descriptor)
    jobs: queue.Queue[tuple[Job, _Line]] = queue.Queue()
    threading.Thread(target=_listen, args=(connection, jobs), daemon=True).start()
    while True:
        job, line = jobs.get()
        ended = _solver(job)(job, line)
        connection.send(("ended", line.number, ended))


def _listen(connection: Connection, jobs: queue.Queue[tuple[Job, _Line]]) -> None:
    line: _Line | None = None
    while True:
        try:
            kind, number, what = connection.recv()
        except (EOFError, OSError):
            os._exit(0)  # whoever asked is gone: nothing is worth finishing
        if kind == "job":
            line = _Line(connection, number)
            jobs.put((what, line))
        elif line is not None and line.number == number:
            if kind == "news":
                line.latest = what
            else:
                line.ending = True


def _solver(job: Job) -> Callable[[Job, Channel], Ended]:
    if job.solver == "highs":
        from lintel.engines.roadmap import highs

        return highs.run
    if job.solver == "search":
        from lintel.engines.roadmap import search

        return search.run
    if job.solver == "intervals":
        from lintel.engines.roadmap import intervals

        return intervals.run
    from lintel.engines.roadmap import cpsat

    return cpsat.run


if __name__ == "__main__":
    main(int(sys.argv[1]))
