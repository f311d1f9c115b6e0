"""Metrics with their versions and disputes, and the semantic model that they stand on."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.models import User
from lintel.ui.components import Turn, Word

SLUG = RegexValidator(
    r"^[a-z][a-z0-9_]{0,59}\Z", "Use small letters, digits and underscores, such as net_revenue."
)
AGREE = "agree"  # the purpose of the two signatures on a metric


class State(models.TextChoices):
    """Life of a metric."""

    DRAFT = "draft", "Draft"
    REVIEW = "review", "In review"
    DISPUTED = "disputed", "Disputed"
    AGREED = "agreed", "Agreed"
    DEPRECATED = "deprecated", "No longer used"


TONES = {
    State.DRAFT: "quiet",
    State.REVIEW: "waiting",
    State.DISPUTED: "bad",
    State.AGREED: "good",
    State.DEPRECATED: "neutral",
}


class Better(models.TextChoices):
    """In which direction a figure gets better."""

    UP = "up", "More is better"
    DOWN = "down", "Less is better"
    NEITHER = "", "Neither"


class Awaits(models.TextChoices):
    """Whose key is missing."""

    NOBODY = "", "Nobody"
    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"
    BOTH = "both", "Both"


class SemanticModelQuerySet(models.QuerySet["SemanticModel"]):
    """Reads of the model."""

    def visible_to(self, user: Any) -> "SemanticModelQuerySet":
        """Everybody with a role reads what figures are made of."""
        return self.all() if may_read(user) else self.none()


class SemanticModel(models.Model):
    """Datasets, relationships and calendar of the warehouse, in the metrics engine's own structure."""

    name = models.CharField(max_length=60, unique=True)
    body = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = SemanticModelQuerySet.as_manager()
    commentable = True

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that shows what is there to be asked about."""
        return reverse("definitions:model")


class SemanticModelVersion(models.Model):
    """What the model was at one time."""

    model = models.ForeignKey(SemanticModel, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["model", "number"], name="model_version_once")]

    def __str__(self) -> str:
        return f"{self.model}, version {self.number}"


class MetricQuerySet(models.QuerySet["Metric"]):
    """Reads of metrics."""

    def visible_to(self, user: Any) -> "MetricQuerySet":
        """Everybody with a role knows what is measured; the figures are the guards' to give."""
        return self.all() if may_read(user) else self.none()

    def in_use(self) -> "MetricQuerySet":
        """Those that can be asked for."""
        return self.exclude(state=State.DEPRECATED)

    def awaiting_signature_of(self, office: str) -> "MetricQuerySet":
        """Those that wait for this office's key."""
        return self.filter(awaits__in=[office, Awaits.BOTH])

    def with_owners(self) -> "MetricQuerySet":
        """With both owners, as lists need them."""
        return self.select_related("marketing_owner", "it_owner")


class Metric(models.Model):
    """A figure and what it means. `definition` is the metric as the engine takes it; label, kind, unit and
    direction repeat it for lists. `foundation` holds what it stands on in the model and in other metrics, so
    that a signature covers that too. Every edit raises the version, and signatures fall away by themselves.
    """

    slug = models.CharField("Name in formulas", max_length=60, unique=True, validators=[SLUG])
    label = models.CharField("Name", max_length=120)
    description = models.TextField("What it says", max_length=2000, blank=True)
    kind = models.CharField(max_length=20)
    unit = models.CharField("Unit", max_length=40, blank=True)
    better = models.CharField(
        "Which way is better", max_length=4, choices=Better.choices, default=Better.NEITHER, blank=True
    )
    definition = models.JSONField()
    foundation = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT, db_index=True)
    awaits = models.CharField(max_length=12, choices=Awaits.choices, default=Awaits.NOBODY, blank=True)
    marketing_owner = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Owner in marketing",
    )
    it_owner = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Owner in IT"
    )
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True)

    objects = MetricQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["label", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="metric_state_known"),
            models.CheckConstraint(condition=Q(better__in=Better.values), name="metric_better_known"),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="metric_awaits_known"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        """The metric's page."""
        return reverse("definitions:metric", args=[self.slug])

    def content(self) -> dict[str, Any]:
        """What a signature covers."""
        return {"slug": self.slug, "definition": self.definition, "foundation": self.foundation}

    @property
    def agreed(self) -> bool:
        """Both offices signed the present version."""
        return self.state == State.AGREED

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES[State(self.state)]

    @property
    def turn(self) -> Turn:
        """Whose turn it is."""
        if self.state == State.AGREED:
            return Turn(Word.GIVEN, Word.GIVEN, "Agreed by both")
        if self.state in {State.DRAFT, State.DEPRECATED}:
            return Turn(Word.NOT_NEEDED, Word.NOT_NEEDED, self.get_state_display())
        return Turn.awaiting(self.awaits, "Disputed" if self.state == State.DISPUTED else "")


class MetricVersion(models.Model):
    """What a metric was at one time; answers name the number they were computed with."""

    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    content_hash = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["metric", "number"], name="metric_version_once")]

    def __str__(self) -> str:
        return f"{self.metric}, version {self.number}"


class Dispute(models.Model):
    """Why somebody does not agree with a version; open until they take it back or a new version answers
    it."""

    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, related_name="disputes")
    version = models.PositiveIntegerField()
    text = models.TextField("What is wrong", max_length=2000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.by} on {self.metric}"
