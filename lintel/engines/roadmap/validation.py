"""What makes a problem sound; each refusal names the field and the way out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from lintel.engines.roadmap.problem import Item, Mode, Problem
from lintel.engines.roadmap.problems import Refused

MOST = 1e9  # of any number: beyond, hundredths no longer add up exactly


def validate(problem: Problem) -> None:
    """Raises `Refused` for the first thing that is wrong."""
    if not problem.periods:
        raise Refused("periods", "There is no period.", "Name at least one, as “2027 Q1”.")
    _once("periods", problem.periods)
    for name in ("items", "roles", "budgets", "bundles"):
        _once(name, [part.key for part in getattr(problem, name)])
    _settings(problem)
    _limits(problem)
    roles, budgets = {role.key for role in problem.roles}, {budget.key for budget in problem.budgets}
    for index, item in enumerate(problem.items):
        _item(f"items[{index}]", item, problem.horizon)
        for place, mode in enumerate(item.modes):
            _mode(f"items[{index}].modes[{place}]", mode, roles, budgets)
    _ties(problem)
    _frozen(problem)


def _once(field: str, keys: Sequence[str]) -> None:
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if not key:
            raise Refused(f"{field}[{index}]", "The key is empty.", "Give it one.")
        if key in seen:
            raise Refused(f"{field}[{index}]", f"“{key}” is there twice.", "Rename one of them.")
        seen.add(key)


def _number(field: str, value: float, least: float = 0.0) -> None:
    if not math.isfinite(value) or not least <= value <= MOST:
        raise Refused(field, f"{value} is out of range.", f"Give a number between {least:g} and {MOST:g}.")


def _settings(problem: Problem) -> None:
    for name in ("weight_marketing", "weight_it", "discount", "floor_marketing", "floor_it"):
        _number(name, getattr(problem, name))
    if not 0 <= problem.buffer < 1:
        raise Refused("buffer", f"{problem.buffer} is no share.", "Give 0.2 to keep 20 % free; below 1.")
    if problem.objective not in ("value", "makespan"):
        raise Refused("objective", f"“{problem.objective}” is unknown.", "Use “value” or “makespan”.")


def _limits(problem: Problem) -> None:
    for index, role in enumerate(problem.roles):
        field = f"roles[{index}].capacity"
        if len(role.capacity) != problem.horizon:
            raise Refused(
                field,
                f"{role.key} has {len(role.capacity)} capacities for {problem.horizon} periods.",
                "Give one for each period.",
            )
        for period, amount in enumerate(role.capacity):
            _number(f"{field}[{period}]", amount)
    for index, budget in enumerate(problem.budgets):
        field, wanted = f"budgets[{index}].amounts", 1 if budget.scope == "horizon" else problem.horizon
        if budget.scope not in ("horizon", "period"):
            raise Refused(
                f"budgets[{index}].scope", f"“{budget.scope}” is unknown.", "Use horizon or period."
            )
        if len(budget.amounts) != wanted:
            raise Refused(
                field,
                f"{budget.key} has {len(budget.amounts)} amounts where {wanted} belong.",
                "Give one amount for the horizon, or one for each period.",
            )
        for period, amount in enumerate(budget.amounts):
            _number(f"{field}[{period}]", amount)


def _item(field: str, item: Item, horizon: int) -> None:
    _number(f"{field}.marketing", item.marketing)
    _number(f"{field}.it", item.it)
    if not item.modes:
        raise Refused(f"{field}.modes", f"{item.key} has no mode.", "Give at least one way to do it.")
    _once(f"{field}.modes", [mode.key for mode in item.modes])
    if not 0 <= item.earliest < horizon:
        raise Refused(
            f"{field}.earliest", f"Period {item.earliest} does not exist.", f"Use 0 to {horizon - 1}."
        )
    if item.latest is not None and not 0 <= item.latest < horizon:
        raise Refused(f"{field}.latest", f"Period {item.latest} does not exist.", f"Use 0 to {horizon - 1}.")


def _mode(field: str, mode: Mode, roles: set[str], budgets: set[str]) -> None:
    if mode.duration < 1:
        raise Refused(f"{field}.duration", f"{mode.duration} periods are none.", "Give 1 or more.")
    _once(f"{field}.demands", [demand.role for demand in mode.demands])
    _once(f"{field}.costs", [cost.budget for cost in mode.costs])
    for index, demand in enumerate(mode.demands):
        place = f"{field}.demands[{index}]"
        if demand.role not in roles:
            raise Refused(f"{place}.role", f"There is no role “{demand.role}”.", _choose(roles))
        _profile(f"{place}.profile", demand.profile, mode.duration)
        for period, estimate in enumerate(demand.profile):
            here = f"{place}.profile[{period}]"
            for amount in (estimate.low, estimate.likely, estimate.high):
                _number(here, amount)
            if not estimate.low <= estimate.likely <= estimate.high:
                raise Refused(here, "The range is out of order.", "Give low ≤ likely ≤ high.")
    for index, cost in enumerate(mode.costs):
        place = f"{field}.costs[{index}]"
        if cost.budget not in budgets:
            raise Refused(f"{place}.budget", f"There is no budget “{cost.budget}”.", _choose(budgets))
        _profile(f"{place}.profile", cost.profile, mode.duration)
        for period, amount in enumerate(cost.profile):
            _number(f"{place}.profile[{period}]", amount)


def _profile(field: str, profile: Sequence[object], duration: int) -> None:
    if len(profile) != duration:
        raise Refused(
            field, f"{len(profile)} entries for {duration} periods of work.", "Give one for each period."
        )


def _choose(known: Iterable[str]) -> str:
    names = ", ".join(sorted(known)[:8])
    return f"Add it, or use one of: {names}." if names else "Add it."


def _ties(problem: Problem) -> None:
    keys = {item.key for item in problem.items}
    for index, tie in enumerate(problem.precedences):
        for name in ("before", "after"):
            _known(f"precedences[{index}].{name}", getattr(tie, name), keys)
        if tie.before == tie.after:
            raise Refused(f"precedences[{index}]", f"{tie.before} needs itself.", "Remove the line.")
    for name in ("exclusions", "bundles"):
        for index, group in enumerate(getattr(problem, name)):
            field = f"{name}[{index}].items"
            if (len(group.items) < 2 and name == "exclusions") or not group.items:
                raise Refused(field, "There are too few items.", "Name the items that belong together.")
            _once(field, group.items)
            for place, key in enumerate(group.items):
                _known(f"{field}[{place}]", key, keys)
    for index, bundle in enumerate(problem.bundles):
        _number(f"bundles[{index}].marketing", bundle.marketing)
        _number(f"bundles[{index}].it", bundle.it)


def _known(field: str, key: str, keys: set[str]) -> None:
    if key not in keys:
        raise Refused(field, f"There is no item “{key}”.", "Add the item, or correct the key.")


def _frozen(problem: Problem) -> None:
    items = {item.key: item for item in problem.items}
    _once("frozen", [fixed.item for fixed in problem.frozen])
    for index, fixed in enumerate(problem.frozen):
        _known(f"frozen[{index}].item", fixed.item, set(items))
        modes = {mode.key: mode for mode in items[fixed.item].modes}
        if fixed.mode not in modes:
            raise Refused(f"frozen[{index}].mode", f"There is no mode “{fixed.mode}”.", _choose(modes))
        if not 0 <= fixed.start <= problem.horizon - modes[fixed.mode].duration:
            raise Refused(
                f"frozen[{index}].start",
                f"The work would not end within the {problem.horizon} periods.",
                "Move the start, or add periods.",
            )
