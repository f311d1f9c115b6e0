"""No plan exists: a minimal set of demands that cannot hold together, in plain words."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from lintel.engines.roadmap.channel import Job
from lintel.engines.roadmap.grid import build
from lintel.engines.roadmap.linear import linear, with_objective
from lintel.engines.roadmap.problem import Precedence, Problem
from lintel.engines.roadmap.race import Team


@dataclass(frozen=True)
class Member:
    """One demand of the conflict.

    `kind`: mandatory, frozen, window, precedence, exclusion, role, budget, floor; `key` names it (an item,
    `before > after`, a role, …); `sentence` says it in words.
    """

    kind: str
    key: str
    sentence: str


@dataclass(frozen=True)
class Conflict:
    """Demands that no plan meets together; without any one of them there is a plan (when `minimal`).

    `minimal` is false when time ran out while shrinking. `sentence` is the whole in words with its way out.
    """

    members: tuple[Member, ...]
    minimal: bool
    sentence: str


def conflict(problem: Problem, *, seconds: float = 20.0, seed: int = 1) -> Conflict | None:
    """A minimal conflicting set, or None when the problem has a plan (or none was shown to be impossible).

    QuickXplain (Junker 2004): halves the demands again and again, with a proof by CP-SAT for each question.
    """
    until = time.monotonic() + seconds
    demands = demands_of(problem)
    with Team() as team:
        asking = _Asking(team, problem, demands, until, seed)
        if asking.possible(range(len(demands))):
            return None
        found = asking.minimal([], list(range(len(demands))), False)
    members = tuple(demands[index] for index in sorted(found))
    return Conflict(members, not asking.late, _sentence(members, not asking.late))


def without(problem: Problem, dropped: Collection[Member]) -> Problem:
    """The problem with these demands taken away; its objective is `value`, so that items may be out."""
    gone = {(member.kind, member.key) for member in dropped}
    most = 10.0**9
    items = tuple(
        replace(
            item,
            mandatory=(item.mandatory or problem.objective == "makespan")
            and ("mandatory", item.key) not in gone,
            earliest=0 if ("window", item.key) in gone else item.earliest,
            latest=None if ("window", item.key) in gone else item.latest,
        )
        for item in problem.items
    )
    kept = replace(
        problem,
        objective="value",
        items=items,
        roles=tuple(
            replace(role, capacity=(most,) * problem.horizon) if ("role", role.key) in gone else role
            for role in problem.roles
        ),
        budgets=tuple(
            replace(budget, amounts=(most,) * len(budget.amounts))
            if ("budget", budget.key) in gone
            else budget
            for budget in problem.budgets
        ),
        precedences=tuple(tie for tie in problem.precedences if ("precedence", _tie(tie)) not in gone),
        exclusions=tuple(
            group for group in problem.exclusions if ("exclusion", " / ".join(group.items)) not in gone
        ),
        frozen=tuple(fixed for fixed in problem.frozen if ("frozen", fixed.item) not in gone),
    )
    if ("floor", "marketing") in gone:
        kept = replace(kept, floor_marketing=0.0)
    if ("floor", "it") in gone:
        kept = replace(kept, floor_it=0.0)
    return kept


def demands_of(problem: Problem) -> list[Member]:
    """Everything that could be given up, in words."""
    names = {item.key: item.name or item.key for item in problem.items}
    last = problem.horizon - 1
    found = [
        Member("mandatory", item.key, f"{names[item.key]} has to be in the plan.")
        for item in problem.items
        if item.mandatory or problem.objective == "makespan"
    ]
    for fixed in problem.frozen:
        when = problem.periods[fixed.start]
        found.append(Member("frozen", fixed.item, f"{names[fixed.item]} is frozen to start in {when}."))
    for item in problem.items:
        if item.earliest > 0 or item.latest not in (None, last):
            end = problem.periods[last if item.latest is None else item.latest]
            said = f"{names[item.key]} works between {problem.periods[item.earliest]} and {end}."
            found.append(Member("window", item.key, said))
    for tie in problem.precedences:
        said = f"{names[tie.after]} needs {names[tie.before]} first"
        said += f", with {tie.lag} periods between them." if tie.lag else "."
        found.append(Member("precedence", _tie(tie), said))
    for group in problem.exclusions:
        said = f"Only one of {', '.join(names[key] for key in group.items)}."
        found.append(Member("exclusion", " / ".join(group.items), said))
    free = f" after {100 * problem.buffer:g} % buffer" if problem.buffer else ""
    found += [
        Member("role", role.key, f"The capacity of {role.name or role.key}{free}.") for role in problem.roles
    ]
    found += [Member("budget", one.key, f"The budget {one.name or one.key}.") for one in problem.budgets]
    for side, floor in (("marketing", problem.floor_marketing), ("it", problem.floor_it)):
        if floor > 0:
            who = "IT" if side == "it" else side
            found.append(Member("floor", side, f"At least {floor:,.0f} of worth for {who}."))
    return found


class _Asking:
    """Whether some of the demands can be met together."""

    def __init__(
        self, team: Team, problem: Problem, demands: Sequence[Member], until: float, seed: int
    ) -> None:
        self.team, self.problem, self.demands, self.until, self.seed = team, problem, demands, until, seed
        self.late = False

    def possible(self, kept: Iterable[int]) -> bool:
        """True unless it is proven that no plan meets these demands."""
        held = set(kept)
        dropped = [demand for index, demand in enumerate(self.demands) if index not in held]
        problem = without(self.problem, dropped)
        grid = build(problem)
        if any(not grid.of[job] for job in grid.must):
            return False
        model = linear(problem, grid)
        model = with_objective(model, [0.0] * len(model.gains))
        if model.holds(()):
            return True
        outcome = self.team.race(
            model, [Job("cpsat", model, None, self.until, self.seed)], None, until=self.until, first=True
        )
        if outcome.chosen is None and outcome.status != "infeasible":
            self.late = True
        return outcome.status != "infeasible"

    def minimal(self, background: list[int], rest: list[int], changed: bool) -> list[int]:
        """The fewest of `rest` that are impossible beside `background` (all of them together are)."""
        if changed and not self.possible(background):
            return []
        if len(rest) == 1:
            return rest
        half = len(rest) // 2
        first, second = rest[:half], rest[half:]
        of_second = self.minimal(background + first, second, bool(first))
        of_first = self.minimal(background + of_second, first, bool(of_second))
        return of_first + of_second


def _tie(tie: Precedence) -> str:
    return f"{tie.before} > {tie.after}"


def _sentence(members: Sequence[Member], minimal: bool) -> str:
    if not members:
        return "No plan is possible."
    if len(members) == 1:
        said = f"No plan is possible because of one thing alone: {members[0].sentence}"
        return f"{said} Change it, or add periods."
    said = "These cannot all hold: " + " ".join(
        f"({index + 1}) {member.sentence}" for index, member in enumerate(members)
    )
    if minimal:
        return f"{said} Give up any one of them, and there is a plan."
    return f"{said} Time ran out while this list was made shorter; not all of it may be needed."
