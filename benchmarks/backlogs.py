"""Tight backlogs, made from a seed: what the benchmark of the roadmap plans."""

import math
import random

from lintel.engines.roadmap import (
    Budget,
    Bundle,
    Cost,
    Demand,
    Estimate,
    Exclusion,
    Item,
    Mode,
    Precedence,
    Problem,
    Role,
)


def backlog(items: int, periods: int, roles: int = 6, *, seed: int = 1, share: float = 0.5) -> Problem:
    """A backlog whose roles have capacity for about `share` of all the work, so that every choice costs.

    Worth grows with the root of effort, times a lognormal; a third of the items need an earlier one; one in
    eight may be done in a slower, leaner mode; some have dates; pairs exclude each other; bundles pay only
    together.
    """
    draw = random.Random(seed)
    names = [f"role{index}" for index in range(roles)]
    made = [_item(draw, index, periods, names) for index in range(items)]
    demand = dict.fromkeys(names, 0.0)
    for item in made:
        for part in item.modes[0].demands:
            demand[part.role] += sum(estimate.expected for estimate in part.profile)
    money = sum(sum(cost.profile) for item in made for cost in item.modes[0].costs)
    ties = [
        Precedence(f"i{before}", f"i{after}", draw.choice((0, 0, 0, 1)))
        for after in range(1, items)
        if draw.random() < 0.35
        for before in draw.sample(range(max(0, after - 30), after), k=min(after, draw.choice((1, 1, 2))))
    ]
    keys = [item.key for item in made]
    groups = [draw.sample(keys, k=2) for _ in range(items // 20)]
    return Problem(
        periods=tuple(f"P{index + 1}" for index in range(periods)),
        items=tuple(made),
        roles=tuple(
            Role(
                name,
                tuple(
                    round(share * demand[name] / periods * draw.uniform(0.85, 1.15), 1)
                    for _ in range(periods)
                ),
                side="marketing" if index < roles // 2 else "it",
            )
            for index, name in enumerate(names)
        ),
        budgets=(Budget("one-off", (round(0.5 * money),)),),
        precedences=tuple(ties),
        exclusions=tuple(Exclusion(tuple(group)) for group in groups),
        bundles=tuple(
            Bundle(f"b{index}", tuple(draw.sample(keys, k=3)), draw.uniform(5, 40), draw.uniform(5, 40))
            for index in range(items // 25)
        ),
        discount=0.03,
        name=f"{items} × {periods} × {roles}, seed {seed}",
    )


def _item(draw: random.Random, index: int, periods: int, roles: list[str]) -> Item:
    duration = draw.choice((1, 1, 2, 2, 3))
    busy = {role: round(draw.uniform(5, 30), 1) for role in draw.sample(roles, k=draw.choice((1, 2, 2, 3)))}
    money = round(draw.uniform(1, 60) * 100)
    worth = math.sqrt(sum(busy.values())) * draw.lognormvariate(1.5, 0.8)
    marketing = worth * draw.random()
    modes = [_mode("plain", duration, busy, money)]
    if draw.random() < 0.125:
        lean = {role: round(effort * 0.85, 1) for role, effort in busy.items()}
        modes.append(_mode("lean", duration + 1, lean, round(money * 1.2)))
    earliest, latest = 0, None
    if draw.random() < 0.15:
        earliest = draw.randrange(periods // 2)
    if draw.random() < 0.15:
        latest = draw.randrange(periods // 2, periods)
    return Item(
        f"i{index}",
        tuple(modes),
        marketing=round(marketing, 2),
        it=round(worth - marketing, 2),
        earliest=earliest,
        latest=latest,
    )


def _mode(key: str, duration: int, busy: dict[str, float], money: int) -> Mode:
    """Effort spread evenly, each estimate from 25 % less to 45 % more than the likely one."""
    return Mode(
        key,
        duration,
        tuple(
            Demand(
                role,
                (Estimate(*(round(effort / duration * by, 2) for by in (0.75, 1.0, 1.45))),) * duration,
            )
            for role, effort in busy.items()
        ),
        (Cost("one-off", (float(money),) + (0.0,) * (duration - 1)),),
    )
