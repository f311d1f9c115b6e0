"""A plan while it is being made: what is placed, what is left of each limit, what still fits."""

from __future__ import annotations

from collections.abc import Sequence

from lintel.engines.roadmap.grid import Grid


class Board:
    """Columns taken in and out one by one; `where[job]` is the column of a job, or −1."""

    def __init__(self, grid: Grid, gains: Sequence[float]) -> None:
        self.grid, self.gains = grid, gains
        self.left = [limit.amount for limit in grid.limits]
        self.where = [-1] * len(grid.keys)
        self.value = 0.0
        self.uses = [option.uses for option in grid.options]
        self.starts = [option.start for option in grid.options]
        self.finishes = [option.finish for option in grid.options]
        self.job = [option.job for option in grid.options]
        self._needed: dict[int, tuple[int, ...]] = {}
        self.before: list[list[tuple[int, int]]] = [[] for _ in grid.keys]
        self.after: list[list[tuple[int, int]]] = [[] for _ in grid.keys]
        for before, after, lag in grid.ties:
            self.before[after].append((before, lag))
            self.after[before].append((after, lag))
        rivals: list[set[int]] = [set() for _ in grid.keys]
        for group in grid.exclusions:
            for job in group:
                rivals[job] |= set(group) - {job}
        self.rivals = [tuple(sorted(others)) for others in rivals]

    def put(self, index: int) -> None:
        """Takes a column in."""
        self.where[self.job[index]] = index
        self.value += self.gains[index]
        for limit, amount in self.uses[index]:
            self.left[limit] -= amount

    def take(self, job: int) -> None:
        """Takes a job out again."""
        index, self.where[job] = self.where[job], -1
        self.value -= self.gains[index]
        for limit, amount in self.uses[index]:
            self.left[limit] += amount

    def chosen(self) -> list[int]:
        """The columns that are in."""
        return sorted(index for index in self.where if index >= 0)

    def best(self, job: int, score: Sequence[float]) -> int:
        """The column of the job with the highest score that fits beside what is placed; −1 if none does."""
        where, left = self.where, self.left
        for rival in self.rivals[job]:
            if where[rival] >= 0:
                return -1
        least, most = 0, 10**9
        for needed, lag in self.before[job]:
            if where[needed] < 0:
                return -1
            least = max(least, self.finishes[where[needed]] + lag)
        for needing, lag in self.after[job]:
            if where[needing] >= 0:
                most = min(most, self.starts[where[needing]] - lag)
        found, highest = -1, float("-inf")
        for index in self.grid.of[job]:
            if self.starts[index] < least or self.finishes[index] > most or score[index] <= highest:
                continue
            for limit, amount in self.uses[index]:
                if amount > left[limit]:
                    break
            else:
                found, highest = index, score[index]
        return found

    def place(self, jobs: Sequence[int], score: Sequence[float]) -> bool:
        """Puts all of the jobs, each in its best column, or none."""
        for count, job in enumerate(jobs):
            index = self.best(job, score)
            if index < 0:
                for earlier in jobs[:count]:
                    self.take(earlier)
                return False
            self.put(index)
        return True

    def closure(self, job: int) -> list[int]:
        """The job and what it needs that is not placed, needed ones first; empty when that is circular."""
        where = self.where
        return [one for one in self.needed(job) if where[one] < 0]

    def needed(self, job: int) -> tuple[int, ...]:
        """The job and all that it needs, needed ones first; empty when it needs itself."""
        known = self._needed.get(job)
        if known is None:
            known = self._needed[job] = tuple(self._walk(job))
        return known

    def _walk(self, job: int) -> list[int]:
        order: list[int] = []
        done: dict[int, bool] = {}
        stack = [(job, False)]
        while stack:
            current, finished = stack.pop()
            if finished:
                done[current] = True
                order.append(current)
            elif current not in done:
                done[current] = False
                stack.append((current, True))
                stack += [(need, False) for need, _ in self.before[current]]
            elif not done[current]:  # it waits for its own needs, so it needs itself
                return []
        return order
