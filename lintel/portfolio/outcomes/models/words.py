"""What people say about an outcome, and the words for what was found."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.portfolio.outcomes.models.outcome import Outcome
from lintel.portfolio.outcomes.models.promise import PromisedBenefit
from lintel.portfolio.outcomes.models.querysets import SeenQuerySet

STATE, CONCLUDE = "accept the statement about", "conclude"  # what signatures are for


class Found(models.TextChoices):
    """What a measurement came to beside the promise."""

    KEPT = "kept", "As promised"
    MORE = "more", "More than promised"
    LESS = "less", "Less than promised"
    UNCLEAR = "unclear", "Cannot be told from noise"
    BETTER = "better", "Better; not in money"
    WORSE = "worse", "Worse than before"
    MOVED = "moved", "Changed; nobody said which way is better"
    NOT_YET = "not_yet", "Cannot be measured yet"


FOUND_TONES = {
    "kept": "good", "more": "good", "less": "warning", "unclear": "neutral", "better": "good",
    "worse": "bad", "moved": "neutral", "not_yet": "waiting",
}  # fmt: skip


class Extent(models.TextChoices):
    """How far a benefit without a metric came, as an owner states it."""

    FULL = "full", "It came as promised"
    PARTLY = "partly", "It came in part"
    NOT = "not", "It did not come"


class Statement(models.Model):
    """An owner's word on a benefit that no metric shows, with its evidence. No amount: what was not measured
    is not money. Written anew it is another version, which the other side has to accept again."""

    benefit = models.OneToOneField(PromisedBenefit, models.CASCADE, related_name="statement")
    extent = models.CharField("How far did it come?", max_length=6, choices=Extent.choices)
    words = models.TextField("What shows it", max_length=2_000)
    link = models.URLField("Link to the evidence", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = SeenQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="statement_has_evidence"),
            models.CheckConstraint(condition=Q(extent__in=Extent.values), name="statement_extent_known"),
        ]

    def __str__(self) -> str:
        return f"Statement about “{self.benefit}”"

    def get_absolute_url(self) -> str:
        """The benefit's place on the page."""
        return self.benefit.get_absolute_url()

    def content(self) -> dict[str, Any]:
        """What both sides accept."""
        return {name: getattr(self, name) for name in ("benefit_id", "extent", "words", "link")}


class Verdict(models.TextChoices):
    """What both offices draw from it."""

    KEEP = "keep", "Keep it as it is"
    CHANGE = "change", "Keep it, and change something"
    STOP = "stop", "Stop it"


class OutcomeNote(models.Model):
    """What was promised, what came, what was learned, and what follows. It closes the matter once both
    offices have signed exactly these words over exactly these figures."""

    outcome = models.OneToOneField(Outcome, models.CASCADE, related_name="note")
    promised = models.TextField("What we promised", max_length=4_000)
    got = models.TextField("What we got", max_length=4_000)
    learned = models.TextField("What we learned", max_length=4_000)
    verdict = models.CharField("What follows", max_length=6, choices=Verdict.choices)
    figures = models.JSONField(default=dict)  # the measurements and statements that it rests on
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = SeenQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        verbose_name = "outcome note"
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="outcome_verdict_known"),
            models.CheckConstraint(
                condition=~Q(promised="") & ~Q(got="") & ~Q(learned=""), name="outcome_note_complete"
            ),
        ]

    def __str__(self) -> str:
        return f"Outcome of “{self.outcome.proposal}”"

    def get_absolute_url(self) -> str:
        """The note on the outcome's page."""
        return f"{self.outcome.get_absolute_url()}#note"

    def content(self) -> dict[str, Any]:
        """What both offices sign."""
        names = ("outcome_id", "promised", "got", "learned", "verdict", "figures")
        return {name: getattr(self, name) for name in names}
