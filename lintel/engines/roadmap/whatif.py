"""What if: some inputs changed, the plans before and after side by side."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lintel.engines.roadmap.documents import document_of, number_of, problem_of
from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Problem
from lintel.engines.roadmap.problems import Refused
from lintel.engines.roadmap.race import Team
from lintel.engines.roadmap.replanning import Difference, difference
from lintel.engines.roadmap.solving import solve_with


@dataclass(frozen=True)
class WhatIf:
    """The changed problem and its plan beside the plan before; `gain` in the objective (None: no plan)."""

    problem: Problem
    before: Plan
    after: Plan
    difference: Difference
    gain: float | None
    sentence: str


def what_if(
    problem: Problem,
    changes: Mapping[str, Any],
    *,
    plan: Plan | None = None,
    seconds: float = 10.0,
    seed: int = 1,
    workers: int = 2,
) -> WhatIf:
    """Solves the problem with some inputs changed, beside the problem as it is (`plan`, or solved too).

    `changes` maps a field to its new value, or to a change in per cent for numbers: {"roles.design.capacity":
    "+20%", "budgets.tools.amounts": 50000, "items.crm.latest": 5, "buffer": 0.1}. Raises `Refused` for a
    field that does not exist.
    """
    changed = problem_of(altered(document_of(problem), changes))
    with Team() as team:
        before = plan
        if before is None:
            before, _ = solve_with(team, problem, seconds=seconds, seed=seed, workers=workers)
        after, _ = solve_with(team, changed, seconds=seconds, seed=seed, workers=workers, hints=(before,))
    gain = None
    if before.objective is not None and after.objective is not None:
        gain = after.objective - before.objective
    change = difference(before, after)
    return WhatIf(changed, before, after, change, gain, _compared(problem, change, before, after, gain))


def altered(document: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The document with other values at these fields: `roles.design.capacity`, `buffer`."""
    changed: dict[str, Any] = copy.deepcopy(dict(document))
    for path, value in changes.items():
        *way, last = path.split(".")
        target: Any = changed
        for step in way:
            found = None
            if isinstance(target, Mapping):
                found = target.get(step)
            elif isinstance(target, list):
                found = next(
                    (one for one in target if isinstance(one, Mapping) and one.get("key") == step), None
                )
            if found is None:
                raise Refused(path, f"There is nothing called “{step}”.", "Use kind.key.field, or a field.")
            target = found
        if not isinstance(target, dict) or last not in target:
            raise Refused(path, f"There is no field “{last}”.", "Use kind.key.field, or a field.")
        target[last] = _altered(target[last], value, path)
    return changed


def _altered(old: Any, value: Any, path: str) -> Any:
    if isinstance(value, str) and value.endswith("%"):
        try:
            factor = 1 + float(value[:-1].replace("−", "-")) / 100
        except ValueError as error:
            raise Refused(path, f"“{value}” is no change in per cent.", "Write “+20%” or “-5%”.") from error
        if isinstance(old, list):
            return [round(number_of(one, path) * factor, 2) for one in old]
        return number_of(old, path) * factor
    if isinstance(old, list) and not isinstance(value, list):
        return [value] * len(old)
    return value


def _compared(problem: Problem, change: Difference, before: Plan, after: Plan, gain: float | None) -> str:
    if gain is None:
        return "With this change there is no plan." if not after.found else "Before there was no plan."
    if problem.objective == "makespan":
        moved = f"The work ends {abs(gain):g} periods {'later' if gain > 0 else 'earlier'}"
    else:
        moved = f"The plan is worth {abs(gain):,.2f} {'more' if gain > 0 else 'less'}"
    if abs(gain) < 1e-9:
        moved = "The objective stays the same"
    said = (
        f"{moved}; {len(change.added)} items come in, {len(change.dropped)} drop out, "
        f"{len(change.moved)} move."
    )
    if before.status != "optimal" or after.status != "optimal":
        said += " One of the plans is not proven best, so this is an estimate."
    return said
