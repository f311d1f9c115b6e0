"""A roadmap's frame, and what limits its plans: days and money."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.people.models import Specialty, User
from lintel.portfolio.proposals.models.proposal import CURRENCY
from lintel.portfolio.roadmaps import calendar
from lintel.portfolio.roadmaps.querysets import RoadmapQuerySet
from lintel.ui.addresses import address

MOST_PERIODS = 24


class Unit(models.TextChoices):
    """How long a period is."""

    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"


def _share(label: str, default: int, help_text: str) -> Any:
    return models.DecimalField(
        label, max_digits=4, decimal_places=1, default=Decimal(default), help_text=help_text,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(90))],
    )  # fmt: skip


def _weight(label: str) -> Any:
    return models.DecimalField(
        label, max_digits=4, decimal_places=2, default=Decimal(1),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(10))],
    )  # fmt: skip


class Roadmap(models.Model):
    """One stretch of time to be planned, with what limits it. `step` counts every change of its inputs."""

    commentable = True

    title = models.CharField("Title", max_length=200)
    starts_on = models.DateField("First day", help_text="The first of a month.")
    unit = models.CharField("A period is a", max_length=8, choices=Unit.choices, default=Unit.QUARTER)
    length = models.PositiveSmallIntegerField(
        "Periods", default=4, validators=[MinValueValidator(1), MaxValueValidator(MOST_PERIODS)]
    )
    currency = models.CharField("Currency", max_length=3, default="EUR", validators=[CURRENCY])
    buffer = _share("Kept free", 20, "Per cent of every specialty’s days that no plan fills.")
    discount = _share("Less for what comes later", 8, "Per cent a year by which later worth counts less.")
    weight_marketing = _weight("Weight of marketing’s worth")
    weight_it = _weight("Weight of IT’s worth")
    step = models.PositiveIntegerField(default=0)
    published = models.ForeignKey("roadmaps.Plan", models.PROTECT, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="roadmap_has_title"),
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="roadmap_unit_known"),
            models.CheckConstraint(
                condition=Q(length__gte=1, length__lte=MOST_PERIODS), name="roadmap_length_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__day=1),
                name="roadmap_starts_a_month",
                violation_error_message="Begin on the first day of a month.",
            ),
            models.CheckConstraint(
                condition=Q(weight_marketing__gt=0) | Q(weight_it__gt=0),
                name="roadmap_weighs_somebody",
                violation_error_message="At least one side’s worth has to count.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The roadmap's page."""
        return address("roadmaps:roadmap", self.pk)

    @property
    def period_names(self) -> list[str]:
        """`Q1 2027` and so on."""
        return [calendar.name_of(self.starts_on, self.unit, number) for number in range(self.length)]

    @property
    def ends_on(self) -> dt.date:
        """The last day."""
        return calendar.start_of(self.starts_on, self.unit, self.length) - dt.timedelta(days=1)

    def day_of(self, period: int) -> dt.date:
        """The first day of a period."""
        return calendar.start_of(self.starts_on, self.unit, period)


class Capacity(models.Model):
    """Person-days that a specialty can give, one number for each period."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="capacities")
    specialty = models.ForeignKey(Specialty, models.PROTECT, related_name="+")
    days = models.JSONField()

    class Meta:
        ordering = ["specialty__side", "specialty__name"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "specialty"], name="one_capacity_per_specialty")
        ]

    def __str__(self) -> str:
        return f"{self.specialty}: {self.days}"


class Scope(models.TextChoices):
    """Over what a budget runs."""

    HORIZON = "horizon", "The whole time"
    PERIOD = "period", "Each period by itself"


class Budget(models.Model):
    """Money for one-off costs: one amount for the whole time, or one for each period."""

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="budgets")
    name = models.CharField("Budget", max_length=120)
    scope = models.CharField("Runs over", max_length=8, choices=Scope.choices, default=Scope.HORIZON)
    amounts = models.JSONField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["roadmap", "name"],
                name="one_budget_per_name",
                violation_error_message="A budget of this name is there already.",
            ),
            models.CheckConstraint(condition=Q(scope__in=Scope.values), name="roadmap_budget_scope_known"),
        ]

    def __str__(self) -> str:
        return self.name
