"""HiGHS: branch and cut over the linear program, and its relaxation."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lintel.engines.roadmap.channel import Channel, Ended, Job
from lintel.engines.roadmap.linear import FREE, Linear

PATIENCE = 3.0  # seconds, or this share of the time, after which a wide gap is left to be
SHARE = 0.2
MANY = 600  # columns, from which on branching is not even tried while the gap is wide
WIDE = 0.01  # of the objective: a gap that branching does not close in a minute (measured: 0.05 % of 5 %)


def run(job: Job, channel: Channel) -> Ended:
    """Branches and cuts until it is proven, out of time or stopped.

    Where the gap stays wide, it decides period by period, then improves that plan: both pay more than
    its nodes do.
    """
    from lintel.engines.roadmap.improving import decide, improve
    from lintel.engines.roadmap.polish import windowed
    from lintel.engines.roadmap.walk import Walk

    relaxed = relaxation(job.model)
    channel.bounded(relaxed.bound)
    if job.grid is None or not windowed(job.grid):
        return _branch(job, channel, job.begin, math.inf)[0]
    best = job.begin
    if len(job.model.gains) < MANY or best is None or not _wide(job, relaxed, best):
        now = time.monotonic()
        ended, best = _branch(job, channel, best, now + max(PATIENCE, SHARE * (job.until - now)))
        if ended != "time" or best is None or channel.stopped() or time.monotonic() >= job.until:
            return ended
    walk = Walk(job.grid, job.model, relaxed.prices, best, random.Random(job.seed))  # noqa: S311 — a search
    decide(job, job.grid, relaxed, channel, walk)
    if not _wide(job, relaxed, walk.chosen()):
        return _branch(job, channel, walk.chosen(), math.inf)[0]
    improve(job, job.grid, relaxed, channel, walk)
    return "time"


def _wide(job: Job, relaxed: Relaxed, best: Sequence[int]) -> bool:
    return relaxed.bound - job.model.value(best) > WIDE * abs(relaxed.bound)


def _branch(
    job: Job, channel: Channel, begin: tuple[int, ...] | None, patient: float
) -> tuple[Ended, tuple[int, ...] | None]:
    """How it ended, and the best plan that it knows; after `patient` it leaves a wide gap."""
    import highspy
    import numpy as np

    solver = quiet(highspy, job.until - time.monotonic(), job.seed)
    solver.passModel(program(highspy, np, job.model))
    if begin is not None:
        offer(highspy, solver, job.model, begin)
    state = _Listener(job, channel, begin, patient, np)
    state.listen(solver)
    solver.run()
    status, states = solver.getModelStatus(), highspy.HighsModelStatus
    if status in (states.kInfeasible, states.kUnboundedOrInfeasible):
        return "infeasible", None
    if status == states.kOptimal:
        channel.found(columns_of(np.asarray(solver.getSolution().col_value), np))
        return "optimal", None
    return "time", state.best


@dataclass(frozen=True)
class Relaxed:
    """The linear relaxation: its bound, the price of each row; of each column its value and reduced cost.

    `seconds` is how long the processor took.
    """

    bound: float
    prices: tuple[float, ...]
    values: tuple[float, ...]
    costs: tuple[float, ...]
    seconds: float = 0.0


def relaxation(model: Linear) -> Relaxed:
    """Solves the program without integrality; no bound and no prices when it has no solution."""
    import highspy
    import numpy as np

    solver = quiet(highspy, 1e6, 1)
    lp = program(highspy, np, model)
    lp.integrality_ = []
    solver.passModel(lp)
    began = time.process_time()
    solver.run()
    seconds = time.process_time() - began
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        nothing = (0.0,) * lp.num_col_
        return Relaxed(math.inf, (0.0,) * lp.num_row_, nothing, nothing)
    bound = float(solver.getInfo().objective_function_value)
    found = solver.getSolution()
    bound += 1e-7 * abs(bound)
    return Relaxed(bound, tuple(found.row_dual), tuple(found.col_value), tuple(found.col_dual), seconds)


def quiet(highspy: Any, seconds: float, seed: int) -> Any:
    """A solver on one core that prints nothing."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", seed)
    solver.setOptionValue("time_limit", max(0.05, seconds))
    solver.setOptionValue("mip_rel_gap", 1e-7)
    solver.setOptionValue("mip_abs_gap", 1e-9)
    return solver


def program(highspy: Any, np: Any, model: Linear) -> Any:
    """The linear program as HiGHS has it, rows of limits first."""
    rows: list[tuple[float, float, tuple[int, ...], tuple[int, ...]]] = [
        (row.lower, row.upper, row.columns, row.coefficients) for row in (*model.rows, *model.extra)
    ]
    rows += [(-FREE, 1, group, (1,) * len(group)) for group in model.choices]
    rows += [(1, 1, group, (1,) * len(group)) for group in model.must]
    lp = highspy.HighsLp()
    count = len(model.gains)
    lp.num_col_, lp.num_row_ = count, len(rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array(model.gains, dtype=float)
    lp.col_lower_, lp.col_upper_ = np.zeros(count), np.ones(count)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * count
    lp.row_lower_ = np.array([_edge(highspy, row[0]) for row in rows])
    lp.row_upper_ = np.array([_edge(highspy, row[1]) for row in rows])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.concatenate([[0], np.cumsum([len(row[2]) for row in rows])]).astype(np.int32)
    lp.a_matrix_.index_ = np.array([index for row in rows for index in row[2]], dtype=np.int32)
    lp.a_matrix_.value_ = np.array([value for row in rows for value in row[3]], dtype=float)
    return lp


def offer(highspy: Any, solver: Any, model: Linear, chosen: Sequence[int]) -> None:
    """Begins from these columns."""
    solution = highspy.HighsSolution()
    values = [0.0] * len(model.gains)
    for index in chosen:
        values[index] = 1.0
    solution.col_value = values
    solver.setSolution(solution)


def columns_of(values: Any, np: Any) -> list[int]:
    """The columns that are in."""
    return [int(index) for index in np.flatnonzero(values > 0.5)]


def _edge(highspy: Any, value: float) -> float:
    return float(value) if math.isfinite(value) else math.copysign(highspy.kHighsInf, value)


class _Listener:
    """What the search says while it runs, and what it is told."""

    def __init__(
        self, job: Job, channel: Channel, begin: tuple[int, ...] | None, patience: float, np: Any
    ) -> None:
        self.job, self.channel, self.patience, self.np = job, channel, patience, np
        self.best = begin
        self.worth = -math.inf if begin is None else job.model.value(begin)
        self.bound = math.inf

    def listen(self, solver: Any) -> None:
        """Subscribes to all that matters."""
        solver.cbMipImprovingSolution.subscribe(self._improved)
        solver.cbMipInterrupt.subscribe(self._asked)
        solver.cbMipUserSolution.subscribe(self._offered)

    def _improved(self, event: Any) -> None:
        found = columns_of(self.np.asarray(event.data_out.mip_solution), self.np)
        self._keep(found)
        self.channel.found(found)

    def _keep(self, found: Sequence[int]) -> None:
        if self.job.model.value(found) > self.worth:
            self.best, self.worth = tuple(found), self.job.model.value(found)

    def _asked(self, event: Any) -> None:
        bound = event.data_out.mip_dual_bound
        if math.isfinite(bound) and bound < self.bound - 1e-9 * abs(bound):
            self.bound = bound
            self.channel.bounded(bound)
        impatient = (
            time.monotonic() > self.patience
            and self.best is not None
            and self.bound - self.worth > WIDE * abs(self.worth)
        )
        event.interrupt(impatient or self.channel.stopped())

    def _offered(self, event: Any) -> None:
        chosen = self.channel.news()
        if chosen is not None:
            self._keep(chosen)
            values = self.np.zeros(len(self.job.model.gains))
            values[list(chosen)] = 1.0
            event.data_in.setSolution(values)
