"""Goals that a file speaks of, by their own key or by our number."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lintel.goals.objectives.access import may_edit
from lintel.goals.objectives.models import Goal, State
from lintel.imports.origins import own_number
from lintel.people.access import may_administer
from lintel.people.models import User
from lintel.ui.problems import Problem

SOURCE = "goals"
OWN_KEY = "GOAL-"  # how this house's own goals are called in an export


def key_of_goal(goal: Goal) -> str:
    """The key by which a file finds this goal again."""
    return goal.imported_key or f"{OWN_KEY}{goal.pk}"


@dataclass(frozen=True)
class Goals:
    """Goals by the keys that a file uses."""

    by_key: dict[str, Goal]

    def get(self, key: Any) -> Goal | None:
        """The goal of this key, if there is one that the reader sees."""
        return self.by_key.get(str(key or ""))

    def need(self, key: Any, field: str) -> Goal:
        """The goal of this key; raises `Problem` where there is none."""
        found = self.get(key)
        if found is None:
            raise Problem(
                f"There is no goal “{key}” here.", way_out="Import the file of goals first.", field=field
            )
        return found


def goals_of(keys: Iterable[Any], user: User) -> Goals:
    """The visible goals of these keys; one query."""
    wanted = {str(key) for key in keys if key}
    numbers = {number for key in wanted if (number := own_number(key, OWN_KEY)) is not None}
    rows = Goal.objects.visible_to(user) if not may_administer(user) else Goal.objects.all()
    found = rows.filter(Q(imported_from=SOURCE, imported_key__in=wanted) | Q(pk__in=numbers))
    by_key: dict[str, Goal] = {}
    for goal in found.select_related("owner_marketing", "owner_it"):
        by_key[f"{OWN_KEY}{goal.pk}"] = goal
        if goal.imported_key:
            by_key[goal.imported_key] = goal
    return Goals({key: by_key[key] for key in wanted if key in by_key})


def refuse_foreign(goal: Goal, user: User, field: str) -> None:
    """A file changes drafts only, and only those that its bringer may change."""
    if goal.state != State.DRAFT:
        raise Problem(
            f"“{goal.title}” is no draft any more, and a file never changes what was offered.",
            way_out="Change it on its page.",
            field=field,
        )
    if not may_administer(user) and not may_edit(user, goal):
        raise Problem(
            f"“{goal.title}” is not yours to change.", way_out="Leave this row to its owners.", field=field
        )
