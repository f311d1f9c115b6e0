"""Reads of findings and of what belongs to the radar."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from lintel.goals.radar.things import rows_of
from lintel.people.access import may_read

if TYPE_CHECKING:
    from lintel.goals.radar.models import Finding, MetricTension, Scan  # noqa: F401  # named as texts below


class FindingQuerySet(models.QuerySet["Finding"]):
    """Reads of findings."""

    def visible_to(self, user: Any) -> "FindingQuerySet":
        """Those of which the person may see every thing that they rest on."""
        if not may_read(user):
            return self.none()
        from lintel.goals.radar.registry import types

        subjects: Any = apps.get_model("radar.subject")
        hidden: Any = ~Q(object_type__in=types())
        for name in types():
            rows = rows_of(name, user)
            if rows is None:
                hidden |= Q(object_type=name)
            else:
                seen = rows.order_by().filter(pk=OuterRef("object_id"))
                hidden |= Q(object_type=name) & ~Exists(seen)
        unseen = subjects.objects.filter(hidden, finding=OuterRef("pk"))
        return self.filter(~Exists(unseen))

    def open(self, day: dt.date) -> "FindingQuerySet":
        """Those that stand and are not snoozed on this day."""
        return self.standing().filter(Q(snoozed_until=None) | Q(snoozed_until__lt=day))

    def snoozed(self, day: dt.date) -> "FindingQuerySet":
        """Those that stand and are put off."""
        return self.standing().filter(snoozed_until__gte=day)

    def standing(self) -> "FindingQuerySet":
        """Those that the newest look still saw."""
        return self.filter(gone_at=None)

    def gone(self) -> "FindingQuerySet":
        """Those that were there once."""
        return self.filter(gone_at__isnull=False)

    def concerning(self, user: Any) -> "FindingQuerySet":
        """Those that this person can do something about."""
        return self.filter(people__person=user)

    def for_list(self) -> "FindingQuerySet":
        """Without what only its page shows."""
        return self.defer("evidence", "figures")


class OfFindingQuerySet(models.QuerySet[Any]):
    """Reads of what hangs on findings."""

    def visible_to(self, user: Any) -> "OfFindingQuerySet":
        """Those of visible findings."""
        findings: Any = apps.get_model("radar.finding")
        return self.filter(finding__in=findings.objects.visible_to(user))


class ScanQuerySet(models.QuerySet["Scan"]):
    """Reads of looks."""

    def visible_to(self, user: Any) -> "ScanQuerySet":
        """Everybody with a role; they hold numbers alone."""
        return self.all() if may_read(user) else self.none()


class TensionQuerySet(models.QuerySet["MetricTension"]):
    """Reads of declared tensions."""

    def visible_to(self, user: Any) -> "TensionQuerySet":
        """Everybody with a role."""
        return self.all() if may_read(user) else self.none()

    def in_force(self) -> "TensionQuerySet":
        """Those that nobody took back."""
        return self.filter(withdrawn_at=None)
