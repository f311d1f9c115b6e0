"""Why an item of a plan is done in its mode and not in another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lintel.engines.roadmap.plan import Plan
from lintel.engines.roadmap.problem import Item, Mode, Problem
from lintel.engines.roadmap.room import Lack, Room


@dataclass(frozen=True)
class Otherwise:
    """Another mode of an item in the plan, and why it was not taken, while the rest of the plan stays.

    `because`: room (wherever it may start it lacks something: `lacks` is the least), window (it does not
    end within the item's dates or the plan), needed (something in the plan needs the item sooner), later (it
    fits, but ends later and so is worth less), even (it fits and is worth no more), sooner (it fits and ends
    sooner: a longer search would take it), frozen. `start` and `finish` are where it would then be.
    """

    mode: str
    because: Literal["room", "window", "needed", "later", "even", "sooner", "frozen"]
    start: int
    finish: int
    lacks: tuple[Lack, ...]
    sentence: str


@dataclass(frozen=True)
class _Place:
    price: float
    start: int
    finish: int
    lacks: tuple[Lack, ...]


def otherwise(problem: Problem, plan: Plan, item: Item) -> tuple[Otherwise, ...]:
    """One for each mode of the item that the plan does not use, in the order of the modes."""
    placed = plan.starts[item.key]
    others = [mode for mode in item.modes if mode.key != placed.mode]
    if not others:
        return ()
    if any(fixed.item == item.key for fixed in problem.frozen):
        said = f"{_name(item)} is under way or promised as it is."
        return tuple(Otherwise(mode.key, "frozen", placed.start, placed.finish, (), said) for mode in others)
    room = Room(problem, _without(problem, plan, item))
    return tuple(_other(problem, plan, room, item, mode) for mode in others)


def _other(problem: Problem, plan: Plan, room: Room, item: Item, mode: Mode) -> Otherwise:
    placed, due = plan.starts[item.key], _due(problem, plan, item)
    places = list(_places(room, item, mode))
    free = [place for place in places if not place.lacks]
    fits = [place for place in free if place.finish <= due]
    if fits:
        first = min(fits, key=lambda place: place.finish)
        if first.finish == placed.finish or not problem.discount:
            said = f"{_way(mode)} would fit too, and bring no more."
            return _said(mode, "even", first, said)
        if first.finish > placed.finish:
            when = problem.periods[first.finish - 1]
            return _said(mode, "later", first, f"{_way(mode)} would be finished only in {when}.")
        said = f"{_way(mode)} would be finished sooner; a longer search would take it."
        return _said(mode, "sooner", first, said)
    if free:
        first = min(free, key=lambda place: place.finish)
        return _said(mode, "needed", first, f"{_way(mode)} would be finished too late for what needs it.")
    within = [place for place in places if all(lack.kind in ("role", "budget") for lack in place.lacks)]
    first = min(within or places, key=lambda place: (round(place.price, 9), place.finish))
    if not within:
        return _said(mode, "window", first, f"{_way(mode)} would not end within its dates.")
    return _said(mode, "room", first, f"{_way(mode)} would need {room.listed(first.lacks)}.")


def _said(
    mode: Mode,
    because: Literal["room", "window", "needed", "later", "even", "sooner"],
    place: _Place,
    sentence: str,
) -> Otherwise:
    return Otherwise(mode.key, because, place.start, place.finish, place.lacks, sentence)


def _places(room: Room, item: Item, mode: Mode) -> Iterator[_Place]:
    for price, start, _, lacks in room.places(replace(item, modes=(mode,))):
        yield _Place(price, start, start + mode.duration, tuple(lacks))


def _due(problem: Problem, plan: Plan, item: Item) -> int:
    """The latest finish that what is in the plan and needs the item allows."""
    starts = plan.starts
    return min(
        (
            starts[tie.after].start - tie.lag
            for tie in problem.precedences
            if tie.before == item.key and tie.after in starts
        ),
        default=problem.horizon,
    )


def _without(problem: Problem, plan: Plan, item: Item) -> Plan:
    """The plan as it would be if the item took nothing and were nowhere."""
    placed = plan.starts[item.key]
    mode = next(mode for mode in item.modes if mode.key == placed.mode)
    scope = {budget.key: budget.scope for budget in problem.budgets}
    effort: dict[tuple[str, int], float] = {}
    money: dict[tuple[str, int | None], float] = {}
    for demand in mode.demands:
        for offset, estimate in enumerate(demand.profile):
            effort[demand.role, placed.start + offset] = estimate.expected
    for cost in mode.costs:
        for offset, amount in enumerate(cost.profile):
            cell = cost.budget, placed.start + offset if scope[cost.budget] == "period" else None
            money[cell] = money.get(cell, 0.0) + amount
    return replace(
        plan,
        schedule=tuple(one for one in plan.schedule if one.item != item.key),
        use=tuple(replace(one, used=one.used - effort.get((one.role, one.period), 0.0)) for one in plan.use),
        spend=tuple(
            replace(one, spent=one.spent - money.get((one.budget, one.period), 0.0)) for one in plan.spend
        ),
    )


def _name(item: Item) -> str:
    return item.name or item.key


def _way(mode: Mode) -> str:
    return f"“{mode.name or mode.key}”"
