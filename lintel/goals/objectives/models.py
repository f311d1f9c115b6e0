"""Goals that two owners carry, their places in the cascade, key results, and what was measured of them.

The constraints here are the product's promise: an owned goal has two owners, one of each side and never the
same person, and what a key result has reached is a measurement or a reason, never a figure typed in.
"""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.sides import OFFICES, Office
from lintel.goals.objectives.querysets import (
    CheckInQuerySet,
    GoalQuerySet,
    KeyResultQuerySet,
    OfGoalQuerySet,
)
from lintel.goals.objectives.wording import Direction, Kind
from lintel.people.models import User
from lintel.ui.addresses import address

OWN = "own"  # the purpose of the two owners' words on a goal


class State(models.TextChoices):
    """Where a goal stands between the two owners."""

    DRAFT = "draft", "Draft"
    OFFERED = "offered", "With the other side"
    OWNED = "owned", "Owned by both"
    CLOSED = "closed", "Closed"


class Awaits(models.TextChoices):
    """Whose word is missing."""

    NOBODY = "", "Nobody"
    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"
    BOTH = "both", "Both"


class Health(models.TextChoices):
    """How a goal stands; the rule is `scoring.health`."""

    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    OFF_TRACK = "off_track", "Off track"
    UNKNOWN = "unknown", "Unknown"


class Outcome(models.TextChoices):
    """How a goal ended, in the owners' words; the figures speak beside it."""

    REACHED = "reached", "Reached"
    PARTLY = "partly", "Partly reached"
    MISSED = "missed", "Missed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Goal(models.Model):
    """What both sides want to reach in a period. Without an owner on one side it is one-sided, and says so.

    `version` is the wording that the owners' words are put to, key results included; every edit raises it and
    the words fall away by themselves. `step` counts every change and is compared before each. Score, health,
    confidence and the counts repeat what was found last, so that lists can ask for them.
    """

    commentable = True

    title = models.CharField("What is to be reached?", max_length=200)
    why = models.TextField("Why?", max_length=10_000, blank=True)
    kind = models.CharField("Kind", max_length=10, choices=Kind.choices, default=Kind.SHARED)
    starts_on = models.DateField("From")
    ends_on = models.DateField("Until")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    owner_marketing = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Owner in marketing"
    )
    owner_it = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Owner in IT"
    )
    version = models.PositiveIntegerField(default=1)
    step = models.PositiveIntegerField(default=0)
    awaits = models.CharField("Waits for", max_length=10, choices=Awaits.choices, blank=True)
    waiting_since = models.DateTimeField(null=True)
    owned_at = models.DateTimeField(null=True)
    outcome = models.CharField("Outcome", max_length=10, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField("What was learned", max_length=5_000, blank=True)
    outcome_office = models.CharField(max_length=10, choices=Office.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    health = models.CharField(max_length=10, choices=Health.choices, default=Health.UNKNOWN)
    score = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    measured_at = models.DateTimeField(null=True)
    results_total = models.PositiveSmallIntegerField(default=0)
    results_missing = models.PositiveSmallIntegerField(default=0)
    confidence_marketing = models.PositiveSmallIntegerField(null=True)
    confidence_it = models.PositiveSmallIntegerField(null=True)
    created_office = models.CharField(max_length=10, choices=Office.choices)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    imported_from = models.CharField(max_length=40, blank=True)
    imported_key = models.CharField(max_length=120, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="goal_state_known"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="goal_kind_known"),
            models.CheckConstraint(condition=Q(health__in=Health.values), name="goal_health_known"),
            models.CheckConstraint(condition=Q(awaits__in=Awaits.values), name="goal_awaits_known"),
            models.CheckConstraint(condition=Q(created_office__in=Office.values), name="goal_office_known"),
            models.CheckConstraint(condition=~Q(title=""), name="goal_has_a_title"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="goal_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(owner_marketing=None) | Q(owner_it=None) | ~Q(owner_marketing=F("owner_it")),
                name="goal_owners_are_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OWNED)
                | Q(owner_marketing__isnull=False, owner_it__isnull=False, owned_at__isnull=False),
                name="owned_goal_has_two_owners",
            ),
            models.CheckConstraint(
                condition=Q(state=State.OFFERED) & ~Q(awaits="")
                | Q(state=State.OWNED, awaits="", outcome="")
                | Q(state=State.OWNED, awaits__in=Office.values) & ~Q(outcome="")
                | Q(state__in=[State.DRAFT, State.CLOSED], awaits=""),
                name="goal_waits_for_the_right_side",
            ),
            models.CheckConstraint(
                condition=Q(awaits="") | Q(waiting_since__isnull=False), name="goal_silence_has_a_beginning"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED) | ~Q(outcome="") & Q(closed_at__isnull=False),
                name="closed_goal_has_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=1), name="goal_score_from_0_to_1"
            ),
            models.UniqueConstraint(
                fields=["imported_from", "imported_key"],
                condition=~Q(imported_key=""),
                name="goal_imported_once",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "kind"], name="goal_of_state"),
            models.Index(fields=["awaits", "waiting_since"], name="goal_waiting"),
            models.Index(fields=["health"], name="goal_of_health"),
            models.Index(fields=["ends_on"], name="goal_by_end"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The goal's page."""
        return address("objectives:goal", self.pk)

    def content(self) -> dict[str, Any]:
        """Everything that an owner's word covers: wording and key results. Not the owners, whose word counts
        while they are owners; nor its place in the cascade."""
        return {
            "title": self.title,
            "why": self.why,
            "kind": self.kind,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "key_results": [one.content() for one in self.living_results],
        }

    def owner_of(self, office: str) -> User | None:
        """Who carries it on one side."""
        return self.owner_marketing if office == Office.MARKETING else self.owner_it

    def owner_id_of(self, office: str) -> int | None:
        """The key of who carries it on one side, without asking for the person."""
        return self.owner_marketing_id if office == Office.MARKETING else self.owner_it_id

    @property
    def living_results(self) -> list["KeyResult"]:
        """The key results of the present wording, with what was measured last where it was asked for."""
        return [one for one in self.results.all() if one.removed_at is None]

    @property
    def awaited(self) -> list[Office]:
        """The offices whose word is missing now."""
        return [one for one in OFFICES if self.awaits in {one, Awaits.BOTH}]

    @property
    def sides_without_owner(self) -> list[Office]:
        """Where nobody carries it."""
        return [one for one in OFFICES if self.owner_id_of(one) is None]

    @property
    def is_one_sided(self) -> bool:
        """One side has no owner."""
        return bool(self.sides_without_owner)

    @property
    def is_over(self) -> bool:
        """Closed for good."""
        return self.state == State.CLOSED


class Parenthood(models.Model):
    """One goal serves another. A goal may serve several; no goal serves itself, over however many steps."""

    child = models.ForeignKey(Goal, models.PROTECT, related_name="parenthoods")
    parent = models.ForeignKey(Goal, models.PROTECT, related_name="childhoods")
    how = models.CharField("How it serves", max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["child", "parent"], name="goal_serves_another_once"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="goal_serves_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} serves {self.parent_id}"


class KeyResult(models.Model):
    """A metric that shows whether the goal is reached: from a baseline to a target, by a date."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="results")
    name = models.CharField("Key result", max_length=200)
    metric = models.CharField("Metric", max_length=80)
    # The agreed meaning that the wording was put to; empty while both offices had signed none.
    metric_version = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    direction = models.CharField("Direction", max_length=4, choices=Direction.choices)
    baseline = models.DecimalField("Baseline", max_digits=20, decimal_places=6)
    target = models.DecimalField("Target", max_digits=20, decimal_places=6)
    starts_on = models.DateField("From")
    ends_on = models.DateField("Until")
    weight = models.DecimalField("Weight", max_digits=6, decimal_places=2, default=1)
    measured = models.ForeignKey("Measurement", models.SET_NULL, null=True, related_name="+")
    # Taken out of the wording; what was measured of it stays readable.
    removed_at = models.DateTimeField(null=True)

    objects = KeyResultQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="key_result_has_a_name"),
            models.CheckConstraint(condition=~Q(metric=""), name="key_result_has_a_metric"),
            models.CheckConstraint(
                condition=Q(direction=Direction.UP, target__gt=F("baseline"))
                | Q(direction=Direction.DOWN, target__lt=F("baseline")),
                name="key_result_moves_its_way",
            ),
            models.CheckConstraint(condition=Q(weight__gt=0), name="key_result_weighs_something"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="key_result_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["metric", "direction"], name="key_result_of_metric")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it stands on its goal's page."""
        return f"{address('objectives:goal', self.goal_id)}#result-{self.pk}"

    def content(self) -> dict[str, Any]:
        """What an owner's word covers of it."""
        names = ("name", "metric", "metric_version", "direction", "starts_on", "ends_on")
        numbers = ("baseline", "target", "weight")
        return {
            **{name: getattr(self, name) for name in names},
            **{name: f"{getattr(self, name).normalize():f}" for name in numbers},
        }


class Measurement(models.Model):
    """What a key result's metric said at a moment, or why it said nothing. Never typed in.

    Baseline, target and weight of that moment are kept, so that a later edit does not change the past.
    `goal` repeats the key result's, for the history of scores; all key results of a goal share one `at`.
    """

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="measurements")
    key_result = models.ForeignKey(KeyResult, models.CASCADE, related_name="measurements")
    at = models.DateTimeField()
    as_of = models.DateField(null=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    why_not = models.CharField(max_length=300, blank=True)
    metric_version = models.PositiveIntegerField(null=True)
    baseline = models.DecimalField(max_digits=20, decimal_places=6)
    target = models.DecimalField(max_digits=20, decimal_places=6)
    weight = models.DecimalField(max_digits=6, decimal_places=2)

    objects = OfGoalQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, as_of__isnull=False, why_not="")
                | Q(value=None) & ~Q(why_not=""),
                name="key_result_measured_or_says_why_not",
            ),
        ]
        indexes = [
            models.Index(fields=["key_result", "-id"], name="key_result_measured"),
            models.Index(fields=["goal", "-at"], name="goal_measured"),
        ]

    def __str__(self) -> str:
        return f"{self.value if self.value is not None else self.why_not}"

    def get_absolute_url(self) -> str:
        """Where the measurements of its goal stand."""
        return f"{address('objectives:goal', self.goal_id)}#results"


class CheckIn(models.Model):
    """How sure an owner is, from 1 to 10, that the goal will be reached, and why. Never changed later."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="checkins")
    office = models.CharField(max_length=10, choices=Office.choices)
    confidence = models.PositiveSmallIntegerField("Confidence")
    note = models.TextField("What makes you say so?", max_length=5_000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence__gte=1, confidence__lte=10), name="confidence_from_1_to_10"
            ),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="check_in_office_known"),
        ]
        indexes = [models.Index(fields=["goal", "-id"], name="goal_checked_in")]

    def __str__(self) -> str:
        return f"{self.confidence} of 10"

    def get_absolute_url(self) -> str:
        """Where the check-ins of its goal stand."""
        return f"{address('objectives:goal', self.goal_id)}#check-ins"

    @property
    def on(self) -> dt.date:
        """The day it was said, on the reader's clock."""
        return timezone.localtime(self.at).date()
