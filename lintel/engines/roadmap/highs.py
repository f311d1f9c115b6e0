"""HiGHS: branch and cut over the linear program."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

from lintel.engines.roadmap.channel import Channel, Ended, Job
from lintel.engines.roadmap.linear import FREE, Linear


def run(job: Job, channel: Channel) -> Ended:
    """Searches until it is proven, out of time or stopped; takes better columns of others up meanwhile."""
    import highspy
    import numpy as np

    model = job.model
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", job.seed)
    solver.setOptionValue("time_limit", max(0.05, job.until - time.monotonic()))
    solver.setOptionValue("mip_rel_gap", 1e-7)
    solver.setOptionValue("mip_abs_gap", 1e-9)
    solver.passModel(_lp(highspy, np, model))
    if job.begin is not None:
        _offer(highspy, solver, model, job.begin)
    _listen(solver, channel, len(model.gains), np)
    solver.run()
    status = solver.getModelStatus()
    states = highspy.HighsModelStatus
    if status in (states.kInfeasible, states.kUnboundedOrInfeasible):
        return "infeasible"
    info = solver.getInfo()
    if status == states.kOptimal:
        channel.found(_columns(np.asarray(solver.getSolution().col_value), np))
        return "optimal"
    if math.isfinite(info.mip_dual_bound):
        channel.bounded(info.mip_dual_bound)
    return "time"


@dataclass(frozen=True)
class Relaxed:
    """The linear relaxation: its bound, and the price of each row."""

    bound: float
    prices: tuple[float, ...]


def relaxation(model: Linear) -> Relaxed:
    """Solves the program without integrality."""
    import highspy
    import numpy as np

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    lp = _lp(highspy, np, model)
    lp.integrality_ = []
    solver.passModel(lp)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return Relaxed(math.inf, (0.0,) * len(model.rows))
    bound = float(solver.getInfo().objective_function_value)
    return Relaxed(bound + 1e-7 * abs(bound), tuple(solver.getSolution().row_dual))


def _lp(highspy: Any, np: Any, model: Linear) -> Any:
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


def _edge(highspy: Any, value: float) -> float:
    return float(value) if math.isfinite(value) else math.copysign(highspy.kHighsInf, value)


def _offer(highspy: Any, solver: Any, model: Linear, chosen: tuple[int, ...]) -> None:
    solution = highspy.HighsSolution()
    values = [0.0] * len(model.gains)
    for index in chosen:
        values[index] = 1.0
    solution.col_value = values
    solver.setSolution(solution)


def _columns(values: Any, np: Any) -> list[int]:
    return [int(index) for index in np.flatnonzero(values > 0.5)]


def _listen(solver: Any, channel: Channel, count: int, np: Any) -> None:
    told = [math.inf, time.monotonic()]

    def improved(event: Any) -> None:
        channel.found(_columns(np.asarray(event.data_out.mip_solution), np))

    def interrupt(event: Any) -> None:
        bound = event.data_out.mip_dual_bound
        if math.isfinite(bound) and bound < told[0] - 1e-9 * abs(bound):
            told[0] = bound
            channel.bounded(bound)
        event.interrupt(channel.stopped())

    def offered(event: Any) -> None:
        chosen = channel.news()
        if chosen is not None:
            values = np.zeros(count)
            values[list(chosen)] = 1.0
            event.data_in.setSolution(values)

    solver.cbMipImprovingSolution.subscribe(improved)
    solver.cbMipInterrupt.subscribe(interrupt)
    solver.cbMipUserSolution.subscribe(offered)
