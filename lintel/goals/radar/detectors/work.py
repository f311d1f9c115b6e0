"""Goals that no work serves. Work that serves no goal is found where the work is known."""

import datetime as dt
from collections.abc import Iterator

from lintel.goals.radar import steps
from lintel.goals.radar.ground import Ground
from lintel.goals.radar.models import Severity
from lintel.goals.radar.phrasing import quoted
from lintel.goals.radar.registry import GOAL, Evidence, Found, detector

PATIENCE_DAYS = 14


@detector(
    "goal-without-work",
    "A goal that no work serves",
    "A goal has begun two weeks ago and neither a proposal nor a request nor a further goal serves it. It "
    "will be reached by luck, or not at all.",
    Severity.MEDIUM,
    (GOAL,),
)
def goal_without_work(ground: Ground) -> Iterator[Found]:
    """Running goals without linked work and without a standing goal under them."""
    begun = ground.today - dt.timedelta(days=PATIENCE_DAYS)
    served = set(ground.served)
    for child, parent in ground.parents:
        if (one := ground.goals.get(child)) is not None and one.stands:
            served.add(parent)
    for goal in ground.standing:
        if goal.id in served or goal.starts_on > begun or goal.ends_on < ground.today:
            continue
        yield Found(
            f"{goal.id}",
            f"No work serves {quoted(goal.title)}",
            (
                Evidence(
                    GOAL, goal.id,
                    f"It runs since {goal.starts_on:%-d %B %Y}, until {goal.ends_on:%-d %B %Y}.",
                ),
            ),
            steps.start_proposal(goal.title, goal=goal.id),
        )  # fmt: skip
