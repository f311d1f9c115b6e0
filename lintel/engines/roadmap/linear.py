"""The grid as a linear program in 0/1 columns: what every solver gets.

Dependencies are disaggregated (Christofides, Alvarez-Valdés, Tamarit 1987): for each period t, what starts
until t needs the other to be finished in time for t. Its relaxation is much
tighter than one row of weighted starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lintel.engines.roadmap.grid import Grid
from lintel.engines.roadmap.problem import Problem

FREE = float("inf")
SCALE = 10**6  # of what is not integer by itself


@dataclass(frozen=True)
class Row:
    """lower ≤ Σ coefficient · column ≤ upper, all integers (or ∓ infinity)."""

    lower: float
    upper: float
    columns: tuple[int, ...]
    coefficients: tuple[int, ...]


@dataclass(frozen=True)
class Linear:
    """Maximise Σ gain · column over the rows; of each group of `choices` at most one column (`must`: one).

    The first `limits` rows are those of roles and budgets; `extra` rows (floors) come on top of `rows`.
    """

    gains: tuple[float, ...]
    rows: tuple[Row, ...]
    choices: tuple[tuple[int, ...], ...]
    must: tuple[tuple[int, ...], ...]
    limits: int
    extra: tuple[Row, ...] = ()

    def value(self, chosen: Sequence[int]) -> float:
        """The objective of these columns."""
        return sum(self.gains[index] for index in chosen)

    def holds(self, chosen: Sequence[int]) -> bool:
        """Whether these columns keep every row."""
        picked = set(chosen)
        if any(len(picked.intersection(group)) > 1 for group in self.choices):
            return False
        if any(len(picked.intersection(group)) != 1 for group in self.must):
            return False
        for row in (*self.rows, *self.extra):
            total = sum(
                coefficient
                for column, coefficient in zip(row.columns, row.coefficients, strict=True)
                if column in picked
            )
            if not row.lower <= total <= row.upper:
                return False
        return True


def linear(problem: Problem, grid: Grid, *, ties: bool = True) -> Linear:
    """The whole problem over the columns of the grid; without `ties` for solvers that have their own."""
    capacity = _capacity(grid)
    tied = _ties(grid) if ties else []
    floors = tuple(_floors(problem, grid))
    return Linear(grid.worth, (*capacity, *tied), *_choices(grid), len(capacity), floors)


def with_objective(model: Linear, gains: Sequence[float], *rows: Row) -> Linear:
    """The same with another objective and further rows."""
    return replace(model, gains=tuple(gains), extra=(*model.extra, *rows))


def at_least(gains: Sequence[float], floor: float) -> Row:
    """Σ gain · column ≥ floor, in integers, at most half a unit in a million of the largest gain too kind."""
    largest = max((abs(gain) for gain in gains), default=0.0)
    scale = 1.0 if all(gain == int(gain) for gain in gains) else SCALE / (largest or 1.0)
    columns = tuple(index for index, gain in enumerate(gains) if gain)
    coefficients = tuple(round(gains[index] * scale) for index in columns)
    return Row(floor * scale * (1 - 1e-9) - 0.5, FREE, columns, coefficients)


def _capacity(grid: Grid) -> list[Row]:
    takers: list[list[tuple[int, int]]] = [[] for _ in grid.limits]
    for index, option in enumerate(grid.options):
        for limit, amount in option.uses:
            takers[limit].append((index, amount))
    rows = []
    for number, taken in enumerate(takers):
        amount = grid.limits[number].amount
        most = sum(max((use for _, use in group), default=0) for group in _by_job(grid, taken).values())
        if most > amount:
            rows.append(
                Row(
                    -FREE,
                    amount,
                    tuple(index for index, _ in taken),
                    tuple(use for _, use in taken),
                )
            )
    return rows


def _by_job(grid: Grid, taken: Sequence[tuple[int, int]]) -> dict[int, list[tuple[int, int]]]:
    groups: dict[int, list[tuple[int, int]]] = {}
    for index, amount in taken:
        groups.setdefault(grid.options[index].job, []).append((index, amount))
    return groups


def _ties(grid: Grid) -> list[Row]:
    rows = []
    for before, after, lag in grid.ties:
        for time in sorted({grid.options[index].start for index in grid.of[after]}):
            needing = [index for index in grid.of[after] if grid.options[index].start <= time]
            needed = [index for index in grid.of[before] if grid.options[index].finish + lag <= time]
            rows.append(
                Row(
                    -FREE,
                    0,
                    (*needing, *needed),
                    (1,) * len(needing) + (-1,) * len(needed),
                )
            )
    return rows


def _choices(grid: Grid) -> tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...]]:
    groups = [tuple(index for job in group for index in grid.of[job]) for group in grid.exclusions]
    groups += [options for job, options in enumerate(grid.of) if job not in grid.must and len(options) > 1]
    return tuple(groups), tuple(grid.of[job] for job in sorted(grid.must))


def _floors(problem: Problem, grid: Grid) -> list[Row]:
    rows = []
    if problem.floor_marketing > 0:
        rows.append(at_least([option.marketing for option in grid.options], problem.floor_marketing))
    if problem.floor_it > 0:
        rows.append(at_least([option.it for option in grid.options], problem.floor_it))
    return rows
