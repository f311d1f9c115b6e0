"""Goals whose time, key results or place in the cascade do not hold together."""

import datetime as dt
from collections.abc import Iterator

from lintel.goals.radar import steps
from lintel.goals.radar.ground import GoalRow, Ground
from lintel.goals.radar.models import Severity
from lintel.goals.radar.phrasing import quoted
from lintel.goals.radar.registry import GOAL, Evidence, Found, detector

PATIENCE_DAYS = 14


@detector(
    "past-its-end",
    "A goal past its end that nobody has closed",
    "The period is over for two weeks and the owners have not said how it ended. What was learned fades, and "
    "the next goal is written without it.",
    Severity.MEDIUM,
    (GOAL,),
)
def past_its_end(ground: Ground) -> Iterator[Found]:
    """Standing goals whose last day has passed."""
    for goal in ground.standing:
        if goal.ends_on >= ground.today - dt.timedelta(days=PATIENCE_DAYS):
            continue
        late = (ground.today - goal.ends_on).days
        yield Found(
            f"{goal.id}",
            f"{quoted(goal.title)} ended {late} days ago and is still open",
            (Evidence(GOAL, goal.id, f"Its last day was {goal.ends_on:%-d %B %Y}."),),
            steps.close_goal(goal.id),
        )


@detector(
    "no-key-result",
    "A goal without a key result",
    "Nothing says by what one will see that the goal is reached. Each side will see what it hopes for.",
    Severity.MEDIUM,
    (GOAL,),
)
def no_key_result(ground: Ground) -> Iterator[Found]:
    """Standing goals that nothing measures."""
    for goal in ground.standing:
        if goal.results_total or goal.ends_on < ground.today:
            continue
        yield Found(
            f"{goal.id}",
            f"{quoted(goal.title)} has no key result",
            (Evidence(GOAL, goal.id, "No metric says whether it is reached."),),
            steps.edit_goal(goal.id),
        )


@detector(
    "periods-apart",
    "A goal that serves another at another time",
    "A goal serves a goal whose period it shares no day with. It will be done before the other begins, or "
    "after the other was judged.",
    Severity.MEDIUM,
    (GOAL,),
)
def periods_apart(ground: Ground) -> Iterator[Found]:
    """Child and parent without a common day."""
    for child, parent in _pairs(ground):
        if child.starts_on <= parent.ends_on and parent.starts_on <= child.ends_on:
            continue
        yield Found(
            f"{child.id} {parent.id}",
            f"{quoted(child.title)} serves {quoted(parent.title)}, but not at the same time",
            (Evidence(GOAL, child.id, _period(child)), Evidence(GOAL, parent.id, _period(parent))),
            steps.edit_goal(child.id),
        )


@detector(
    "served-goal-closed",
    "A goal that serves one that is over",
    "The goal that this one serves was closed. It may have lost its reason, or serve another by now.",
    Severity.LOW,
    (GOAL,),
)
def served_goal_closed(ground: Ground) -> Iterator[Found]:
    """Standing goals all of whose parents are closed."""
    above: dict[int, list[GoalRow]] = {}
    for child, parent in _pairs(ground):
        above.setdefault(child.id, []).append(parent)
    for child_id, parents in sorted(above.items()):
        if any(parent.stands for parent in parents):
            continue
        child = ground.goals[child_id]
        yield Found(
            f"{child.id}",
            f"{quoted(child.title)} serves only what is over: {quoted(parents[0].title)}",
            (
                Evidence(GOAL, child.id, _period(child)),
                *(Evidence(GOAL, one.id, f"closed; {_period(one)}") for one in parents),
            ),
            steps.open_goal(child.id, "Say what it serves", "serves-title"),
        )


def _pairs(ground: Ground) -> Iterator[tuple[GoalRow, GoalRow]]:
    """Standing children with their parents."""
    for child, parent in ground.parents:
        one, other = ground.goals.get(child), ground.goals.get(parent)
        if one is not None and other is not None and one.stands:
            yield one, other


def _period(goal: GoalRow) -> str:
    return f"from {goal.starts_on:%-d %B %Y} until {goal.ends_on:%-d %B %Y}"
