"""An experiment and its plan."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.sides import Side
from lintel.experiments.models.words import TONES, Outcome, State
from lintel.people.access import may_read
from lintel.people.models import User


class ExperimentQuerySet(models.QuerySet["Experiment"]):
    """Reads of experiments."""

    def visible_to(self, user: Any) -> ExperimentQuerySet:
        """Both offices see the same: everyone with a role reads every experiment."""
        return self.all() if may_read(user) else self.none()

    def with_owners(self) -> ExperimentQuerySet:
        """Owners come along, as lists need them."""
        return self.select_related("marketing_owner", "it_owner")

    def with_plan(self) -> ExperimentQuerySet:
        """With variants and metrics."""
        return self.with_owners().prefetch_related("variants", "measures")

    def owned_by(self, user: Any) -> ExperimentQuerySet:
        """Those that this person owns for either side."""
        return self.filter(Q(marketing_owner=user) | Q(it_owner=user))

    def decided(self) -> ExperimentQuerySet:
        """Those that taught something."""
        return self.filter(state=State.DECIDED)


class Experiment(models.Model):
    """A hypothesis with the plan by which it will be judged. Every edit raises `version`, so that agreements
    to an earlier plan no longer count; from its start on the plan stands still."""

    commentable = True

    title = models.CharField("Title", max_length=200)
    change = models.TextField(
        "If we …", max_length=2000, help_text="The change, so that anybody could make it."
    )
    expected = models.TextField("then …", max_length=2000, help_text="What will be seen in the metric.")
    reason = models.TextField("because …", max_length=2000, help_text="Why we believe that.")
    unit = models.CharField(
        "Unit",
        max_length=60,
        default="customer",
        help_text="What is given a variant: customer, visitor, store.",
    )
    marketing_owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Owner in marketing"
    )
    it_owner = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Owner in IT"
    )
    baseline = models.FloatField(
        "Value today", null=True, blank=True, help_text="Of the first metric: 0.04 for 4 %, or an average."
    )
    deviation = models.FloatField(
        "Standard deviation", null=True, blank=True, help_text="Of an average or ratio; empty for a share."
    )
    worth_finding = models.FloatField(
        "Smallest difference worth finding", null=True, blank=True,
        help_text="In the metric’s own unit: 0.005 for half a point.",
    )  # fmt: skip
    alpha = models.FloatField(
        "Rate of false alarms", default=0.05, validators=[MinValueValidator(0.001), MaxValueValidator(0.2)]
    )
    power = models.FloatField(
        "Chance to find it", default=0.8, validators=[MinValueValidator(0.5), MaxValueValidator(0.99)]
    )
    starts_on = models.DateField("Starts", null=True, blank=True)
    ends_on = models.DateField("Ends", null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=12, blank=True)
    verdict_text = models.TextField(blank=True)
    outcome = models.CharField("Decision", max_length=8, choices=Outcome.choices, blank=True)
    learning = models.TextField("What it taught", blank=True)

    objects = ExperimentQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="experiment_state_known"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="experiment_dates_in_order",
                violation_error_message="The end lies before the start: change one of the two dates.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DECIDED) ^ Q(outcome=""), name="experiment_decided_has_outcome"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The experiment's page."""
        return reverse("experiments:experiment", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether the plan may still be changed."""
        return self.state in (State.DRAFT, State.READY)

    @property
    def tone(self) -> str:
        """How the state is coloured."""
        return TONES[self.state]

    def owner(self, side: str) -> User | None:
        """Who owns it on a side."""
        return self.marketing_owner if side == Side.MARKETING else self.it_owner

    def content(self) -> dict[str, Any]:
        """What the owners agree to before anything is measured."""
        fields = {name: getattr(self, name) for name in PLAN_FIELDS}
        fields |= {name: None if fields[name] is None else str(fields[name]) for name in REAL_FIELDS}
        return fields | {
            "variants": [row.content() for row in self.variants.all()],
            "measures": [row.content() for row in self.measures.all()],
        }


REAL_FIELDS = ("baseline", "deviation", "worth_finding", "alpha", "power")
PLAN_FIELDS = (
    *("title", "change", "expected", "reason", "unit", "marketing_owner_id", "it_owner_id"),
    *REAL_FIELDS,
    *("starts_on", "ends_on"),
)
