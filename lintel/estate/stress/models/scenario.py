"""What may happen: saved storms, and what came of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from lintel.audit.models import Run
from lintel.estate.inventory.models import Element
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.addresses import address

MOST_TRAFFIC, MOST_SAVING = Decimal(1000), Decimal(90)


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    """Reads of scenarios."""

    def visible_to(self, user: Any) -> ScenarioQuerySet:
        """Whoever reads the estate reads what may happen to it."""
        return self.all() if may_read(user) else self.none()

    def with_parts(self) -> ScenarioQuerySet:
        """What is out and broken into comes along, and `tested_at`, when it was last put to the test."""
        last = Trial.objects.filter(scenario=OuterRef("pk")).exclude(done_at=None).order_by("-done_at")
        return self.prefetch_related("out", "broken_into").annotate(
            tested_at=Subquery(last.values("done_at")[:1]), last_trial=Subquery(last.values("pk")[:1])
        )


class Scenario(models.Model):
    """A storm, or several at once: what is out, traffic times so much, a budget cut, what is broken into."""

    commentable = True

    title = models.CharField("Scenario", max_length=120, unique=True)
    why = models.TextField("Why it matters", max_length=2000, blank=True)
    out = models.ManyToManyField(Element, blank=True, related_name="+", verbose_name="Is out")
    surge = models.DecimalField(
        "Traffic times", max_digits=6, decimal_places=2, default=Decimal(1),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(MOST_TRAFFIC)],
    )  # fmt: skip
    saving = models.DecimalField(
        "Budget cut, %", max_digits=4, decimal_places=1, default=Decimal(0),
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(MOST_SAVING)],
    )  # fmt: skip
    broken_into = models.ManyToManyField(Element, blank=True, related_name="+", verbose_name="Is broken into")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="scenario_has_a_title"),
            models.CheckConstraint(
                condition=Q(surge__gte=0, surge__lte=MOST_TRAFFIC, saving__gte=0, saving__lte=MOST_SAVING),
                name="scenario_within_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The scenario's page."""
        return address("stress:scenario", self.pk)


class TrialQuerySet(models.QuerySet["Trial"]):
    """Reads of stress tests."""

    def visible_to(self, user: Any) -> TrialQuerySet:
        """Whoever reads the estate reads what a storm does to it."""
        return self.all() if may_read(user) else self.none()

    def slim(self) -> TrialQuerySet:
        """Without the long result."""
        return self.defer("result")


class Trial(models.Model):
    """One stress test: what was asked, over which estate, and what came out. Never changed afterwards.

    `storm` is the scenario as it was then, by numbers of entries; `change` a planned change, if the test
    compares; `other_day` another day to compare with. `inputs_hash` is that of everything that went in.
    """

    commentable = True

    title = models.CharField("Stress test", max_length=160)
    scenario = models.ForeignKey(Scenario, models.SET_NULL, null=True, blank=True, related_name="trials")
    storm = models.JSONField(default=dict)
    day = models.DateField("The estate of")
    other_day = models.DateField("Compared with", null=True, blank=True)
    change = models.JSONField(default=dict, blank=True)
    run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True, related_name="+")
    result = models.JSONField(default=dict, blank=True)
    inputs_hash = models.CharField(max_length=64, blank=True)
    sentence = models.CharField("What customers notice", max_length=300, blank=True)
    lost = models.FloatField("Revenue lost an hour, at once", null=True, blank=True)
    ordered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ordered_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "stress test"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where its result stands."""
        return address("stress:trial", self.pk)

    @property
    def compares(self) -> bool:
        """Whether it looks at two estates."""
        return bool(self.change) or self.other_day is not None
