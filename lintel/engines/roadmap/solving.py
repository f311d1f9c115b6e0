"""`solve`: the best plan that time allows, with its bound."""

from __future__ import annotations

from collections.abc import Callable

from lintel.engines.roadmap.plan import CurvePoint, Plan
from lintel.engines.roadmap.problem import Problem

Progress = Callable[[CurvePoint], None]
Stop = Callable[[], bool]


def solve(
    problem: Problem,
    *,
    seconds: float = 10.0,
    seed: int = 1,
    workers: int = 2,
    on_progress: Progress | None = None,
    stop: Stop | None = None,
    hint: Plan | None = None,
) -> Plan:
    """The best plan within `seconds` of wall time, on `workers` processor cores, beginning from `hint`.

    `on_progress` is called in this thread with each better plan or bound, soon after it is known; `stop` is
    asked several times a second and ends the search with the best plan so far (status `stopped`).
    The same seed gives the same plan wherever the search ends by proof; a run cut short by time depends on
    the machine.
    """
    raise NotImplementedError
