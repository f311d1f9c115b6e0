"""What was said about an expectation, by whom and in which wording, and what was measured.

Nobody speaks for both sides of one expectation: the constraint on `Speaker` refuses it.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from lintel.audit.sides import Office
from lintel.charter.expectations.models.expectation import Expectation
from lintel.charter.expectations.models.words import StepKind, Worded
from lintel.people.models import User
from lintel.ui.addresses import address


class OfExpectationQuerySet(models.QuerySet[Any]):
    """Reads of what hangs on expectations."""

    def visible_to(self, user: Any) -> "OfExpectationQuerySet":
        """Those of visible expectations."""
        return self.filter(expectation__in=Expectation.objects.visible_to(user))


class Wording(Worded):
    """One wording that was laid on the table, kept as it was said; an acceptance is of exactly one."""

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="wordings")
    version = models.PositiveIntegerField()
    office = models.CharField(max_length=16, choices=Office.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    content_hash = models.CharField(max_length=64)

    objects = OfExpectationQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["expectation", "version"], name="one_expectation_wording_per_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({Office(self.office).label}, wording {self.version})"

    def get_absolute_url(self) -> str:
        """Where it stands on its expectation's page."""
        return f"{address('expectations:expectation', self.expectation_id)}#wording-{self.version}"


class Speaker(models.Model):
    """Somebody who has spoken in one conversation, and for which office: one, for good."""

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="speakers")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=16, choices=Office.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["expectation", "person"], name="nobody_speaks_for_both_sides"),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="speaker_office"),
        ]

    def __str__(self) -> str:
        return f"{self.person} for the {Office(self.office).label}"


class Step(models.Model):
    """One thing said in the conversation; never changed afterwards."""

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=StepKind.choices)
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="steps")
    on_behalf_of = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()
    text = models.TextField(max_length=10_000, blank=True)
    answer_by = models.DateField(null=True)
    at = models.DateTimeField()

    objects = OfExpectationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["expectation", "number"], name="one_step_at_a_time"),
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="step_kind_known"),
            models.CheckConstraint(
                condition=~Q(
                    kind__in=[
                        StepKind.COUNTER,
                        StepKind.DECLINE,
                        StepKind.MISSING,
                        StepKind.RENEGOTIATE,
                        StepKind.REVOKE,
                    ]
                )
                | ~Q(text=""),
                name="step_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind=StepKind.PROMISE) | Q(answer_by__isnull=False), name="promise_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.expectation_id}"


class Measurement(models.Model):
    """What an accepted expectation's metric said at a moment, or why it said nothing. Never typed in."""

    expectation = models.ForeignKey(Expectation, on_delete=models.PROTECT, related_name="measurements")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    as_of = models.DateField(null=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    met = models.BooleanField(null=True)
    why_not = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, met__isnull=False, as_of__isnull=False, why_not="")
                | (Q(value=None, met=None) & ~Q(why_not="")),
                name="measured_or_says_why_not",
            ),
        ]
        indexes = [models.Index(fields=["expectation", "-id"], name="measurement_of")]

    def __str__(self) -> str:
        return f"{self.value if self.value is not None else self.why_not}"

    def get_absolute_url(self) -> str:
        """Where the measurements of its expectation stand."""
        return f"{reverse('expectations:expectation', args=[self.expectation_id])}#measured"
