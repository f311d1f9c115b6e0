"""What an hour of a touchpoint is worth by a metric that both offices signed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.estate.inventory.models import Element
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address


class Measure(models.TextChoices):
    """What an hour brings."""

    REVENUE = "revenue", "Revenue an hour"
    CUSTOMERS = "customers", "Customers an hour"


class WorthQuerySet(models.QuerySet["Worth"]):
    """Reads of bound worths."""

    def visible_to(self, user: Any) -> WorthQuerySet:
        """Whoever reads the estate reads them; they are measured as whoever may see least sees them."""
        return self.all() if may_read(user) else self.none()


class Worth(models.Model):
    """A touchpoint's worth bound to a metric, perhaps to the part of it where `field` is `part`, and what it
    said last: a value over some days, or why there is none. Never typed in."""

    element = models.ForeignKey(Element, models.CASCADE, related_name="worths")
    measure = models.CharField("What it brings", max_length=9, choices=Measure.choices)
    metric = models.CharField("Metric", max_length=60)
    label = models.CharField("Name of the metric", max_length=120)
    field = models.CharField("Only where", max_length=120, blank=True)
    field_label = models.CharField("Name of the field", max_length=200, blank=True)
    part = models.CharField("is", max_length=200, blank=True)
    value = models.DecimalField("An hour", max_digits=16, decimal_places=4, null=True, blank=True)
    first_on = models.DateField("From", null=True, blank=True)
    last_on = models.DateField("To", null=True, blank=True)
    metric_version = models.PositiveIntegerField(null=True, blank=True)
    why_not = models.CharField("Why there is no value", max_length=300, blank=True)
    measured_at = models.DateTimeField("Measured", default=timezone.now)
    bound_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = WorthQuerySet.as_manager()

    class Meta:
        ordering = ["element__name", "element_id", "-measure"]
        verbose_name = "worth by a metric"
        constraints = [
            models.UniqueConstraint(fields=["element", "measure"], name="worth_once_a_measure"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="worth_measure_known"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, first_on__isnull=False, last_on__isnull=False, why_not="")
                | Q(value=None) & ~Q(why_not=""),
                name="worth_measured_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(field="", part="") | ~Q(field="") & ~Q(part=""), name="worth_part_is_whole"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_measure_display()} of {self.element}"

    def get_absolute_url(self) -> str:
        """Where it is read and changed."""
        return f"{address('stress:fact', self.element_id)}#worth"

    @property
    def days(self) -> int:
        """Over how many days it was measured."""
        if self.first_on is None or self.last_on is None:
            return 0
        return (self.last_on - self.first_on + dt.timedelta(days=1)).days
