"""An independent checker: reads the problem as it is written and shares no code with the models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lintel.engines.roadmap.plan import Placed, Plan
from lintel.engines.roadmap.problem import Item, Mode, Problem

CLOSE = 1e-6  # relative; worth is a sum of many decimals


@dataclass(frozen=True)
class Violation:
    """What a plan breaks: `rule` (capacity, budget, precedence, …), `where` (keys and period), a sentence."""

    rule: str
    where: str
    sentence: str


def check(problem: Problem, plan: Plan) -> tuple[Violation, ...]:
    """Everything that the plan breaks, the stated objective and sides included; empty when it holds."""
    if not plan.found:
        said = [Violation("schedule", "", "There is a schedule, but no objective.")] if plan.schedule else []
        return tuple(said)
    broken = [*_entries(problem, plan)]
    if broken:  # nothing else can be read from a schedule that names what does not exist
        return tuple(broken)
    where = {placed.item: placed for placed in plan.schedule}
    return (
        *_dates(problem, where),
        *_capacity(problem, where),
        *_budgets(problem, where),
        *_together(problem, where),
        *_stated(problem, plan, where),
    )


def _entries(problem: Problem, plan: Plan) -> Iterator[Violation]:
    modes = {(item.key, mode.key): mode for item in problem.items for mode in item.modes}
    seen: set[str] = set()
    for placed in plan.schedule:
        mode = modes.get((placed.item, placed.mode))
        if mode is None:
            yield Violation("unknown", placed.item, f"{placed.item} has no mode “{placed.mode}”.")
        elif placed.finish != placed.start + mode.duration:
            yield Violation("duration", placed.item, f"{placed.item} does not take {mode.duration} periods.")
        if placed.item in seen:
            yield Violation("twice", placed.item, f"{placed.item} is in the plan twice.")
        seen.add(placed.item)


def _dates(problem: Problem, where: dict[str, Placed]) -> Iterator[Violation]:
    for item in problem.items:
        placed = where.get(item.key)
        if placed is None:
            if item.mandatory or problem.objective == "makespan":
                yield Violation("mandatory", item.key, f"{item.key} has to be in the plan and is not.")
            continue
        end = len(problem.periods) if item.latest is None else item.latest + 1
        if placed.start < item.earliest or placed.finish > end:
            yield Violation("window", item.key, f"{item.key} works outside of its dates.")
    for fixed in problem.frozen:
        placed = where.get(fixed.item)
        if placed is None or (placed.mode, placed.start) != (fixed.mode, fixed.start):
            yield Violation("frozen", fixed.item, f"{fixed.item} is frozen and was moved or left out.")


def _work(problem: Problem, where: dict[str, Placed]) -> Iterator[tuple[Item, Mode, Placed]]:
    for item in problem.items:
        if item.key in where:
            placed = where[item.key]
            yield item, next(mode for mode in item.modes if mode.key == placed.mode), placed


def _capacity(problem: Problem, where: dict[str, Placed]) -> Iterator[Violation]:
    for role in problem.roles:
        load = [0] * len(problem.periods)
        for _, mode, placed in _work(problem, where):
            for demand in mode.demands:
                if demand.role == role.key:
                    for offset, estimate in enumerate(demand.profile):
                        mean = (estimate.low + estimate.likely + estimate.high) / 3
                        load[placed.start + offset] += round(100 * round(mean, 2))
        for period, used in enumerate(load):
            usable = 100 * role.capacity[period] * (1 - problem.buffer)
            if used > usable + 1e-4:
                yield Violation(
                    "capacity",
                    f"{role.key}, {problem.periods[period]}",
                    f"{role.key} is needed for {used / 100:g} in {problem.periods[period]}, "
                    f"and {usable / 100:g} may be used.",
                )


def _budgets(problem: Problem, where: dict[str, Placed]) -> Iterator[Violation]:
    for budget in problem.budgets:
        spent = [0] * len(budget.amounts)
        for _, mode, placed in _work(problem, where):
            for cost in mode.costs:
                if cost.budget == budget.key:
                    for offset, amount in enumerate(cost.profile):
                        cell = placed.start + offset if budget.scope == "period" else 0
                        spent[cell] += round(100 * amount)
        for cell, total in enumerate(spent):
            if total > 100 * budget.amounts[cell] + 0.5:
                when = f", {problem.periods[cell]}" if budget.scope == "period" else ""
                yield Violation(
                    "budget",
                    f"{budget.key}{when}",
                    f"{total / 100:g} is spent from {budget.key}{when}, which has {budget.amounts[cell]:g}.",
                )


def _together(problem: Problem, where: dict[str, Placed]) -> Iterator[Violation]:
    for tie in problem.precedences:
        after, before = where.get(tie.after), where.get(tie.before)
        if after is None:
            continue
        if before is None:
            yield Violation(
                "precedence", tie.after, f"{tie.after} needs {tie.before}, which is not in the plan."
            )
        elif after.start < before.finish + tie.lag:
            yield Violation("precedence", tie.after, f"{tie.after} starts too soon after {tie.before}.")
    for group in problem.exclusions:
        inside = [key for key in group.items if key in where]
        if len(inside) > 1:
            yield Violation("exclusion", inside[0], f"{' and '.join(inside)} exclude each other.")


def _worth(problem: Problem, where: dict[str, Placed]) -> tuple[float, float]:
    marketing = it = 0.0
    for item, _, placed in _work(problem, where):
        rate = (1 + problem.discount) ** (placed.finish - 1)
        marketing, it = marketing + item.marketing / rate, it + item.it / rate
    for bundle in problem.bundles:
        if all(key in where for key in bundle.items):
            last = max(where[key].finish for key in bundle.items)
            rate = (1 + problem.discount) ** (last - 1)
            marketing, it = marketing + bundle.marketing / rate, it + bundle.it / rate
    return marketing, it


def _stated(problem: Problem, plan: Plan, where: dict[str, Placed]) -> Iterator[Violation]:
    marketing, it = _worth(problem, where)
    value = problem.weight_marketing * marketing + problem.weight_it * it
    if problem.objective == "makespan":
        value = max((placed.finish for placed in where.values()), default=0)
    stated = (
        ("objective", plan.objective, value),
        ("marketing", plan.marketing, marketing),
        ("it", plan.it, it),
    )
    for name, said, real in stated:
        if said is None or abs(said - real) > CLOSE * max(1.0, abs(real)):
            yield Violation("stated", name, f"The plan says {said} for {name}; it is {real}.")
    for name, floor, real in (
        ("marketing", problem.floor_marketing, marketing),
        ("it", problem.floor_it, it),
    ):
        if real < floor - CLOSE * max(1.0, floor):
            yield Violation("floor", name, f"The plan brings {name} {real:g}; {floor:g} is the least.")
    sign = -1 if problem.objective == "makespan" else 1
    if plan.bound is not None and sign * (value - plan.bound) > CLOSE * max(1.0, abs(value)):
        yield Violation("bound", "", f"The plan ({value:g}) is better than its own bound ({plan.bound:g}).")
    if plan.status == "optimal" and (plan.gap is None or plan.gap > CLOSE):
        yield Violation("bound", "", "The plan is called optimal and has a gap.")
