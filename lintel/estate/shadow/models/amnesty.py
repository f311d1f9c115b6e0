"""The days in which whoever names a tool is thanked for it, and who may see people by name."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class AmnestyQuerySet(models.QuerySet["Amnesty"]):
    """Reads of amnesties."""

    def visible_to(self, user: Any) -> AmnestyQuerySet:
        """Everybody with a role."""
        return self.all() if may_read(user) else self.none()

    def on(self, day: dt.date) -> AmnestyQuerySet:
        """Those that hold on a day."""
        return self.filter(starts__lte=day, ends__gte=day, ended_at=None)

    def counted(self) -> AmnestyQuerySet:
        """With `named`, how many tools were named in it."""
        return self.annotate(named=models.Count("tools"))


class Amnesty(models.Model):
    """Some weeks in which people name the tools they use; both days included."""

    title = models.CharField("Called", max_length=120)
    words = models.TextField(
        "What you promise", max_length=2000, blank=True,
        help_text="Stands above the form. Say what becomes of a tool that somebody names.",
    )  # fmt: skip
    starts = models.DateField("First day")
    ends = models.DateField("Last day")
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AmnestyQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-pk"]
        verbose_name_plural = "amnesties"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="amnesty_days_in_order",
                violation_error_message="It ends before it begins: change one of the two days.",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="amnesty_has_a_title"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The amnesty's page."""
        return address("shadow:amnesty", self.pk)

    def state_on(self, day: dt.date) -> str:
        """`ended`, `over`, `planned` or `open`."""
        if self.ended_at:
            return "ended"
        if self.ends < day:
            return "over"
        return "planned" if self.starts > day else "open"


class NameClearanceQuerySet(models.QuerySet["NameClearance"]):
    """Reads of clearances."""

    def visible_to(self, user: Any) -> NameClearanceQuerySet:
        """Everybody with a role may know who sees names here, and why."""
        return self.select_related("person", "given_by") if may_read(user) else self.none()

    def in_force(self, day: dt.date) -> NameClearanceQuerySet:
        """Those that count on a day."""
        return self.filter(starts__lte=day, ends__gte=day, ended_at=None)


class NameClearance(models.Model):
    """One person may see who uses a tool, for a reason, from a day to a day (both included)."""

    person = models.ForeignKey(User, models.PROTECT, related_name="tool_clearances")
    reason = models.CharField("Reason", max_length=300)
    given_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    starts = models.DateField("From")
    ends = models.DateField("Until")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = NameClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["-ends", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="name_clearance_days_in_order"),
            models.CheckConstraint(
                condition=Q(given_by=None) | ~Q(given_by=F("person")), name="no_name_clearance_for_oneself"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="name_clearance_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts} to {self.ends}"

    def get_absolute_url(self) -> str:
        """The page with all of them."""
        from django.urls import reverse

        return reverse("shadow:clearances")

    def state_on(self, day: dt.date) -> str:
        """`ended`, `over`, `planned` or `active`."""
        if self.ended_at:
            return "ended"
        if self.ends < day:
            return "over"
        return "planned" if self.starts > day else "active"
