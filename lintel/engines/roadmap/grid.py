"""The problem as a grid: every way to start every item, what it takes from every limit, in integers.

Pritsker, Watters, Wolfe (1969): a column for each item, mode and period of start. A bundle is one more item
without work that starts (and counts) when its last member is finished; with the objective makespan so is the
end of all work, which counts against its time. Efforts, capacities and money are
hundredths, so that sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lintel.engines.roadmap.plan import Placed
from lintel.engines.roadmap.problem import Item, Mode, Problem


@dataclass(frozen=True)
class Option:
    """One column: the job (item or bundle) and mode by index, and when; `uses` is (limit, amount)."""

    job: int
    mode: int
    start: int
    finish: int
    uses: tuple[tuple[int, int], ...]
    marketing: float
    it: float


@dataclass(frozen=True)
class Limit:
    """A role in a period, or a budget (period None: over the horizon), with its amount in hundredths."""

    kind: str
    key: str
    period: int | None
    amount: int


@dataclass(frozen=True)
class Grid:
    """`options` by job in `of`; `ties` are (before, after, lag) over jobs; `must` are mandatory."""

    keys: tuple[str, ...]
    options: tuple[Option, ...]
    of: tuple[tuple[int, ...], ...]
    limits: tuple[Limit, ...]
    ties: tuple[tuple[int, int, int], ...]
    exclusions: tuple[tuple[int, ...], ...]
    must: frozenset[int]
    items: int
    worth: tuple[float, ...]

    def placed(self, problem: Problem, chosen: Iterable[int]) -> tuple[Placed, ...]:
        """Columns as a schedule, in the order of the items."""
        picked = sorted(index for index in chosen if self.options[index].job < self.items)
        found = []
        for index in picked:
            option = self.options[index]
            item = problem.items[option.job]
            found.append(Placed(item.key, item.modes[option.mode].key, option.start, option.finish))
        return tuple(found)

    def chosen(self, problem: Problem, schedule: Sequence[Placed]) -> list[int] | None:
        """A schedule as columns, bundles included; None when it does not fit the columns."""
        numbers = {key: index for index, key in enumerate(self.keys[: self.items])}
        where: dict[int, Option] = {}
        picked: list[int] = []
        for placed in schedule:
            job = numbers.get(placed.item)
            if job is None:
                return None
            modes = [mode.key for mode in problem.items[job].modes]
            index = next(
                (
                    index
                    for index in self.of[job]
                    if self.options[index].start == placed.start
                    and modes[self.options[index].mode] == placed.mode
                ),
                None,
            )
            if index is None:
                return None
            where[job] = self.options[index]
            picked.append(index)
        return picked + self._bundles(where)

    def _bundles(self, where: dict[int, Option]) -> list[int]:
        members: dict[int, list[int]] = {}
        for before, after, _ in self.ties:
            if after >= self.items:
                members.setdefault(after, []).append(before)
        picked = []
        for job, needed in members.items():
            if all(member in where for member in needed):
                done = max(where[member].finish for member in needed)
                picked += [index for index in self.of[job] if self.options[index].start >= done][:1]
        return picked

    def fits(self, chosen: Sequence[int]) -> bool:
        """Whether these columns keep every limit, tie, exclusion and mandatory job (floors aside)."""
        where = {self.options[index].job: self.options[index] for index in chosen}
        if len(where) < len(chosen) or not self.must <= where.keys():
            return False
        left = [limit.amount for limit in self.limits]
        for option in where.values():
            for limit, amount in option.uses:
                left[limit] -= amount
        if min(left, default=0) < 0:
            return False
        for before, after, lag in self.ties:
            if after in where and (before not in where or where[before].finish + lag > where[after].start):
                return False
        return all(sum(job in where for job in group) <= 1 for group in self.exclusions)

    def total(self, chosen: Iterable[int]) -> float:
        """The objective of these columns."""
        return sum(self.worth[index] for index in chosen)


def build(problem: Problem) -> Grid:
    """The columns that the dates, the frozen work and each single limit leave."""
    limits, row = _limits(problem)
    numbers = {item.key: index for index, item in enumerate(problem.items)}
    candidates = [_options(problem, job, item, limits, row) for job, item in enumerate(problem.items)]
    ties = [(numbers[tie.before], numbers[tie.after], tie.lag) for tie in problem.precedences]
    for offset, bundle in enumerate(problem.bundles):
        job = len(problem.items) + offset
        candidates.append(_earning(problem, job, bundle.marketing, bundle.it))
        ties += [(numbers[key], job, 0) for key in bundle.items]
    names = tuple(item.key for item in problem.items) + tuple(bundle.key for bundle in problem.bundles)
    must = _must(problem, numbers)
    if problem.objective == "makespan":  # the end of all work is one more job, which costs its time
        ties += [(job, len(names), 0) for job in range(len(problem.items))]
        must.add(len(names))
        candidates.append(
            [Option(len(names), 0, time, time, (), 0.0, 0.0) for time in range(problem.horizon + 1)]
        )
        names += ("",)
    _tighten(candidates, ties)
    options = [option for group in candidates for option in group]
    of, first = [], 0
    for group in candidates:
        of.append(tuple(range(first, first + len(group))))
        first += len(group)
    return Grid(
        names,
        tuple(options),
        tuple(of),
        tuple(limits),
        tuple(dict.fromkeys(ties)),
        tuple(tuple(numbers[key] for key in group.items) for group in problem.exclusions),
        frozenset(must),
        len(problem.items),
        tuple(_worth(problem, option) for option in options),
    )


def _must(problem: Problem, numbers: dict[str, int]) -> set[int]:
    return {numbers[fixed.item] for fixed in problem.frozen} | {
        job for job, item in enumerate(problem.items) if item.mandatory or problem.objective == "makespan"
    }


def _worth(problem: Problem, option: Option) -> float:
    if problem.objective == "makespan":
        return -float(option.finish) if option.job == len(problem.items) + len(problem.bundles) else 0.0
    return problem.weight_marketing * option.marketing + problem.weight_it * option.it


def _limits(problem: Problem) -> tuple[list[Limit], dict[tuple[str, str, int | None], int]]:
    limits = [
        Limit("role", role.key, period, round(problem.usable(role, period) * 100))
        for role in problem.roles
        for period in range(problem.horizon)
    ]
    for budget in problem.budgets:
        periods: Iterable[int | None] = [None] if budget.scope == "horizon" else range(problem.horizon)
        limits += [
            Limit("budget", budget.key, period, round(amount * 100))
            for period, amount in zip(periods, budget.amounts, strict=True)
        ]
    return limits, {(limit.kind, limit.key, limit.period): index for index, limit in enumerate(limits)}


def _options(
    problem: Problem,
    job: int,
    item: Item,
    limits: Sequence[Limit],
    row: dict[tuple[str, str, int | None], int],
) -> list[Option]:
    fixed = next((fixed for fixed in problem.frozen if fixed.item == item.key), None)
    end = problem.horizon if item.latest is None else item.latest + 1
    per_period = {budget.key for budget in problem.budgets if budget.scope == "period"}
    found = []
    for index, mode in enumerate(item.modes):
        starts: Iterable[int] = range(item.earliest, end - mode.duration + 1)
        if fixed:
            starts = [fixed.start] if fixed.mode == mode.key else []
        for start in starts:
            uses = _uses(mode, start, per_period, row)
            if all(amount <= limits[limit].amount for limit, amount in uses):
                finish = start + mode.duration
                rate = (1 + problem.discount) ** -(finish - 1)
                found.append(Option(job, index, start, finish, uses, item.marketing * rate, item.it * rate))
    found.sort(key=lambda option: (option.finish, option.mode))
    return found


def _uses(
    mode: Mode, start: int, per_period: set[str], row: dict[tuple[str, str, int | None], int]
) -> tuple[tuple[int, int], ...]:
    total: dict[int, int] = {}
    for demand in mode.demands:
        for offset, estimate in enumerate(demand.profile):
            limit = row["role", demand.role, start + offset]
            total[limit] = total.get(limit, 0) + round(estimate.expected * 100)
    for cost in mode.costs:
        for offset, amount in enumerate(cost.profile):
            period = start + offset if cost.budget in per_period else None
            limit = row["budget", cost.budget, period]
            total[limit] = total.get(limit, 0) + round(amount * 100)
    return tuple((limit, amount) for limit, amount in total.items() if amount)


def _earning(problem: Problem, job: int, marketing: float, it: float) -> list[Option]:
    """When a bundle can count; without discounting one column at the end says it all."""
    times = range(1, problem.horizon + 1) if problem.discount else [problem.horizon]
    return [
        Option(job, 0, time, time, (), marketing * rate, it * rate)
        for time in times
        for rate in [(1 + problem.discount) ** -(time - 1)]
    ]


def _tighten(candidates: list[list[Option]], ties: Sequence[tuple[int, int, int]]) -> None:
    """Drops starts before the earliest possible finish of what is needed first, until nothing changes."""
    changed = True
    while changed:
        changed = False
        for before, after, lag in ties:
            soonest = min((option.finish for option in candidates[before]), default=None)
            kept = [
                option
                for option in candidates[after]
                if soonest is not None and option.start >= soonest + lag
            ]
            if len(kept) < len(candidates[after]):
                candidates[after] = kept
                changed = True
