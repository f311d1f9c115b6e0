"""Experiments: what is to be found out, how it will be judged, what was brought in, and what it taught."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run
from lintel.audit.sides import Side
from lintel.imports.models import Batch
from lintel.people.access import may_read
from lintel.people.models import User

SLUG = RegexValidator(
    r"^[a-z][a-z0-9_.-]*\Z", "Write the metric’s short name: small letters, digits, - and _."
)
COLUMN = RegexValidator(r'^[^"\\\x00-\x1f]*\Z', "A column’s name has no quotation marks or backslashes.")
PLAN, CONCLUSION = "agree to the plan of", "agree to the conclusion of"  # what the owners' signatures are for


class State(models.TextChoices):
    """Life of an experiment."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Ready"
    RUNNING = "running", "Running"
    ANALYSED = "analysed", "Analysed"
    DECIDED = "decided", "Decided"


TONES = {"draft": "quiet", "ready": "waiting", "running": "both", "analysed": "waiting", "decided": "good"}


class Kind(models.TextChoices):
    """What a metric is over the units."""

    PROPORTION = "proportion", "Share of units (yes or no)"
    MEAN = "mean", "Average per unit"
    RATIO = "ratio", "Ratio of two sums"


class Better(models.TextChoices):
    """Which way is good."""

    UP = "up", "More is better"
    DOWN = "down", "Less is better"


class Outcome(models.TextChoices):
    """What was decided."""

    SHIP = "ship", "Ship it"
    DROP = "drop", "Drop it"
    REPEAT = "repeat", "Repeat it"


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


class PartQuerySet(models.QuerySet[Any]):
    """Reads of what belongs to experiments."""

    def visible_to(self, user: Any) -> PartQuerySet:
        """Whoever sees the experiment."""
        return self.all() if may_read(user) else self.none()


class Variant(models.Model):
    """What some of the units get; the first is the control. `share` is its planned part of the units."""

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="variants")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("Variant", max_length=60)
    share = models.FloatField("Share", default=1, validators=[MinValueValidator(0.001)])

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["experiment", "name"], name="variant_name_once"),
            models.CheckConstraint(condition=Q(share__gt=0), name="variant_share_above_zero"),
        ]

    def __str__(self) -> str:
        return self.name

    def content(self) -> dict[str, Any]:
        """What an agreement covers."""
        return {"name": self.name, "share": str(self.share)}


class Measure(models.Model):
    """A metric of an experiment and the columns of the units in which it stands; the first is the primary
    one, the others guardrails that must not suffer by more than `margin`."""

    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField()
    metric = models.CharField("Metric", max_length=80, validators=[SLUG])
    kind = models.CharField("What it is", max_length=10, choices=Kind.choices, default=Kind.PROPORTION)
    value = models.CharField("Column", max_length=80, validators=[COLUMN])
    over = models.CharField("divided by", max_length=80, blank=True, validators=[COLUMN])
    before = models.CharField("Column before", max_length=80, blank=True, validators=[COLUMN])
    over_before = models.CharField("divided by, before", max_length=80, blank=True, validators=[COLUMN])
    better = models.CharField("Good", max_length=4, choices=Better.choices, default=Better.UP)
    margin = models.FloatField(
        "May suffer by", default=0, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["experiment", "metric"], name="measure_metric_once"),
            models.CheckConstraint(
                condition=Q(kind=Kind.RATIO) ^ Q(over=""),
                name="measure_ratio_has_two_columns",
                violation_error_message="A ratio has a column to divide by, and only a ratio has one.",
            ),
        ]

    def __str__(self) -> str:
        return self.metric

    @property
    def columns(self) -> list[str]:
        """The columns of the files in which it stands."""
        return [name for name in (self.value, self.over, self.before, self.over_before) if name]

    def content(self) -> dict[str, Any]:
        """What an agreement covers."""
        names = ("metric", "kind", "value", "over", "before", "over_before", "better")
        return {name: str(getattr(self, name)) for name in names} | {"margin": str(self.margin)}


class Load(models.Model):
    """A file of units that was brought in; undone ones are kept for the history."""

    experiment = models.ForeignKey(Experiment, models.PROTECT, related_name="loads")
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveBigIntegerField()
    columns = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.experiment}: {self.rows}"


class Analysis(models.Model):
    """What the figures said at a moment; `finding` is the engine's answer, `final` that of the ended
    trial."""

    experiment = models.ForeignKey(Experiment, models.PROTECT, related_name="analyses")
    run = models.OneToOneField(Run, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    snapshot = models.CharField(max_length=32)
    at = models.DateTimeField(default=timezone.now)
    final = models.BooleanField()
    units = models.PositiveBigIntegerField()
    verdict = models.CharField(max_length=12)
    sentence = models.TextField()
    finding = models.JSONField()

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "analyses"

    def __str__(self) -> str:
        return f"{self.experiment}: {self.verdict}"


class Conclusion(models.Model):
    """The decision and what was learnt, in words to which both owners agree."""

    experiment = models.OneToOneField(Experiment, models.PROTECT, related_name="conclusion")
    version = models.PositiveIntegerField(default=1)
    analysis = models.ForeignKey(Analysis, models.PROTECT, related_name="+")
    outcome = models.CharField("Decision", max_length=8, choices=Outcome.choices)
    decision = models.TextField("Why", max_length=4000, help_text="What will be done now, and why.")
    learning = models.TextField(
        "What it taught", max_length=4000, help_text="For those who will ask the same next year."
    )
    written_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="conclusion_outcome_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.experiment}"

    def content(self) -> dict[str, Any]:
        """What an agreement covers."""
        return {
            "experiment": self.experiment_id, "analysis": self.analysis_id, "outcome": str(self.outcome),
            "decision": self.decision, "learning": self.learning,
        }  # fmt: skip
