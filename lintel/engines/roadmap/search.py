"""A quick plan by ruin and recreate, then period by period, then better and better."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from lintel.engines.roadmap.board import Board
from lintel.engines.roadmap.channel import Channel, Ended, Job
from lintel.engines.roadmap.greedy import fill
from lintel.engines.roadmap.grid import Grid
from lintel.engines.roadmap.linear import Linear

FIRST = 1.0  # seconds of the first cooling, for a quick plan
PLENTY = 20.0  # seconds
SECOND = 0.15  # of the time for the second, where there is plenty
LONGEST = 120.0  # seconds of one cooling


def run(job: Job, channel: Channel) -> Ended:
    """Improves the plan until out of time or stopped; its only proof is the relaxation's bound.

    Over one or two periods cores pay more than cooling, so that a first one is enough. Over more periods it
    decides period by period where two coolings leave a wide gap.
    """
    from lintel.engines.roadmap.highs import WIDE, relaxation
    from lintel.engines.roadmap.improving import decide, improve
    from lintel.engines.roadmap.polish import windowed
    from lintel.engines.roadmap.walk import HOT, Walk

    if job.begin is None or job.grid is None:
        return "time"
    relaxed = relaxation(job.model)
    channel.bounded(relaxed.bound)
    draw = random.Random(job.seed)  # noqa: S311 — no secret
    walk = Walk(job.grid, job.model, relaxed.prices, job.begin, draw)
    start: tuple[int, ...] | None = rounding(job.grid, job.model, relaxed.values)
    whole = job.until - time.monotonic()
    lengths = [FIRST, SECOND * whole] if whole > PLENTY else [FIRST]
    while time.monotonic() < job.until and not channel.stopped():
        now = time.monotonic()
        length = lengths.pop(0) if lengths else LONGEST
        end = now + length if now + 1.5 * length < job.until else job.until
        walk.cycle(end, channel, HOT, start or None)
        start = None
        wide = relaxed.bound - walk.best.value > WIDE * abs(relaxed.bound)
        if not windowed(job.grid):
            improve(job, job.grid, relaxed, channel, walk)
        elif wide and not lengths:
            decide(job, job.grid, relaxed, channel, walk)
            improve(job, job.grid, relaxed, channel, walk)
    return "time"


def rounding(grid: Grid, model: Linear, values: Sequence[float]) -> tuple[int, ...]:
    """A plan near the relaxation: its columns by how much of them it takes, then what else fits.

    Empty when mandatory work or a floor is lost on the way.
    """
    board = Board(grid, model.gains)
    for least in (1 - 1e-6, 0.5, 0.2, 1e-6):
        likely = [index for index, value in enumerate(values) if value >= least]
        score = [float("-inf")] * len(values)
        for index in likely:
            score[index] = values[index]
        for index in sorted(likely, key=lambda index: (grid.options[index].start, -values[index], index)):
            job = grid.options[index].job
            if board.where[job] < 0 and (best := board.best(job, score)) >= 0:
                board.put(best)
    size = [sum(amount for _, amount in grid.options[group[0]].uses) if group else 0.0 for group in grid.of]
    chosen = tuple(fill(grid, [float(one) for one in size], board.chosen()))
    return chosen if model.holds(chosen) else ()
