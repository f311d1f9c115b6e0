"""Several solvers side by side, each in a process of its own: the best plan and the best bound count."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from lintel.engines.roadmap.channel import Job
from lintel.engines.roadmap.linear import Linear
from lintel.engines.roadmap.plan import CurvePoint
from lintel.engines.roadmap.report import PRECISE

GRACE = 0.3  # seconds in which a solver may come to an end by itself
ASKED = 0.1  # seconds between two looks at `stop`


@dataclass
class Outcome:
    """What a race knows: the best columns (None: none), the bound, how it ended, every plan on the way."""

    chosen: tuple[int, ...] | None
    bound: float = math.inf
    status: Literal["optimal", "infeasible", "feasible", "stopped"] = "feasible"
    curve: list[CurvePoint] = field(default_factory=list)
    pool: list[tuple[int, ...]] = field(default_factory=list)


class _Member:
    """A process and the line to it."""

    def __init__(self) -> None:
        self.line, other = Pipe()
        root = str(Path(__file__).resolve().parents[3])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        self.process = subprocess.Popen(  # noqa: S603 — our own module
            [sys.executable, "-m", "lintel.engines.roadmap.worker", str(other.fileno())],
            pass_fds=[other.fileno()],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            stdin=subprocess.DEVNULL,
        )
        other.close()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.line.close()


class Team:
    """Processes that stay for several races, so that solvers load once."""

    def __init__(self) -> None:
        self._members: dict[str, _Member] = {}
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for member in self._members.values():
            member.close()
        self._members.clear()

    def race(
        self,
        model: Linear,
        jobs: Sequence[Job],
        begin: tuple[int, ...] | None,
        *,
        until: float,
        on_progress: Callable[[CurvePoint], None] | None = None,
        stop: Callable[[], bool] | None = None,
        first: bool = False,
        since: float | None = None,
    ) -> Outcome:
        """Runs the jobs until one proves its result, time is up, `stop` says so, or the `first` plan.

        The curve counts from `since` (`time.monotonic()`), by default from now.
        """
        self._number += 1
        race = _Race(self._number, model, begin, on_progress, time.monotonic() if since is None else since)
        race.mark()  # before solvers load, which takes a second or two
        running: dict[Connection, str] = {}
        for place, job in enumerate(jobs):
            library = "highs" if job.solver in ("highs", "search") else "ortools"  # never both in one
            name = f"{place} {library}"
            if name not in self._members:
                self._members[name] = _Member()
            member = self._members[name]
            member.line.send(("job", self._number, job))
            running[member.line] = name
        while running and race.outcome.status == "feasible" and time.monotonic() < until:
            if stop is not None and stop():
                race.outcome.status = "stopped"
                break
            if first and race.outcome.chosen is not None:
                break
            self._hear(race, running, min(ASKED, max(0.0, until - time.monotonic())))
        self._end(race, running)
        if race.died and len(race.died) == len(jobs):
            raise RuntimeError("Every solver process ended unexpectedly; see its messages on standard error.")
        return race.outcome

    def _hear(self, race: _Race, running: dict[Connection, str], seconds: float) -> None:
        for line in wait(list(running), timeout=seconds):
            assert isinstance(line, Connection)  # noqa: S101 — for the type checker: only lines were given
            try:
                kind, number, what = line.recv()
            except (EOFError, OSError):
                name = running.pop(line)
                race.died.append(name)
                self._members.pop(name).close()
                continue
            if number != race.number:
                continue
            if kind == "ended":
                running.pop(line)
                race.ended(what)
            elif kind == "bound":
                race.bounded(what)
            elif race.found(what):
                for other in running:
                    if other is not line:
                        other.send(("news", race.number, what))

    def _end(self, race: _Race, running: dict[Connection, str]) -> None:
        for line in running:
            line.send(("stop", race.number, None))
        until = time.monotonic() + GRACE
        race.over = True
        while running and time.monotonic() < until:
            self._hear(race, running, until - time.monotonic())
        for name in running.values():
            self._members.pop(name).close()


class _Race:
    """The state of one race."""

    def __init__(
        self,
        number: int,
        model: Linear,
        begin: tuple[int, ...] | None,
        on_progress: Callable[[CurvePoint], None] | None,
        began: float,
    ) -> None:
        self.number, self.model, self.on_progress = number, model, on_progress
        self.began = began
        self.outcome = Outcome(begin)
        self.best = -math.inf if begin is None else model.value(begin)
        self.whole = all(gain == int(gain) for gain in model.gains)
        self.died: list[str] = []
        self.over = False

    def found(self, chosen: tuple[int, ...]) -> bool:
        """Takes better columns; false when they are no better or break a row (a solver's tolerance)."""
        value = self.model.value(chosen)
        if value <= self.best + 1e-9 * abs(self.best) or not self.model.holds(chosen):
            return False
        self.best, self.outcome.chosen = value, tuple(sorted(chosen))
        self.outcome.pool.append(self.outcome.chosen)
        self.mark()
        self._closed()
        return True

    def bounded(self, bound: float) -> None:
        """Takes a better bound; of whole gains the bound is whole. One below a known plan cannot be true."""
        if bound < self.best - PRECISE * max(1.0, abs(self.best)):
            return
        if self.whole and math.isfinite(bound):
            bound = math.floor(bound + PRECISE)
        if bound < self.outcome.bound - 1e-9 * abs(bound):
            self.outcome.bound = bound
            self.mark()
            self._closed()

    def ended(self, how: str) -> None:
        """A solver came to its end: by proof, or because its time was up."""
        if how == "optimal" and self.outcome.chosen is not None:
            self.outcome.bound = self.best
            self.outcome.status = "optimal"
            self.mark()
        elif how == "infeasible":
            if self.outcome.chosen is None:
                self.outcome.status = "infeasible"
            else:  # a search that only accepted better columns: there are none
                self.outcome.bound, self.outcome.status = self.best, "optimal"

    def mark(self) -> None:
        """A point of the curve."""
        best = None if math.isinf(self.best) else self.best
        bound = None if math.isinf(self.outcome.bound) else max(self.outcome.bound, self.best)
        point = CurvePoint(round(time.monotonic() - self.began, 3), best, bound)
        self.outcome.curve.append(point)
        if self.on_progress is not None and not self.over:
            self.on_progress(point)

    def _closed(self) -> None:
        if math.isinf(self.best) or self.over:
            return
        if self.outcome.bound - self.best <= PRECISE * max(1.0, abs(self.best)):
            self.outcome.status = "optimal"
