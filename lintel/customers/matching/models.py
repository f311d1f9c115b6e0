"""Who a customer is to the ledger, who may see customers by name, what people decided, what was matched."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run
from lintel.people.access import may_read


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Reads of anchors."""

    def visible_to(self, user: Any) -> "CustomerQuerySet":
        """Who sees customers by name: what people say to each other about one names the person."""
        cleared = may_read(user) and Clearance.objects.in_force(timezone.now().date()).filter(person=user)
        return self.all() if cleared else self.none()


class Customer(models.Model):
    """A customer as the ledger, comments and decisions know one: the stable id and nothing personal.

    Made on first need; the millions of whom nobody has spoken exist in the warehouse only.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_noted_at = models.DateTimeField(default=timezone.now)

    objects = CustomerQuerySet.as_manager()
    commentable = True
    personal = True  # comments are sealed in the ledger under the customer's key, and shredded with it

    class Meta:
        ordering = ["first_noted_at"]

    def __str__(self) -> str:
        return f"Customer …{str(self.pk)[-6:]}"

    def get_absolute_url(self) -> str:
        """The customer's page."""
        return f"/customers/{self.pk}/"


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    """Reads of clearances."""

    def visible_to(self, user: Any) -> "ClearanceQuerySet":
        """Everybody with a role may know who sees customers by name, and why."""
        return self.select_related("person", "given_by") if may_read(user) else self.none()

    def in_force(self, day: dt.date) -> "ClearanceQuerySet":
        """Those that count on a day."""
        return self.filter(starts__lte=day, ends__gte=day, ended_at=None)


class Clearance(models.Model):
    """One person may see identified customers for a reason, from a day to a day (both included)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="clearances")
    reason = models.CharField("Reason", max_length=300)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="clearances_given"
    )
    starts = models.DateField("From")
    ends = models.DateField("Until")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        ordering = ["-ends", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="clearance_days_in_order"),
            models.CheckConstraint(
                condition=Q(given_by=None) | ~Q(given_by=F("person")), name="no_clearance_for_oneself"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="clearance_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.starts} to {self.ends}"

    def get_absolute_url(self) -> str:
        """The page with all clearances."""
        return reverse("matching:clearances")

    @property
    def state(self) -> str:
        """`ended`, `over`, `planned` or `active`; days are counted in UTC."""
        today = timezone.now().date()
        if self.ended_at:
            return "ended"
        if self.ends < today:
            return "over"
        return "planned" if self.starts > today else "active"


class PairDecisionQuerySet(models.QuerySet["PairDecision"]):
    """Reads of decisions."""

    def visible_to(self, user: Any) -> "PairDecisionQuerySet":
        """Everybody with a role may know who decided; the records themselves are a clearance's."""
        return self.select_related("decided_by") if may_read(user) else self.none()

    def in_force(self) -> "PairDecisionQuerySet":
        """Those that count: the last word on each pair."""
        return self.filter(taken_back_at=None)


class PairDecision(models.Model):
    """A person's word on two records ("source:id", in order): one customer, or never one.

    In force until it is taken back or replaced; every matching is given all that are in force, so an un-merge
    outlives every later run.
    """

    class Word(models.TextChoices):
        """What was said."""

        MUST = "must", "The same person"
        CANNOT = "cannot", "Different people"

    record_l = models.CharField(max_length=300)
    record_r = models.CharField(max_length=300)
    word = models.CharField(max_length=6, choices=Word.choices)
    why = models.CharField("Reason", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="matching_decisions"
    )
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True)

    objects = PairDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(record_l__lt=F("record_r")), name="decision_pair_in_order"),
            models.CheckConstraint(condition=Q(word__in=["must", "cannot"]), name="decision_word_known"),
            models.UniqueConstraint(
                fields=["record_l", "record_r"],
                condition=Q(taken_back_at=None),
                name="one_word_in_force_per_pair",
            ),
        ]
        indexes = [models.Index(fields=["record_r"], name="decision_by_right_record")]

    def __str__(self) -> str:
        return f"Decision {self.pk}: {self.get_word_display()}"

    def get_absolute_url(self) -> str:
        """The page with all decisions."""
        return reverse("matching:decisions")


class MatchingQuerySet(models.QuerySet["Matching"]):
    """Reads of matchings."""

    def visible_to(self, user: Any) -> "MatchingQuerySet":
        """How well the house knows its customers, for everybody with a role; it names nobody."""
        return self.select_related("run__created_by") if may_read(user) else self.none()


class Matching(models.Model):
    """One published state of all customers: how it was found, and figures about it. The last one is in use.

    `read` are the snapshots it rests on; `model` is the body of the model file; `sizes` maps records per
    customer to customers; `changes` counts create, absorb, merge, split and retire; `seconds` are laps.
    """

    class Kind(models.TextChoices):
        """How the state was found."""

        FULL = "full", "From scratch"
        STEP = "step", "What changed"
        ERASURE = "erasure", "Erasure"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    read = models.JSONField(default=dict)
    version = models.CharField(max_length=12)
    model = models.JSONField()
    threshold = models.FloatField()
    choices = models.JSONField(default=list)
    records = models.PositiveBigIntegerField()
    customers = models.PositiveBigIntegerField()
    questions = models.PositiveIntegerField()
    pairs_compared = models.PositiveBigIntegerField(default=0)
    sizes = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    seconds = models.JSONField(default=dict)

    objects = MatchingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["full", "step", "erasure"]), name="matching_kind")
        ]

    def __str__(self) -> str:
        return f"Matching {self.pk}"

    def get_absolute_url(self) -> str:
        """The page of matching."""
        return reverse("matching:overview")
