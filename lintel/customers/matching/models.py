"""Who a customer is to the ledger, and who may see customers by name."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lintel.people.access import may_read


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Reads of anchors."""

    def visible_to(self, user: Any) -> "CustomerQuerySet":
        """Everybody with a role may speak about a customer; what they see of the person is a clearance's."""
        return self.all() if may_read(user) else self.none()


class Customer(models.Model):
    """A customer as the ledger, comments and decisions know one: the stable id and nothing personal.

    Made on first need; the millions of whom nobody has spoken exist in the warehouse only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_noted_at = models.DateTimeField(default=timezone.now)

    objects = CustomerQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["first_noted_at"]

    def __str__(self) -> str:
        return f"Customer …{str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        """The customer's page."""
        return f"/customers/{self.pk}/"


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    """Reads of clearances."""

    def visible_to(self, user: Any) -> "ClearanceQuerySet":
        """Everybody with a role may know who sees customers by name, and why."""
        return self.select_related("person", "given_by") if may_read(user) else self.none()

    def in_force(self, day: dt.date) -> "ClearanceQuerySet":
        """Those that count on a day."""
        return self.filter(starts__lte=day, ends__gte=day, ended_at=None)


class Clearance(models.Model):
    """One person may see identified customers for a reason, from a day to a day (both included)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clearances")
    reason = models.CharField("Reason", max_length=300)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="clearances_given"
    )
    starts = models.DateField("From")
    ends = models.DateField("Until")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["-ends", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="clearance_days_in_order"),
            models.CheckConstraint(
                condition=Q(given_by=None) | ~Q(given_by=F("person")), name="no_clearance_for_oneself"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="clearance_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts} to {self.ends}"

    def get_absolute_url(self) -> str:
        """The page with all clearances."""
        return reverse("matching:clearances")

    @property
    def state(self) -> str:
        """`ended`, `over`, `planned` or `active`; days are counted in UTC."""
        today = timezone.now().date()
        if self.ended_at:
            return "ended"
        if self.ends < today:
            return "over"
        return "planned" if self.starts > today else "active"
