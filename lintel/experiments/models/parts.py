"""What hangs on an experiment: its variants and measures, what was brought in, what came out of it."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.audit.models import Run
from lintel.experiments.models.experiment import Experiment
from lintel.experiments.models.words import COLUMN, SLUG, Better, Kind, Outcome
from lintel.imports.models import Batch
from lintel.people.access import may_read
from lintel.people.models import User


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
