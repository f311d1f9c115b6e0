"""Windows of a plan, packed anew by branch and cut: what works outside of a few periods stays where it is.

Within the window everything may move, leave or come in, except columns that the relaxation prices too high.
Width and that price adapt, so that most windows are proven best within a second or two.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Any

from lintel.engines.roadmap.channel import Channel, Job
from lintel.engines.roadmap.grid import Grid
from lintel.engines.roadmap.highs import Relaxed, columns_of, offer, program, quiet

BRIEF = 2.0  # seconds for one window


def polish(job: Job, grid: Grid, relaxed: Relaxed, channel: Channel, begin: Sequence[int]) -> None:
    """Packs one window after the other until out of time or stopped."""
    import highspy
    import numpy as np

    best, worth = tuple(begin), job.model.value(begin)
    draw = random.Random(job.seed)  # noqa: S311 — a search, not a secret
    end = max((option.finish for option in grid.options), default=1)
    lp = program(highspy, np, job.model)
    width = 2.0
    limit = 0.2 * worth / max(1, len(best))
    while time.monotonic() < job.until and not channel.stopped():
        news = channel.news()
        if news is not None and job.model.value(news) > worth:
            best, worth = news, job.model.value(news)
        span = min(end, max(1, round(width + draw.uniform(-0.5, 0.5))))
        first = draw.randrange(end - span + 1)
        free, fixed = window(grid, best, first, first + span, relaxed.costs, limit)
        upper, lower = np.zeros(len(grid.options)), np.zeros(len(grid.options))
        upper[[*free, *fixed]], lower[fixed] = 1.0, 1.0
        lp.col_upper_, lp.col_lower_ = upper, lower
        began = time.monotonic()
        solver = quiet(highspy, min(BRIEF, job.until - began), draw.randrange(2**30))
        solver.passModel(lp)
        offer(highspy, solver, job.model, best)
        solver.cbMipInterrupt.subscribe(lambda event: event.interrupt(channel.stopped()))
        solver.run()
        width, limit = _adapted(width, limit, time.monotonic() - began, end)
        found = _solution(highspy, np, solver)
        if found and job.model.value(found) > worth + 1e-9 * abs(worth) and job.model.holds(found):
            best, worth = tuple(found), job.model.value(found)
            channel.found(best)


def window(
    grid: Grid, best: Sequence[int], first: int, last: int, costs: Sequence[float], limit: float
) -> tuple[list[int], list[int]]:
    """The columns that may change, and those that stay: work not within first … last − 1."""
    inside: set[int] = set()
    fixed = []
    held: set[int] = set()
    for index in best:
        option = grid.options[index]
        if option.job >= grid.items or (first <= option.start and option.finish <= last):
            inside.add(index)
        else:
            fixed.append(index)
            held.add(option.job)
    free = [
        index
        for index, option in enumerate(grid.options)
        if option.job not in held
        and (
            index in inside
            or option.job >= grid.items
            or (first <= option.start and option.finish <= last and costs[index] >= -limit)
        )
    ]
    return free, fixed


def _adapted(width: float, limit: float, seconds: float, end: int) -> tuple[float, float]:
    """More room after a quick proof, less after none."""
    if seconds < 0.3 * BRIEF:
        return (width, limit * 1.15) if width > 0.75 * end else (width * 1.04, limit * 1.06)
    if seconds > 0.9 * BRIEF:
        return max(1.0, width * 0.96), limit * 0.92
    return width, limit


def _solution(highspy: Any, np: Any, solver: Any) -> list[int]:
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return []
    return columns_of(np.asarray(solver.getSolution().col_value), np)
