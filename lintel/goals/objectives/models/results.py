"""Key results, what was measured of them, and how sure the owners are.

What a key result has reached is a measurement or a reason, never a figure typed in.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.goals.objectives.models.goal import Goal
from lintel.goals.objectives.querysets import CheckInQuerySet, KeyResultQuerySet, OfGoalQuerySet
from lintel.goals.objectives.wording import Direction
from lintel.people.models import User
from lintel.ui.addresses import address


class KeyResult(models.Model):
    """A metric that shows whether the goal is reached: from a baseline to a target, by a date."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="results")
    name = models.CharField("Key result", max_length=200)
    metric = models.CharField("Metric", max_length=80)
    # The agreed meaning that the wording was put to; empty while both offices had signed none.
    metric_version = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField("Direction", max_length=4, choices=Direction.choices)
    baseline = models.DecimalField("Baseline", max_digits=20, decimal_places=6)
    target = models.DecimalField("Target", max_digits=20, decimal_places=6)
    starts_on = models.DateField("From")
    ends_on = models.DateField("Until")
    weight = models.DecimalField("Weight", max_digits=6, decimal_places=2, default=1)
    measured = models.ForeignKey("Measurement", models.SET_NULL, null=True, related_name="+")
    # Taken out of the wording; what was measured of it stays readable.
    removed_at = models.DateTimeField(null=True)

    objects = KeyResultQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="key_result_has_a_name"),
            models.CheckConstraint(condition=~Q(metric=""), name="key_result_has_a_metric"),
            models.CheckConstraint(
                condition=Q(direction=Direction.UP, target__gt=F("baseline"))
                | Q(direction=Direction.DOWN, target__lt=F("baseline")),
                name="key_result_moves_its_way",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="key_result_weighs_something"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="key_result_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["metric", "direction"], name="key_result_of_metric")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it stands on its goal's page."""
        return f"{address('objectives:goal', self.goal_id)}#result-{self.pk}"

    def content(self) -> dict[str, Any]:
        """What an owner's word covers of it."""
        names = ("name", "metric", "metric_version", "direction", "starts_on", "ends_on")
        numbers = ("baseline", "target", "weight")
        return {
            **{name: getattr(self, name) for name in names},
            **{name: f"{getattr(self, name).normalize():f}" for name in numbers},
        }


class Measurement(models.Model):
    """What a key result's metric said at a moment, or why it said nothing. Never typed in.

    Baseline, target and weight of that moment are kept, so that a later edit does not change the past.
    `goal` repeats the key result's, for the history of scores; all key results of a goal share one `at`.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="measurements")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="measurements")
    at = models.DateTimeField()
    as_of = models.DateField(null=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    why_not = models.CharField(max_length=300, blank=True)
    metric_version = models.PositiveIntegerField(null=True)
    baseline = models.DecimalField(max_digits=20, decimal_places=6)
    target = models.DecimalField(max_digits=20, decimal_places=6)
    weight = models.DecimalField(max_digits=6, decimal_places=2)

    objects = OfGoalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, as_of__isnull=False, why_not="")
                | Q(value=None) & ~Q(why_not=""),
                name="key_result_measured_or_says_why_not",
            ),
        ]
        indexes = [
            models.Index(fields=["key_result", "-id"], name="key_result_measured"),
            models.Index(fields=["goal", "-at"], name="goal_measured"),
        ]

    def __str__(self) -> str:
        return f"{self.value if self.value is not None else self.why_not}"

    def get_absolute_url(self) -> str:
        """Where the measurements of its goal stand."""
        return f"{address('objectives:goal', self.goal_id)}#results"


class CheckIn(models.Model):
    """How sure an owner is, from 1 to 10, that the goal will be reached, and why. Never changed later."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="checkins")
    office = models.CharField(max_length=10, choices=Office.choices)
    confidence = models.PositiveSmallIntegerField("Confidence")
    note = models.TextField("What makes you say so?", max_length=5_000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__gte=1, confidence__lte=10), name="confidence_from_1_to_10"
            ),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="check_in_office_known"),
        ]
        indexes = [models.Index(fields=["goal", "-id"], name="goal_checked_in")]

    def __str__(self) -> str:
        return f"{self.confidence} of 10"

    def get_absolute_url(self) -> str:
        """Where the check-ins of its goal stand."""
        return f"{address('objectives:goal', self.goal_id)}#check-ins"

    @property
    def on(self) -> dt.date:
        """The day it was said, on the reader's clock."""
        return timezone.localtime(self.at).date()
