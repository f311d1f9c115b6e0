"""Goals that one side carries alone, or that two owners see differently."""

import datetime as dt
from collections.abc import Iterator

from lintel.audit.sides import OFFICES, Office
from lintel.goals.radar import steps
from lintel.goals.radar.ground import GoalRow, Ground
from lintel.goals.radar.models import Severity
from lintel.goals.radar.phrasing import capped, quoted, several
from lintel.goals.radar.registry import GOAL, Evidence, Found, detector

PATIENCE_DAYS = 7  # for a goal that was written just now
APART = 4  # of ten: one owner is nearly sure, the other doubts
MOST_CARRIED = 10
NAMES = {Office.MARKETING: "Marketing", Office.IT: "IT"}


@detector(
    "one-sided-goal",
    "A goal that one side carries alone",
    "A goal stands without an owner on one side for more than a week. It cannot count as shared, and the "
    "side without an owner will hear of it when something is asked of it.",
    Severity.HIGH,
    (GOAL,),
)
def one_sided_goal(ground: Ground) -> Iterator[Found]:
    """Standing goals with an empty chair."""
    since = ground.today - dt.timedelta(days=PATIENCE_DAYS)
    for goal in ground.standing:
        missing = [office for office in OFFICES if _owner(goal, office) is None]
        if not missing or goal.created_at.date() > since:
            continue
        names = " and ".join(NAMES[one] for one in missing)
        yield Found(
            f"{goal.id}",
            f"{quoted(goal.title)} has no owner in {names}",
            (
                Evidence(
                    GOAL, goal.id, f"Written on {goal.created_at:%-d %B %Y}; nobody in {names} carries it."
                ),
            ),
            steps.open_goal(goal.id, "Name an owner", "stands-title"),
            side=missing[0].value if len(missing) == 1 else "both",
        )


@detector(
    "confidence-apart",
    "Two owners who see a goal differently",
    "One owner is nearly sure that the goal will be reached, the other doubts it: their last check-ins are "
    "four or more of ten apart. One of them knows something that the other should.",
    Severity.MEDIUM,
    (GOAL,),
)
def confidence_apart(ground: Ground) -> Iterator[Found]:
    """Owned goals whose two confidences are far apart."""
    for goal in ground.standing:
        marketing, it = goal.confidence_marketing, goal.confidence_it
        if marketing is None or it is None or abs(marketing - it) < APART:
            continue
        yield Found(
            f"{goal.id}",
            f"The owners of {quoted(goal.title)} see it differently: marketing {marketing} of 10, IT {it}",
            (Evidence(GOAL, goal.id, f"Marketing’s owner said {marketing} of 10, IT’s owner {it} of 10."),),
            steps.open_goal(goal.id, "Talk about it", "check-ins"),
        )


@detector(
    "too-many-goals",
    "One person carries more goals than anybody can",
    f"Somebody owns more than {MOST_CARRIED} goals that stand at the same time. What one person cannot look "
    "after is promised to the other side all the same.",
    Severity.LOW,
    (GOAL,),
)
def too_many_goals(ground: Ground) -> Iterator[Found]:
    """Owners with more goals than ten."""
    carried: dict[int, list[GoalRow]] = {}
    for goal in ground.standing:
        if goal.starts_on <= ground.today <= goal.ends_on:
            for person in goal.owners:
                carried.setdefault(person, []).append(goal)
    for person, goals in sorted(carried.items()):
        if len(goals) <= MOST_CARRIED:
            continue
        side = "marketing" if goals[0].owner_marketing == person else "it"
        yield Found(
            f"{person}",
            f"One owner in {NAMES[Office(side)]} carries {several(len(goals), 'goal')} at the same time",
            capped([Evidence(GOAL, one.id, f"until {one.ends_on:%-d %B %Y}") for one in goals]),
            steps.open_goal(goals[-1].id, "Hand one over", "stands-title"),
            side=side,
            people=frozenset({person}),
        )


def _owner(goal: GoalRow, office: Office) -> int | None:
    return goal.owner_marketing if office == Office.MARKETING else goal.owner_it
