"""What the inventory lacks to put an estate to the test: how reliable an entry is, how much it bears, what an
hour of it is worth, and what is enough to keep it going."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.estate.inventory.models import Element, Kind
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address

MONEY = "EUR"  # the house's money, as costs in the inventory are noted
NOT_LESS = [MinValueValidator(Decimal(0))]
SHARE = [*NOT_LESS, MaxValueValidator(Decimal(100))]
FAILING = (Kind.TOUCHPOINT, Kind.CAPABILITY, Kind.SYSTEM, Kind.VENDOR, Kind.REGION, Kind.ENVIRONMENT)
CONTENT = (
    "availability", "over", "mttf", "mttr", "source", "promised", "capacity", "essential", "revenue",
    "customers", "worth_source", "worth_on", "enough", "degraded",
)  # fmt: skip
SERVES = "serves"  # in `enough`: of what serves it; any other word is that of needs that stand in for others


class Source(models.TextChoices):
    """Where a figure comes from."""

    MEASURED = "measured", "Measured"
    ESTIMATE = "estimate", "Estimated"


class Period(models.TextChoices):
    """Over which time an availability was measured or is meant."""

    MONTH = "month", "A month"
    QUARTER = "quarter", "A quarter"
    YEAR = "year", "A year"


class ResilienceQuerySet(models.QuerySet["Resilience"]):
    """Reads of these facts."""

    def visible_to(self, user: Any) -> ResilienceQuerySet:
        """Whoever reads the estate reads them."""
        return self.all() if may_read(user) else self.none()


class Resilience(models.Model):
    """What is said about one entry. Nothing said is an assumption, and named as one.

    Percentages are 0 to 100, times in hours, capacity in requests an hour, worth in an hour as usual.
    `enough` says by word how many of several needs are enough; `degraded` lists `{"keeps": 60, "while":
    [numbers]}`: while all of those work, it keeps that share although the rest of its needs is out.
    """

    element = models.OneToOneField(Element, models.CASCADE, related_name="resilience")
    availability = models.DecimalField(
        "Works, % of the time", max_digits=8, decimal_places=5, null=True, blank=True, validators=SHARE
    )
    over = models.CharField("Over", max_length=8, choices=Period.choices, blank=True)
    mttf = models.DecimalField(
        "Hours until it fails", max_digits=12, decimal_places=2, null=True, blank=True, validators=NOT_LESS
    )
    mttr = models.DecimalField(
        "Hours until it works again", max_digits=12, decimal_places=2, null=True, blank=True,
        validators=NOT_LESS,
    )  # fmt: skip
    source = models.CharField("Where the figure is from", max_length=8, choices=Source.choices, blank=True)
    promised = models.DecimalField(
        "Promised in the contract, % of the time", max_digits=8, decimal_places=5, null=True, blank=True,
        validators=SHARE,
    )  # fmt: skip
    capacity = models.DecimalField(
        "Bears, requests an hour", max_digits=14, decimal_places=2, null=True, blank=True,
        validators=NOT_LESS,
    )  # fmt: skip
    essential = models.BooleanField("Cannot be given up", default=False)
    revenue = models.DecimalField(
        "Revenue an hour", max_digits=14, decimal_places=2, null=True, blank=True, validators=NOT_LESS
    )
    customers = models.DecimalField(
        "Customers an hour", max_digits=14, decimal_places=2, null=True, blank=True, validators=NOT_LESS
    )
    worth_source = models.CharField("Where these two are from", max_length=200, blank=True)
    worth_on = models.DateField("As of", null=True, blank=True)
    enough = models.JSONField(default=dict, blank=True)
    degraded = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ResilienceQuerySet.as_manager()

    class Meta:
        ordering = ["element__name", "pk"]
        verbose_name = "facts about resilience"
        verbose_name_plural = "facts about resilience"
        constraints = [
            models.CheckConstraint(
                condition=Q(availability=None) | Q(mttf=None, mttr=None),
                name="resilience_said_one_way",
                violation_error_message="Say the share of time or the hours, not both.",
            ),
            models.CheckConstraint(
                condition=Q(mttf=None, mttr=None) | Q(mttf__gt=0, mttr__gte=0),
                name="resilience_hours_together",
                violation_error_message="Hours until it fails and until it works again belong together.",
            ),
            models.CheckConstraint(
                condition=Q(availability=None) | Q(availability__gte=0, availability__lte=100),
                name="resilience_availability_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(promised=None) | Q(promised__gte=0, promised__lte=100),
                name="resilience_promise_is_a_share",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Resilience of {self.element}"

    def get_absolute_url(self) -> str:
        """Where these facts are read and changed."""
        return address("stress:fact", self.element_id)
