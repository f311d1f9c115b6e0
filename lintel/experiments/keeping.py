"""What every write to an experiment has in common: one lock, one version, rules as refusals."""

from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from lintel.experiments.access import may_plan
from lintel.experiments.models import Experiment, State
from lintel.people.models import User
from lintel.ui.problems import Denied, Problem, Stale

M = TypeVar("M", bound=models.Model)


def require_planner(by: User | None) -> None:
    """Refuses who does not write experiments."""
    if by is not None and not may_plan(by):
        raise Denied(
            "Only members and office holders of marketing and IT write experiments.",
            way_out="Leave a comment, or ask an administrator for a role on one of the two sides.",
        )


def lock(experiment: Experiment) -> Experiment:
    """The row as it is now, locked until the transaction ends."""
    try:
        return Experiment.objects.select_for_update().get(pk=experiment.pk)
    except Experiment.DoesNotExist:
        raise Stale("This experiment is no longer there.", way_out="Open the list of experiments.") from None


def lock_in(experiment: Experiment, *states: State, doing: str) -> Experiment:
    """The locked row if it is in one of these states; `doing` completes “It is … and cannot be …”."""
    locked = lock(experiment)
    if locked.state not in states:
        raise Problem(
            f"The experiment is {locked.get_state_display().lower()} and cannot be {doing}.",
            way_out="Open its page to see what comes next.",
        )
    return locked


def touched(experiment: Experiment, **values: Any) -> Experiment:
    """Set fields, note when, and save."""
    for name, value in values.items():
        setattr(experiment, name, value)
    experiment.changed_at = timezone.now()
    experiment.save()
    return experiment
