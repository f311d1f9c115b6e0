"""Why each item is in or out, and the smallest change that would bring it in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Item, Problem
from lintel.engines.roadmap.problems import Refused
from lintel.engines.roadmap.race import Team
from lintel.engines.roadmap.room import Change, Room, names_of
from lintel.engines.roadmap.solving import solve_with
from lintel.engines.roadmap.ways import Otherwise, otherwise


@dataclass(frozen=True)
class Reason:
    """Why an item is in or out.

    `because`: mandatory, frozen, needed (something in the plan needs it), worth (it pays), bundle (it pays
    only by completing one), room (it does not fit beside what is worth more), excluded (an alternative is
    in), window (its dates alone forbid it), worthless. `sentence` says it in words. `regret` is what the
    objective loses when the item is forced to the other side (None: not asked for, or impossible); `exact`
    is whether both plans were proven, else it is an estimate. `changes` brings an item that is out in, the
    smallest first; empty for items in the plan.
    `otherwise` says of each other mode of an item in the plan why it is not done that way.
    """

    item: str
    chosen: bool
    because: str
    sentence: str
    regret: float | None = None
    exact: bool = False
    changes: tuple[Change, ...] = ()
    otherwise: tuple[Otherwise, ...] = ()


def explain(
    problem: Problem,
    plan: Plan,
    *,
    items: Collection[str] | None = None,
    seconds: float = 0.0,
    seed: int = 1,
    workers: int = 2,
) -> tuple[Reason, ...]:
    """A reason for each item (or each of `items`), in the order of the problem.

    Changes are found beside the plan as it is, in milliseconds: the smallest of all starts and modes, exact
    where nothing else that the item needs is missing (that is placed first, where it lacks least). With
    `seconds` > 0 each item is also forced to the other side and solved anew for so long, for its regret.
    """
    known = {item.key for item in problem.items}
    unknown = sorted(set(items or ()) - known)
    if unknown:
        raise Refused("items", f"There is no item “{unknown[0]}”.", "Use a key of the problem.")
    asked = [item for item in problem.items if items is None or item.key in items]
    room = Room(problem, plan)
    reasons = [_reason(problem, plan, item, room) for item in asked]
    if seconds <= 0:
        return tuple(reasons)
    with Team() as team:
        return tuple(
            _regretted(team, problem, plan, reason, seconds=seconds, seed=seed, workers=workers)
            for reason in reasons
        )


def _reason(problem: Problem, plan: Plan, item: Item, room: Room) -> Reason:
    if item.key in plan.starts:
        because, said = _why_in(problem, plan, item)
        return Reason(item.key, True, because, said, otherwise=otherwise(problem, plan, item))
    changes = room.changes(item)
    because, said = _why_out(problem, plan, item, changes)
    return Reason(item.key, False, because, said, changes=changes)


def _why_in(problem: Problem, plan: Plan, item: Item) -> tuple[str, str]:
    name, placed = item.name or item.key, plan.starts
    if any(fixed.item == item.key for fixed in problem.frozen):
        return "frozen", f"{name} is under way or promised, so it stays where it is."
    if item.mandatory or problem.objective == "makespan":
        return "mandatory", f"{name} has to be done."
    needing = [tie.after for tie in problem.precedences if tie.before == item.key and tie.after in placed]
    own = problem.weight_marketing * item.marketing + problem.weight_it * item.it
    if needing and own <= 0:
        return "needed", f"{name} is in because {names_of(problem, needing)} needs it."
    together = [
        bundle.name or bundle.key
        for bundle in problem.bundles
        if item.key in bundle.items and all(key in placed for key in bundle.items)
    ]
    if together and own <= 0:
        return "bundle", f"{name} is in because it completes the bundle {', '.join(together)}."
    also = ""
    if needing:
        also = f" {names_of(problem, needing)} needs it too."
    elif together:
        also = f" It completes the bundle {', '.join(together)}."
    return "worth", f"{name} is worth more than what its room could bring otherwise.{also}"


def _why_out(problem: Problem, plan: Plan, item: Item, changes: Sequence[Change]) -> tuple[str, str]:
    name = item.name or item.key
    rivals = [
        key
        for group in problem.exclusions
        if item.key in group.items
        for key in group.items
        if key != item.key and key in plan.starts
    ]
    if rivals:
        return (
            "excluded",
            f"{name} is out because {names_of(problem, rivals)} is in, and only one of them can be.",
        )
    if not changes:
        return (
            "window",
            f"{name} does not fit into its dates, nor into the plan’s periods after what it needs.",
        )
    worth = item.marketing + item.it + sum(b.marketing + b.it for b in problem.bundles if item.key in b.items)
    first = changes[0]
    if worth <= 0:
        return "worthless", f"{name} has no worth of its own, and nothing in the plan needs it."
    if any(lack.kind in ("latest", "horizon") for lack in first.lacks) and len(first.lacks) == 1:
        return "window", f"{name} does not fit into its dates. {first.sentence}"
    if not first.lacks:
        return "room", f"{name} fits beside the plan as it is; a longer search would take it in."
    return "room", f"{name} does not fit beside what is worth more. {first.sentence}"


def _regretted(
    team: Team, problem: Problem, plan: Plan, reason: Reason, *, seconds: float, seed: int, workers: int
) -> Reason:
    """What the objective loses when the item is forced to the other side."""
    if reason.because in ("frozen", "mandatory") or plan.objective is None:
        return reason
    forced = left_out(problem, reason.item) if reason.chosen else _taken_in(problem, reason.item)
    other, _ = solve_with(team, forced, seconds=seconds, seed=seed, workers=workers, hints=(plan,))
    if other.objective is None:
        return replace(reason, exact=other.status == "infeasible")
    exact = plan.status == "optimal" and other.status == "optimal"
    return replace(reason, regret=plan.objective - other.objective, exact=exact)


def _taken_in(problem: Problem, key: str) -> Problem:
    return replace(
        problem,
        items=tuple(replace(one, mandatory=True) if one.key == key else one for one in problem.items),
    )


def left_out(problem: Problem, key: str) -> Problem:
    """The problem without the item, without what needs it, and without what is only whole with them."""
    gone = {key}
    while more := {tie.after for tie in problem.precedences if tie.before in gone} - gone:
        gone |= more
    return replace(
        problem,
        items=tuple(item for item in problem.items if item.key not in gone),
        precedences=tuple(
            tie for tie in problem.precedences if tie.before not in gone and tie.after not in gone
        ),
        exclusions=tuple(
            replace(group, items=left)
            for group in problem.exclusions
            for left in [tuple(one for one in group.items if one not in gone)]
            if len(left) > 1
        ),
        bundles=tuple(bundle for bundle in problem.bundles if not gone.intersection(bundle.items)),
        frozen=tuple(fixed for fixed in problem.frozen if fixed.item not in gone),
    )
