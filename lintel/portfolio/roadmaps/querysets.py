"""Reads of roadmaps and of what belongs to them."""

from typing import TYPE_CHECKING, Any

from django.db import models

from lintel.people.access import may_read

if TYPE_CHECKING:
    # Named as texts in the bases below, which the linter does not see.
    from lintel.portfolio.roadmaps.models import Plan, Roadmap, Search  # noqa: F401


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    """Reads of roadmaps."""

    def visible_to(self, user: Any) -> "RoadmapQuerySet":
        """Everybody with a role; a stranger sees none."""
        return self.all() if may_read(user) else self.none()

    def for_list(self) -> "RoadmapQuerySet":
        """With what a row shows."""
        return self.select_related("published", "created_by").annotate(held=models.Count("entries"))


class SearchQuerySet(models.QuerySet["Search"]):
    """Reads of searches."""

    def visible_to(self, user: Any) -> "SearchQuerySet":
        """As their roadmaps."""
        return self.all() if may_read(user) else self.none()


class PlanQuerySet(models.QuerySet["Plan"]):
    """Reads of plans."""

    def visible_to(self, user: Any) -> "PlanQuerySet":
        """As their roadmaps."""
        return self.all() if may_read(user) else self.none()

    def slim(self) -> "PlanQuerySet":
        """Without the long values: what lists and charts of plans show."""
        return self.defer("problem", "body", "reasons", "bundles", "holding")

    def waiting_for(self, office: str) -> "PlanQuerySet":
        """Laid before the offices, without this one's key."""
        return self.filter(state="offered", awaits__in=[office, "both"])
