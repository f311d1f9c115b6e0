"""Reads of goals and of what hangs on them."""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from lintel.audit.sides import Office
from lintel.people.access import Key, may_read

if TYPE_CHECKING:
    # Named as texts in the bases below, which the linter does not see.
    from lintel.goals.objectives.models import CheckIn, Goal, KeyResult  # noqa: F401

BOTH = "both"


class GoalQuerySet(models.QuerySet["Goal"]):
    """Reads of goals."""

    def visible_to(self, user: Any) -> "GoalQuerySet":
        """What was offered, for everybody with a role; drafts for their author, their owners and the holder
        of the office that drafts."""
        if not user.is_active:
            return self.none()
        own = Q(created_by=user) | Q(owner_marketing=user) | Q(owner_it=user)
        if not may_read(user):
            return self.filter(own)
        if user.is_office_holder:
            own |= Q(created_office=user.side)
        return self.filter(~Q(state="draft") | own)

    def for_list(self) -> "GoalQuerySet":
        """With what a row shows, and without the long texts."""
        return self.select_related("owner_marketing", "owner_it").defer("why", "outcome_note")

    def for_file(self) -> "GoalQuerySet":
        """With everything that a file holds: owners, key results, and the goals it serves."""
        return self.select_related("owner_marketing", "owner_it").prefetch_related("parenthoods__parent")

    def standing(self) -> "GoalQuerySet":
        """Those that were said and are not over."""
        return self.filter(state__in=["offered", "owned"])

    def owned(self) -> "GoalQuerySet":
        """Those that both owners carry now."""
        return self.filter(state="owned")

    def one_sided(self) -> "GoalQuerySet":
        """Those that stand without an owner on one side."""
        return self.standing().filter(Q(owner_marketing=None) | Q(owner_it=None))

    def measurable(self) -> "GoalQuerySet":
        """Those whose key results are measured: offered or owned, with at least one."""
        return self.standing().filter(results_total__gt=0)

    def company(self) -> "GoalQuerySet":
        """The company's goals."""
        return self.filter(kind="company")

    def shared(self) -> "GoalQuerySet":
        """The goals that the two sides share."""
        return self.filter(kind="shared")

    def waiting_for(self, user: Any, key: Key | None) -> "GoalQuerySet":
        """Where this person's word is awaited: as owner, or with the key of an office that names none yet."""
        mine = Q(owner_marketing=user, awaits__in=["marketing", BOTH]) | Q(
            owner_it=user, awaits__in=["it", BOTH]
        )
        if key is not None:
            unowned = "owner_marketing" if key.office == Office.MARKETING else "owner_it"
            mine |= Q(**{unowned: None}, awaits__in=[key.office, BOTH])
        return self.filter(mine)


class OfGoalQuerySet(models.QuerySet[Any]):
    """Reads of what hangs on goals."""

    def visible_to(self, user: Any) -> "OfGoalQuerySet":
        """Those of visible goals."""
        goals: Any = apps.get_model("objectives.goal")
        return self.filter(goal__in=goals.objects.visible_to(user))


class KeyResultQuerySet(models.QuerySet["KeyResult"]):
    """Reads of key results."""

    def visible_to(self, user: Any) -> "KeyResultQuerySet":
        """Those of visible goals."""
        goals: Any = apps.get_model("objectives.goal")
        return self.filter(goal__in=goals.objects.visible_to(user))

    def standing(self) -> "KeyResultQuerySet":
        """Those in the wording of goals that are offered or owned."""
        return self.living().filter(goal__state__in=["offered", "owned"])

    def living(self) -> "KeyResultQuerySet":
        """Those in the present wording of their goals."""
        return self.filter(removed_at=None)

    def with_measurement(self) -> "KeyResultQuerySet":
        """With what was measured last."""
        return self.select_related("measured")


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    """Reads of check-ins."""

    def visible_to(self, user: Any) -> "CheckInQuerySet":
        """Those of visible goals."""
        goals: Any = apps.get_model("objectives.goal")
        return self.filter(goal__in=goals.objects.visible_to(user))
