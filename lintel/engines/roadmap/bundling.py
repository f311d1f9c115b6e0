"""Which bundles a plan earns, what the others lack, and the smallest change that would complete them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Bundle, Problem
from lintel.engines.roadmap.room import Change, Room, names_of


@dataclass(frozen=True)
class BundleReason:
    """How much of a bundle is in the plan, and why not all of it.

    `state`: whole (earned when the last item is finished, at `finish`), partly, out (none of it is in).
    `because`: whole, excluded (an item that is missing excludes another, or something in the plan), worthless
    (nobody gave it worth), many (too much is missing for one small change), room. `changes` would bring in
    all that is missing while the rest of the plan stays, the smallest first.
    """

    bundle: str
    state: Literal["whole", "partly", "out"]
    because: Literal["whole", "excluded", "worthless", "many", "room"]
    finish: int | None
    inside: tuple[str, ...]
    missing: tuple[str, ...]
    sentence: str
    changes: tuple[Change, ...] = ()


def explain_bundles(problem: Problem, plan: Plan) -> tuple[BundleReason, ...]:
    """A reason for each bundle, in the order of the problem, found beside the plan as it is."""
    room = Room(problem, plan)
    return tuple(_reason(problem, plan, bundle, room) for bundle in problem.bundles)


def _reason(problem: Problem, plan: Plan, bundle: Bundle, room: Room) -> BundleReason:
    starts, name = plan.starts, bundle.name or bundle.key
    inside = tuple(key for key in bundle.items if key in starts)
    missing = tuple(key for key in bundle.items if key not in starts)
    if not missing:
        finish = max(starts[key].finish for key in inside)
        said = f"{name} is whole in {problem.periods[finish - 1]}, when its last item is finished."
        return BundleReason(bundle.key, "whole", "whole", finish, inside, (), said)
    changes = room.together(missing)
    out = f"{names_of(problem, missing)} {'is' if len(missing) == 1 else 'are'} out"
    if changes:
        first = room.listed(changes[0].lacks)
        said = f"It would be whole with {first}." if first else "What is missing fits beside the plan."
    else:
        said = "No small change brings all of it in."
    if bundle.marketing + bundle.it <= 0:
        because: Literal["excluded", "worthless", "many", "room"] = "worthless"
        said = "It has no worth of its own."
    elif _excluded(problem, plan, missing):
        because, said = "excluded", "Not all of it can be in beside what excludes it."
    else:
        because = "room" if changes else "many"
    state: Literal["partly", "out"] = "partly" if inside else "out"
    sentence = f"{name} earns nothing: {out}. {said}"
    return BundleReason(bundle.key, state, because, None, inside, missing, sentence, changes)


def _excluded(problem: Problem, plan: Plan, missing: Sequence[str]) -> bool:
    there = {*plan.starts, *missing}
    return any(
        len(there.intersection(group.items)) > 1 and not set(missing).isdisjoint(group.items)
        for group in problem.exclusions
    )
