"""Rewards that are signed by one side only, or that pay differently for the same thing."""

import datetime as dt
from collections.abc import Iterator, Sequence

from lintel.goals.radar import steps
from lintel.goals.radar.ground import Ground, ResultRow, RewardRow
from lintel.goals.radar.models import Severity
from lintel.goals.radar.phrasing import capped, figure, quoted
from lintel.goals.radar.registry import GOAL, Evidence, Found, detector

REWARD = "rewards.rewardrule"
PATIENCE_DAYS = 7


@detector(
    "reward-unsigned",
    "A reward that does not stand",
    "A reward is written for a goal that both own, and only one owner has signed it, or the goal was "
    "reworded since. Each owner may believe that it counts.",
    Severity.MEDIUM,
    (GOAL, REWARD),
)
def reward_unsigned(ground: Ground) -> Iterator[Found]:
    """Rules that wait for one owner for a week, and rules of another wording."""
    since = ground.today - dt.timedelta(days=PATIENCE_DAYS)
    for one in ground.rewards:
        waits = one.awaits in {"marketing", "it"} and one.changed_at.date() <= since
        if not (one.void or waits) or one.goal not in ground.goals:
            continue
        title = quoted(ground.goals[one.goal].title)
        side = "both" if one.void else one.awaits
        missing = {"marketing": "Marketing’s owner", "it": "IT’s owner"}.get(side, "")
        yield Found(
            f"{one.id}",
            f"The reward for {title} was signed for an older wording"
            if one.void
            else f"{missing} has not signed the reward for {title}",
            (
                Evidence(REWARD, one.id, "It pays nobody while a signature is missing."),
                Evidence(GOAL, one.goal, "Both own this goal."),
            ),
            steps.open_reward(one.goal),
            side=side,
        )


@detector(
    "rewards-differ",
    "Rewards that differ for the same thing",
    "Goals move the same metric the same way at the same time, and reaching the target pays differently, or "
    "pays in one goal alone. People follow the money, and two sides end up with two reasons.",
    Severity.MEDIUM,
    (GOAL, REWARD),
)
def rewards_differ(ground: Ground) -> Iterator[Found]:
    """Amounts at the target that differ between goals on one metric."""
    paid = {one.goal: one for one in ground.rewards}
    for slug, results in ground.by_metric.items():
        for up in (True, False):
            same = [one for one in results if one.up is up]
            apart = [one for one in same if any(_differ(one, other, paid) for other in same)]
            rules = _rules(apart, paid)
            if not rules:
                continue
            amounts = sorted({(rule.pays_at_target, rule.currency) for rule in rules})
            lowest = f"{figure(amounts[0][0])} {amounts[0][1]}" if len(amounts) > 1 else "nothing"
            yield Found(
                f"{slug} {'up' if up else 'down'}",
                f"Moving {ground.label(slug)} pays from {lowest} to {figure(amounts[-1][0])} "
                f"{amounts[-1][1]} at the target",
                capped(_evidence(apart, paid)),
                steps.open_reward(rules[-1].goal),
            )


def _differ(one: ResultRow, other: ResultRow, paid: dict[int, RewardRow]) -> bool:
    if one.goal == other.goal or not one.overlaps(other):
        return False
    mine, theirs = paid.get(one.goal), paid.get(other.goal)
    if mine is None or theirs is None:
        return (mine is None) != (theirs is None)
    return (mine.pays_at_target, mine.currency) != (theirs.pays_at_target, theirs.currency)


def _rules(results: Sequence[ResultRow], paid: dict[int, RewardRow]) -> list[RewardRow]:
    return [paid[goal] for goal in dict.fromkeys(one.goal for one in results) if goal in paid]


def _evidence(results: Sequence[ResultRow], paid: dict[int, RewardRow]) -> list[Evidence]:
    found = []
    for goal in dict.fromkeys(one.goal for one in results):
        rule = paid.get(goal)
        if rule is None:
            found.append(Evidence(GOAL, goal, "It has no reward."))
        else:
            pays = f"{figure(rule.pays_at_target)} {rule.currency}"
            found.append(Evidence(REWARD, rule.id, f"It pays each owner {pays} at the target."))
    return found
