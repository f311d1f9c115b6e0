"""What people do without a solver: order by a score, fill the periods, pass by pass."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from lintel.engines.roadmap.board import Board
from lintel.engines.roadmap.grid import Grid, build
from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Problem
from lintel.engines.roadmap.report import plan_of

Rule = Literal["wsjf", "rice"]


def greedy(problem: Problem, *, rule: Rule = "wsjf") -> Plan:
    """A plan by score: WSJF (worth for each period of work) or RICE (worth for each unit of effort).

    Takes prerequisites along: an item that needs others is scored together with those that are missing, and
    they are placed as one, each as early as it fits; passes over what is left until nothing fits any more.
    Status `feasible` without a bound; `stopped` when mandatory items do not fit this way.
    """
    grid = build(problem)
    chosen = fill(grid, sizes(problem, grid, rule))
    if not grid.fits(chosen):
        return Plan("stopped")
    return plan_of(problem, grid, chosen, "feasible")


def sizes(problem: Problem, grid: Grid, rule: Rule) -> list[float]:
    """The denominator of each job's score: periods of work, or effort (money where there is no effort)."""
    found = []
    for item in problem.items:
        mode = item.modes[0]
        effort = sum(estimate.expected for demand in mode.demands for estimate in demand.profile)
        money = sum(amount for cost in mode.costs for amount in cost.profile)
        found.append(float(mode.duration) if rule == "wsjf" else effort or money)
    return found + [0.0] * (len(grid.keys) - grid.items)


def fill(grid: Grid, size: Sequence[float], begin: Sequence[int] = ()) -> list[int]:
    """Columns chosen by score, beginning from those of `begin`; mandatory jobs first."""
    board = Board(grid, grid.worth)
    earliest = [-float(index) for index in range(len(grid.options))]
    for index in begin:
        board.put(index)
    worth = [max((grid.worth[index] for index in options), default=0.0) for options in grid.of]
    tail = _tails(grid)
    for job in sorted(grid.must, key=lambda job: (job >= grid.items, -tail[job], len(grid.of[job]), job)):
        if board.where[job] < 0:
            board.place(board.closure(job), earliest)
    placed = True
    while placed:
        placed = False
        for job in _ranked(board, worth, size):
            if board.where[job] < 0:
                closure = board.closure(job)
                placed |= bool(closure) and board.place(closure, earliest)
    return board.chosen()


def _ranked(board: Board, worth: Sequence[float], size: Sequence[float]) -> list[int]:
    """What is left, by worth for each unit of size together with what it needs, the best first."""
    scored = []
    for job, options in enumerate(board.grid.of):
        closure = board.closure(job) if board.where[job] < 0 and options else []
        gain, weight = sum(worth[j] for j in closure), sum(size[j] for j in closure)
        if gain > 0:
            scored.append((-gain / (weight or 1e-9), job))
    return [job for _, job in sorted(scored)]


def _tails(grid: Grid) -> list[int]:
    """For each job the periods from its start to the end of what needs it: the longest chain first."""
    length = [
        min((grid.options[index].finish - grid.options[index].start for index in options), default=0)
        for options in grid.of
    ]
    tail = list(length)
    for _ in grid.keys:  # as many rounds as a chain may be long; circles end there too
        changed = False
        for before, after, lag in grid.ties:
            reach = length[before] + lag + tail[after]
            if reach > tail[before]:
                tail[before], changed = reach, True
        if not changed:
            break
    return tail
