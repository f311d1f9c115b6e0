"""CP-SAT over the linear program: the whole of it, or the neighbourhood of a plan."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from typing import Any

from lintel.engines.roadmap.channel import Channel, Ended, Job
from lintel.engines.roadmap.linear import Linear

LARGEST = 10**9  # the sum of the integer gains: large enough for 1e-7, small enough for its arithmetic


def run(job: Job, channel: Channel) -> Ended:
    """Searches until it is proven, out of time or stopped. One worker with the strongest relaxation.

    Measured on tight backlogs: one worker at linearisation level 2 leaves a smaller gap than CP-SAT's own
    portfolio on two cores.
    """
    from ortools.sat.python import cp_model

    model, columns, scale, slack = whole(job.model)
    if job.begin is not None:
        picked = set(job.begin)
        for index, column in enumerate(columns):
            model.add_hint(column, int(index in picked))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.random_seed = job.seed
    solver.parameters.max_time_in_seconds = max(0.05, job.until - time.monotonic())
    solver.best_bound_callback = lambda bound: channel.bounded((bound + slack) / scale)

    class Told(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            channel.found([index for index, column in enumerate(columns) if self.boolean_value(column)])

    ended = threading.Event()
    threading.Thread(target=watch, args=(channel, ended, solver), daemon=True).start()
    status = solver.solve(model, Told())
    ended.set()
    if status == cp_model.INFEASIBLE:
        return "infeasible"
    if status == cp_model.OPTIMAL:
        return "optimal"
    if status == cp_model.FEASIBLE:  # without a plan it states 0, which is no bound
        channel.bounded((solver.best_objective_bound + slack) / scale)
    return "time"


def whole(linear: Linear) -> tuple[Any, list[Any], float, float]:
    """The model, its columns, and how its integer objective reads: (objective ± slack) / scale."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in linear.gains]
    for group in linear.choices:
        model.add_at_most_one(columns[index] for index in group)
    for group in linear.must:
        model.add_exactly_one(columns[index] for index in group)
    for row in (*linear.rows, *linear.extra):
        total = cp_model.LinearExpr.weighted_sum([columns[index] for index in row.columns], row.coefficients)
        lower = cp_model.INT_MIN if math.isinf(row.lower) else math.ceil(row.lower)
        upper = cp_model.INT_MAX if math.isinf(row.upper) else math.floor(row.upper)
        model.add_linear_constraint(total, lower, upper)
    gains, scale, slack = integers(linear.gains)
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, gains))
    return model, columns, scale, slack


def integers(gains: Sequence[float]) -> tuple[list[int], float, float]:
    """Integer gains, their scale, and the most that rounding may hide in a sum."""
    if all(gain == int(gain) for gain in gains):
        return [int(gain) for gain in gains], 1.0, 0.0
    scale = LARGEST / (sum(abs(gain) for gain in gains) or 1.0)
    return [round(gain * scale) for gain in gains], scale, len(gains) / 2


def watch(channel: Channel, ended: threading.Event, solver: Any) -> None:
    """Ends the solver when the channel says so."""
    while not ended.wait(0.05):
        if channel.stopped():
            solver.stop_search()
            return
