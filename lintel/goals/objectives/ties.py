"""What a goal belongs to: the work that serves it, what the data say, and the metrics that measure it."""

from typing import Any

from lintel.goals.objectives.actions import work
from lintel.goals.objectives.links import GOAL, WORK
from lintel.goals.objectives.models import Goal
from lintel.intake.ties import SERVES, SHOWS, stands_on
from lintel.people.belonging import Tie
from lintel.people.models import User

MOST = 12


def _serves(label: str) -> Tie:
    return Tie(
        SERVES,
        label,
        GOAL,
        "Goals it serves",
        f"{WORK[label]}s that serve it",
        {"state__in": ["offered", "owned"]},
        rank=1,
        say=lambda thing, goal, by: work.link(goal, thing, by=by),
        take_back=lambda thing, goal, by: work.unlink(goal, thing, by=by),
    )


TIES = (
    *(_serves(label) for label in WORK),
    stands_on(GOAL, "Goals"),
    Tie(SHOWS, "asking.question", GOAL, "Goals it says something about", "What the data say"),
)


def health(rows: list[Goal]) -> dict[int, str]:
    """How each goal is, in words."""
    return {row.pk: row.get_health_display().lower() for row in rows if row.health != "unknown"}


def measured_by(metric: Any, user: User) -> list[Goal]:
    """The goals that a metric measures, newest first."""
    rows = Goal.objects.visible_to(user).filter(results__metric=metric.slug, results__removed_at=None)
    return list(rows.distinct().order_by("-pk")[:MOST])
