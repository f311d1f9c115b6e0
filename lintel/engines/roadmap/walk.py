"""Ruin and recreate: take some work out of the plan, fill the room again by price, keep what pays.

Schrimpf et al. (2000), accepting as simulated annealing does. The prices of capacity and money are the dual
values of the linear relaxation, so that a column is judged by what its room is worth to others. Measured on
tight backlogs: in the same time far ahead of neighbourhoods solved by CP-SAT, and of HiGHS' own heuristics.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from lintel.engines.roadmap.board import Board
from lintel.engines.roadmap.channel import Channel
from lintel.engines.roadmap.grid import Grid
from lintel.engines.roadmap.linear import Linear

MOST_OUT = 8  # jobs taken out at once
MOST_TOGETHER = 40  # jobs that come in together
MOST_TRIED = 60  # jobs tried for the room
BLUR = 0.1  # of a column's gain
HOT = 0.1  # of the mean gain of a job in the plan: a cooling that forgets where it began
COLD = 0.03  # one that stays near


@dataclass
class _State:
    where: list[int]
    left: list[int]
    value: float


class Walk:
    """From plan to plan; `best` is the best so far."""

    def __init__(
        self, grid: Grid, model: Linear, prices: Sequence[float], begin: Sequence[int], draw: random.Random
    ) -> None:
        self.grid, self.model, self.draw = grid, model, draw
        self.board = Board(grid, model.gains)
        for index in begin:
            self.board.put(index)
        cost = _costs(model, prices)
        self.margin = [gain - paid for gain, paid in zip(model.gains, cost, strict=True)]
        self.score = self.margin
        self.worth = [
            max(
                (self.margin[i] / (cost[i] + 1e-3 * abs(model.gains[i]) + 1e-9) for i in options),
                default=-1.0,
            )
            for options in grid.of
        ]
        self.gain = [max((model.gains[index] for index in options), default=0.0) for options in grid.of]
        self.cheapest = [max(0.0, min((cost[i] for i in options), default=0.0)) for options in grid.of]
        # what is worth nothing by itself comes in with what needs it, and goes out with it
        self.idle = {job: None for job, gain in enumerate(self.gain) if gain <= 0 and job not in grid.must}
        self.limits = [frozenset(limit for limit, _ in uses) for uses in self.board.uses]
        self.near = [
            tuple(limit for limit, _ in uses if grid.limits[limit].period is not None)
            for uses in self.board.uses
        ]
        self.pull = [math.exp(min(3.0, max(-3.0, 3 * worth))) for worth in self.worth]
        self.extra = [dict(zip(row.columns, row.coefficients, strict=True)) for row in model.extra]
        self.best = self._state()

    def hear(self, plan: Sequence[int] | None) -> None:
        """Takes a plan as the best when it is."""
        if plan is not None and self.model.value(plan) > self.best.value:
            self._begin(plan)
            self.best = self._state()

    def chosen(self) -> tuple[int, ...]:
        """The columns of the best plan."""
        return tuple(index for index in self.best.where if index >= 0)

    def cycle(self, end: float, channel: Channel, heat: float, start: Sequence[int] | None = None) -> None:
        """One cooling, beginning with `start` or the best plan known to anybody."""
        board, draw = self.board, self.draw
        self.hear(channel.news())
        if start is not None:
            self._begin(start)
        else:
            self._restore(self.best)
        placed = sum(index >= 0 for index in board.where)
        heat *= abs(board.value) / max(1, placed)
        began = now = time.monotonic()
        current, steps = self._state(), 0
        while True:
            if steps % 32 == 0:
                now = time.monotonic()
                self._blur()
                if now >= end or channel.stopped():
                    return
            steps += 1
            self.recreate(self.ruin())
            warmth = heat * (1 - (now - began) / (end - began))
            if board.value >= current.value + warmth * math.log(draw.random() + 1e-300) and self._allowed():
                current = self._state()
                if current.value > self.best.value + 1e-9 * abs(self.best.value):
                    self.best = current
                    channel.found(board.chosen())
            else:
                self._restore(current)

    def _blur(self) -> None:
        """Half of the time columns are judged with some noise, so that the second best gets a chance."""
        self.score = self.margin
        if self.draw.random() < 0.5:
            gauss = self.draw.gauss
            pairs = zip(self.margin, self.model.gains, strict=True)
            self.score = [margin + BLUR * gain * gauss(0, 1) for margin, gain in pairs]

    def ruin(self) -> list[int]:
        """Takes a few jobs out, at random or of one role in one period, with everything that needs them."""
        board, draw = self.board, self.draw
        placed = [job for job, index in enumerate(board.where) if index >= 0]
        if not placed:
            return []
        count = draw.randint(1, MOST_OUT)
        first = draw.choice(placed)
        near = self.near[board.where[first]]
        if near and draw.random() < 0.6:
            limit = draw.choice(near)
            placed = [job for job in placed if limit in self.limits[board.where[job]]]
        out: list[int] = []
        for job in [first, *draw.sample(placed, min(count, len(placed)))]:
            self._out(job, out)
        for job in list(out):
            for need, _ in board.before[job]:
                if need in self.idle:
                    self._idle_out(need, out)
        return out

    def _idle_out(self, job: int, out: list[int]) -> None:
        """Takes out what is worth nothing by itself and needed by nothing any more, and so on upwards."""
        where = self.board.where
        if where[job] < 0 or job in self.grid.must:
            return
        if any(where[needing] >= 0 for needing, _ in self.board.after[job]):
            return
        self.board.take(job)
        out.append(job)
        for need, _ in self.board.before[job]:
            if need in self.idle:
                self._idle_out(need, out)

    def _out(self, job: int, out: list[int]) -> None:
        if self.board.where[job] < 0:
            return
        self.board.take(job)
        out.append(job)
        for needing, _ in self.board.after[job]:
            self._out(needing, out)

    def recreate(self, out: Sequence[int]) -> None:
        """Fills the room with the jobs that pay best at these prices, give or take some luck."""
        board, draw = self.board, self.draw
        where, items, must = board.where, self.grid.items, self.grid.must
        free = [job for job, index in enumerate(where) if index < 0 and job not in self.idle]
        if len(free) > MOST_TRIED:
            weights = [self.pull[job] for job in free]
            free = list({*draw.choices(free, weights, k=MOST_TRIED), *out} - self.idle.keys())
        spread = draw.choice((0.05, 0.15, 0.4))
        order = {job: self._pays(job) + spread * draw.gauss(0, 1) for job in free}
        for job in sorted(free, key=lambda job: (job not in must, -order[job], job)):
            if where[job] >= 0:
                continue
            index = board.best(job, self.score)
            if index >= 0:
                board.put(index)
            elif any(where[need] < 0 for need, _ in board.before[job]):
                closure = board.closure(job)
                if 1 < len(closure) <= MOST_TOGETHER:
                    board.place(closure, self.score)
        for job in range(items, len(where)):
            if where[job] < 0 and (index := board.best(job, self.score)) >= 0:
                board.put(index)

    def _pays(self, job: int) -> float:
        """What a job brings for each unit of what its room is worth, together with what it still needs."""
        where = self.board.where
        if not self.board.before[job]:
            return self.worth[job]
        gain = cost = 0.0
        for one in self.board.needed(job):
            if where[one] < 0:
                gain += self.gain[one]
                cost += self.cheapest[one]
        return (gain - cost) / (cost + 1e-3 * abs(gain) + 1e-9)

    def _allowed(self) -> bool:
        where = self.board.where
        if any(where[job] < 0 for job in self.grid.must):
            return False
        for row, coefficients in zip(self.model.extra, self.extra, strict=True):
            total = sum(coefficients.get(index, 0) for index in where if index >= 0)
            if not row.lower <= total <= row.upper:
                return False
        return True

    def _begin(self, chosen: Sequence[int]) -> None:
        self._restore(_State([-1] * len(self.grid.keys), [limit.amount for limit in self.grid.limits], 0.0))
        for index in chosen:
            self.board.put(index)

    def _state(self) -> _State:
        return _State(self.board.where[:], self.board.left[:], self.board.value)

    def _restore(self, state: _State) -> None:
        self.board.where, self.board.left, self.board.value = state.where[:], state.left[:], state.value


def _costs(model: Linear, prices: Sequence[float]) -> list[float]:
    """What the room of each column is worth at the prices of the limits, less what floors pay for it."""
    cost = [0.0] * len(model.gains)
    count = len(model.rows)
    priced = [
        *zip(model.rows[: model.limits], prices[: model.limits], strict=True),
        *zip(model.extra, prices[count : count + len(model.extra)], strict=True),
    ]
    for row, price in priced:
        for index, amount in zip(row.columns, row.coefficients, strict=True):
            cost[index] += price * amount
    return cost
