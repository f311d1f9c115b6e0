"""Rules of survivorship that differ from the usual ones, and values that people wrote over."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from lintel.customers.matching.models import Customer
from lintel.people.access import may_read


class SurvivorshipRule(models.Model):
    """In which order strategies decide about one field; a field without a row follows the usual rule."""

    field = models.CharField(max_length=40, unique=True)
    strategies = models.JSONField()
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["field"]

    def __str__(self) -> str:
        return f"Survivorship of {self.field}"


class OverrideQuerySet(models.QuerySet["Override"]):
    """Reads of overrides."""

    def visible_to(self, user: Any) -> "OverrideQuerySet":
        """Everybody with a role may know that a value was written over; the value is a clearance's."""
        return self.all() if may_read(user) else self.none()

    def standing(self) -> "OverrideQuerySet":
        """Those that count, in the order in which they were said."""
        return self.filter(taken_back_at=None).order_by("pk")


class Override(models.Model):
    """Somebody knows better than every source: the value that counts, and why. Empty: nothing is known.

    It hangs on the customer id of its day; the query that builds golden records follows ids that were merged.
    """

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="overrides")
    attribute = models.CharField(max_length=40)
    value = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "attribute"],
                condition=models.Q(taken_back_at=None),
                name="one_standing_override_of_a_value",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="override_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.attribute} of {self.customer}"

    def get_absolute_url(self) -> str:
        """The customer's page."""
        return self.customer.get_absolute_url()
