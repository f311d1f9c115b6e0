"""One row for each proposal that was ever approved: when it was delivered, who looks when, and its end."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.sides import Office
from lintel.portfolio.outcomes.models.promise import Promise
from lintel.portfolio.outcomes.models.querysets import OutcomeQuerySet, SeenQuerySet
from lintel.portfolio.proposals.models import Proposal


def _person(label: str = "") -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=label
    )


class Outcome(models.Model):
    """What became of a proposal's promise. `promise` is that of the approval which stands or stood last.

    The day of delivery is the board's, unless one side declared another and the other side confirmed it.
    `due_on`, `found` and `measured_at` repeat what rows say, so that lists need not gather it.
    """

    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="result")
    promise = models.ForeignKey(Promise, models.PROTECT, related_name="+")
    declared_on = models.DateField("Delivered on", null=True, blank=True)
    declared_by = _person()
    declared_office = models.CharField(max_length=16, choices=Office.choices, blank=True)
    confirmed_by = _person()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField("Next look", null=True, blank=True)
    found = models.CharField("Found", max_length=10, blank=True)
    measured_at = models.DateTimeField("Measured", null=True, blank=True)
    closed_at = models.DateTimeField("Closed", null=True, blank=True)
    delivered_on: dt.date | None  # as `with_delivery` finds it

    objects = OutcomeQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["closed_at", "due_on"], name="outcome_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | Q(declared_on__isnull=False, declared_by__isnull=False) & ~Q(declared_by=F("confirmed_by")),
                name="delivery_confirmed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"Outcome of “{self.proposal}”"

    def get_absolute_url(self) -> str:
        """Promise and outcome of its proposal."""
        return reverse("outcomes:outcome", args=[self.proposal_id])

    @property
    def is_open(self) -> bool:
        """Both offices have not concluded yet."""
        return self.closed_at is None


class Cause(models.TextChoices):
    """Why it came otherwise than promised."""

    AS_PROMISED = "as_promised", "It came as promised"
    TOO_SURE = "too_sure", "The estimate was too hopeful"
    TOO_CAREFUL = "too_careful", "The estimate was too careful"
    LATE = "late", "It was delivered late"
    SCOPE = "scope", "Something else was built than planned"
    USE = "use", "It is used less than expected"
    OUTSIDE = "outside", "Something outside changed"
    UNKNOWN = "unknown", "Nobody knows"


class Review(models.Model):
    """A day on which somebody looks at what came. On it Lintel measures, and the owners are told."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="reviews")
    due_on = models.DateField("Day")
    person = _person("Who looks")
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = _person()
    cause = models.CharField("Why it came so", max_length=12, choices=Cause.choices, blank=True)
    words = models.TextField("What was seen, and why", max_length=4_000, blank=True)

    objects = SeenQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "due_on"],
                name="one_review_a_day",
                violation_error_message="There is a look on that day already.",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, cause="")
                | (Q(held_at__isnull=False, held_by__isnull=False, cause__in=Cause.values) & ~Q(words="")),
                name="review_held_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}, looked at on {self.due_on}"

    def get_absolute_url(self) -> str:
        """The days of review on the outcome's page."""
        return f"{self.outcome.get_absolute_url()}#reviews"

    @property
    def overdue(self) -> bool:
        """Nobody has looked, and the day is over."""
        return self.held_at is None and self.due_on < timezone.localdate()
