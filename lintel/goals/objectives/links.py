"""Links between goals and the work of other rooms."""

from collections.abc import Iterable

from django.db import models

from lintel.audit.models import Link
from lintel.goals.objectives.models import Goal
from lintel.intake.ties import SERVES
from lintel.people.models import User
from lintel.people.targets import targets

WORK = {"portfolio.proposal": "Proposal", "intake.request": "Request"}
GOAL = "objectives.goal"


def work_of(goal: Goal, user: User) -> list[models.Model]:
    """The work that serves a goal, as far as this person may see it; one query, and one per kind of work."""
    keys = list(Link.objects.to_thing(goal, SERVES).values_list("from_type", "from_id"))
    found = targets(user, keys)
    return [found[key] for key in keys if key in found]


def counts_of_work(goals: Iterable[int]) -> dict[int, int]:
    """How much work is linked to each of these goals; one query."""
    wanted = [str(pk) for pk in goals]
    rows = (
        Link.objects.filter(kind=SERVES, to_type=GOAL, to_id__in=wanted)
        .order_by()
        .values_list("to_id")
        .annotate(number=models.Count("pk"))
    )
    return {int(pk): number for pk, number in rows}
