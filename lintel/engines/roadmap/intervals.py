"""Makespan: intervals and cumulative limits in CP-SAT, which is right where everything is done."""

from __future__ import annotations

import threading
from typing import Any

from lintel.engines.roadmap.channel import Channel, Ended, Job
from lintel.engines.roadmap.cpsat import watch
from lintel.engines.roadmap.grid import Grid, build

# One worker climbs from below and proves, another descends from plan to plan, both without a linear program.
# Measured with two workers on three of the hardest of PSPLIB j30: after 10 s bounds of 57, 72 and 103, where
# eight workers of CP-SAT's own choice had 52, 66 and 89.
STRATEGIES = ("objective_lb_search_no_lp", "no_lp", "quick_restart_no_lp", "default_lp")


def run(job: Job, channel: Channel) -> Ended:
    """Searches for the shortest plan until it is proven, out of time or stopped."""
    import time

    from ortools.sat.python import cp_model

    assert job.problem is not None  # noqa: S101 — the type of Job allows it for other solvers
    grid = build(job.problem)
    latest = job.problem.horizon
    if job.begin is not None:
        latest = max(grid.options[index].finish for index in job.begin)
    made = _Model(grid, latest)
    if job.begin is not None:
        made.hint(job.begin)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = job.cores
    if job.cores > 1:
        solver.parameters.subsolvers.extend(STRATEGIES[: job.cores])
    solver.parameters.random_seed = job.seed
    solver.parameters.max_time_in_seconds = max(0.05, job.until - time.monotonic())
    solver.best_bound_callback = lambda bound: channel.bounded(-bound)

    class Told(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            channel.found(made.chosen(self.value))

    ended = threading.Event()
    threading.Thread(target=watch, args=(channel, ended, solver), daemon=True).start()
    status = solver.solve(made.model, Told())
    ended.set()
    if status == cp_model.INFEASIBLE:
        return "infeasible"
    return "optimal" if status == cp_model.OPTIMAL else "time"


class _Model:
    """A start for each job, an optional interval for each of its modes, and the limits over them."""

    def __init__(self, grid: Grid, latest: int) -> None:
        from ortools.sat.python import cp_model

        self.grid, self.cp = grid, cp_model
        self.model = cp_model.CpModel()
        self.starts: list[Any] = []
        self.ends: list[Any] = []
        self.modes: list[dict[int, Any]] = []
        self.column = {
            (option.job, option.mode, option.start): index for index, option in enumerate(grid.options)
        }
        self.sink = len(grid.keys) - 1
        for job in range(self.sink):
            self._job(job, latest)
        self.end = self.model.new_int_var(0, latest, "")
        for job in range(grid.items):
            self.model.add(self.end >= self.ends[job])
        for before, after, lag in grid.ties:
            if after < grid.items:
                self.model.add(self.starts[after] >= self.ends[before] + lag)
        for group in grid.exclusions:
            if len(group) > 1:  # all are in, so two that exclude each other are one too many
                self.model.add_bool_or([])
        self._limits(latest)
        self.model.minimize(self.end)

    def _job(self, job: int, latest: int) -> None:
        options = [self.grid.options[index] for index in self.grid.of[job]]
        if job >= self.grid.items:  # a bundle is worth nothing here
            return
        chosen = {option.mode: self.model.new_bool_var("") for option in options}
        self.model.add_exactly_one(chosen.values())
        start, end = self.model.new_int_var(0, latest, ""), self.model.new_int_var(0, latest, "")
        for mode, presence in chosen.items():
            times = sorted({option.start for option in options if option.mode == mode})
            duration = next(option.finish - option.start for option in options if option.mode == mode)
            self.model.add_linear_expression_in_domain(
                start, self.cp.Domain.from_values(times)
            ).only_enforce_if(presence)
            self.model.add(end == start + duration).only_enforce_if(presence)
        self.starts.append(start)
        self.ends.append(end)
        self.modes.append(chosen)

    def _limits(self, latest: int) -> None:
        """A cumulative for each key with periods; what a period has less than the most is always taken."""
        amounts: dict[tuple[str, str], dict[int | None, int]] = {}
        for limit in self.grid.limits:
            amounts.setdefault((limit.kind, limit.key), {})[limit.period] = limit.amount
        pieces = self._pieces()
        for name, by_period in amounts.items():
            taken = pieces.get(name, [])
            if not taken:
                continue
            if None in by_period:
                self.model.add(
                    self.cp.LinearExpr.weighted_sum([p for p, *_ in taken], [d for *_, d in taken])
                    <= by_period[None]
                )
                continue
            most = max(by_period.values())
            spans, demands = [], []
            for presence, start, length, demand in taken:
                spans.append(self.model.new_optional_fixed_size_interval_var(start, length, presence, ""))
                demands.append(demand)
            for period, amount in by_period.items():
                if period is not None and period < latest and amount < most:
                    spans.append(self.model.new_fixed_size_interval_var(period, 1, ""))
                    demands.append(most - amount)
            self.model.add_cumulative(spans, demands, most)

    def _pieces(self) -> dict[tuple[str, str], list[tuple[Any, Any, int, int]]]:
        found: dict[tuple[str, str], list[tuple[Any, Any, int, int]]] = {}
        for job, chosen in enumerate(self.modes):
            for mode, presence in chosen.items():
                option = next(
                    self.grid.options[index]
                    for index in self.grid.of[job]
                    if self.grid.options[index].mode == mode
                )
                profile: dict[tuple[str, str], dict[int | None, int]] = {}
                for number, amount in option.uses:
                    limit = self.grid.limits[number]
                    offset = None if limit.period is None else limit.period - option.start
                    profile.setdefault((limit.kind, limit.key), {})[offset] = amount
                for name, amounts in profile.items():
                    for offset, length, amount in _runs(amounts):
                        piece = (presence, self.starts[job] + offset, length, amount)
                        found.setdefault(name, []).append(piece)
        return found

    def hint(self, begin: tuple[int, ...]) -> None:
        """Begins from these columns."""
        for index in begin:
            option = self.grid.options[index]
            if option.job < self.grid.items:
                self.model.add_hint(self.starts[option.job], option.start)
                self.model.add_hint(self.ends[option.job], option.finish)
                for mode, presence in self.modes[option.job].items():
                    self.model.add_hint(presence, int(mode == option.mode))
        self.model.add_hint(self.end, max(self.grid.options[index].finish for index in begin))

    def chosen(self, value: Any) -> list[int]:
        """The columns of a solution."""
        found = []
        for job, modes in enumerate(self.modes):
            mode = next(mode for mode, presence in modes.items() if value(presence))
            found.append(self.column[job, mode, value(self.starts[job])])
        end = max((self.grid.options[index].finish for index in found), default=0)
        return [*found, self.column[self.sink, 0, end]]


def _runs(amounts: dict[int | None, int]) -> list[tuple[int, int, int]]:
    """Neighbouring periods of one amount as (offset, length, amount); over the horizon as offset 0."""
    runs: list[tuple[int, int, int]] = []
    for offset, amount in sorted((offset or 0, amount) for offset, amount in amounts.items()):
        if runs and runs[-1][0] + runs[-1][1] == offset and runs[-1][2] == amount:
            runs[-1] = runs[-1][0], runs[-1][1] + 1, amount
        else:
            runs.append((offset, 1, amount))
    return runs
