"""What is expected of each dataset, and what was found at each check."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run
from lintel.people.access import may_read
from lintel.people.models import User


class Grade(models.TextChoices):
    """How far what was found is from what is expected."""

    GOOD = "good", "As expected"
    WARNING = "warning", "Look at it"
    BAD = "bad", "Do not rely on it"


TONES = {Grade.GOOD: "good", Grade.WARNING: "warning", Grade.BAD: "bad"}


class ExpectationQuerySet(models.QuerySet["Expectation"]):
    """Reads of expectations."""

    def visible_to(self, user: Any) -> "ExpectationQuerySet":
        """Everybody with a role; a stranger sees none."""
        return self.select_related("changed_by") if may_read(user) else self.none()


class Expectation(models.Model):
    """What is expected of one dataset where its shape alone does not say it. `nothing` means unchecked.

    `nulls` maps a column to the largest share of empty values in percent; `keys` lists groups of columns
    that no two rows have in common.
    """

    dataset = models.CharField(max_length=80, unique=True)
    oldest_hours = models.PositiveIntegerField("Newest state not older than, hours", null=True, blank=True)
    fewest_rows = models.PositiveBigIntegerField("At least so many rows", null=True, blank=True)
    most_change = models.PositiveSmallIntegerField("Rows change by at most, percent", null=True, blank=True)
    nulls = models.JSONField(default=dict)
    keys = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = ExpectationQuerySet.as_manager()

    class Meta:
        ordering = ["dataset"]

    def __str__(self) -> str:
        return self.dataset

    def get_absolute_url(self) -> str:
        """The page of the dataset's quality."""
        return reverse("quality:dataset", args=[self.dataset])


class CheckQuerySet(models.QuerySet["Check"]):
    """Reads of checks."""

    def visible_to(self, user: Any) -> "CheckQuerySet":
        """Everybody with a role; a stranger sees none."""
        return self.all() if may_read(user) else self.none()

    def newest(self) -> "CheckQuerySet":
        """The last check of each dataset."""
        last = models.Subquery(
            Check.objects.filter(dataset=models.OuterRef("dataset")).order_by("-pk").values("pk")[:1]
        )
        return self.filter(pk=last)


class Check(models.Model):
    """One look at one state of a dataset. `findings` are `{check, column, grade, says}`; the worst counts."""

    dataset = models.CharField(max_length=80)
    snapshot = models.CharField(max_length=32)  # the key of the state that was looked at
    published_at = models.DateTimeField()
    rows = models.PositiveBigIntegerField()
    grade = models.CharField(max_length=8, choices=Grade.choices)
    findings = models.JSONField(default=list)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(grade__in=Grade.values), name="check_grade_known")]
        indexes = [models.Index(fields=["dataset", "-id"], name="check_latest")]

    def __str__(self) -> str:
        return f"{self.dataset}: {self.get_grade_display()}"

    def get_absolute_url(self) -> str:
        """The page of the dataset's quality."""
        return reverse("quality:dataset", args=[self.dataset])

    @property
    def tone(self) -> str:
        """The colour of its grade."""
        return TONES[Grade(self.grade)]

    @property
    def concerns(self) -> list[dict[str, Any]]:
        """What is not as expected, worst first."""
        order = [Grade.BAD, Grade.WARNING]
        found = [one for one in self.findings if one["grade"] != Grade.GOOD]
        return sorted(found, key=lambda one: order.index(one["grade"]))
