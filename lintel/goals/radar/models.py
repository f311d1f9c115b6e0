"""Findings that are kept, what they rest on, snoozes, looks, and metrics that were declared to pull apart."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from lintel.audit.models import Run
from lintel.audit.sides import Office
from lintel.goals.radar.querysets import (
    FindingQuerySet,
    OfFindingQuerySet,
    ScanQuerySet,
    TensionQuerySet,
)
from lintel.people.models import User
from lintel.ui.addresses import address

LONGEST_SNOOZE, USUAL_SNOOZE = dt.timedelta(days=180), dt.timedelta(days=28)


class Severity(models.IntegerChoices):
    """How grave a finding is."""

    LOW = 1, "Low"
    MEDIUM = 2, "Medium"
    HIGH = 3, "High"


class Asked(models.TextChoices):
    """Whom a finding asks first."""

    MARKETING = "marketing", "Marketing"
    IT = "it", "IT"
    BOTH = "both", "Both"


class What(models.TextChoices):
    """What happened to a finding."""

    FOUND = "found", "Found it"
    GONE = "gone", "Did not find it any more"
    BACK = "back", "Found it again"
    GRAVER = "graver", "Found it graver"
    MILDER = "milder", "Found it milder"


class Moves(models.TextChoices):
    """How two metrics pull on each other."""

    OPPOSITE = "opposite", "When one rises, the other tends to fall"
    TOGETHER = "together", "When one rises, the other tends to rise too"


class Scan(models.Model):
    """One look over everything, and what was open after it."""

    at = models.DateTimeField(default=timezone.now)
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    milliseconds = models.PositiveIntegerField()
    things = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    back = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()
    high = models.PositiveIntegerField()
    medium = models.PositiveIntegerField()
    low = models.PositiveIntegerField()
    snoozed = models.PositiveIntegerField()

    objects = ScanQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["at"], name="radar_scan_at")]

    def __str__(self) -> str:
        return f"Look of {timezone.localtime(self.at):%-d %B %Y, %H:%M}"

    def get_absolute_url(self) -> str:
        """Where the looks stand."""
        from django.urls import reverse

        return reverse("radar:scans")

    @property
    def open(self) -> int:
        """How many were open after it, without the snoozed ones."""
        return self.high + self.medium + self.low


class Finding(models.Model):
    """Something that does not fit, kept from the first look that saw it to the last.

    `fingerprint` is the detector and the finding's key: the same thing found again is the same row. The rest
    is as the newest look saw it. `snoozed_until` repeats the snooze in force, so that lists can ask for it.
    """

    commentable = True

    fingerprint = models.CharField(max_length=64, unique=True)
    detector = models.CharField("Detector", max_length=60)
    severity = models.PositiveSmallIntegerField("Severity", choices=Severity.choices)
    side = models.CharField("Asks", max_length=10, choices=Asked.choices, default=Asked.BOTH)
    summary = models.CharField("What was found", max_length=300)
    evidence = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    step_label = models.CharField(max_length=80)
    step_url = models.CharField(max_length=2000)
    first_seen = models.DateTimeField("Seen first")
    last_seen = models.DateTimeField("Seen last")
    gone_at = models.DateTimeField(null=True)
    snoozed_until = models.DateField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["-severity", "-first_seen", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="finding_severity_known"),
            models.CheckConstraint(condition=Q(side__in=Asked.values), name="finding_side_known"),
            models.CheckConstraint(
                condition=~Q(summary="") & ~Q(step_url=""), name="finding_says_what_and_what_next"
            ),
        ]
        indexes = [
            models.Index(fields=["gone_at", "-severity", "-first_seen"], name="finding_open"),
            models.Index(fields=["detector"], name="finding_of_detector"),
        ]

    def __str__(self) -> str:
        return self.summary

    def get_absolute_url(self) -> str:
        """The finding's page."""
        return address("radar:finding", self.pk)

    def state_on(self, day: dt.date) -> str:
        """`gone`, `snoozed` or `open`."""
        if self.gone_at is not None:
            return "gone"
        return "snoozed" if self.snoozed_until and self.snoozed_until >= day else "open"


class Subject(models.Model):
    """A thing that a finding rests on: who may not see it does not see the finding."""

    # The unique constraints below begin with the finding and serve as its index: a first look writes much.
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="subjects", db_index=False)
    object_type = models.CharField(max_length=60)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "object_type", "object_id"], name="finding_names_a_thing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"


class Concerned(models.Model):
    """Somebody who can do something about a finding: owners, or the holder of the office it asks."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="people", db_index=False)
    person = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["finding", "person"], name="finding_concerns_somebody_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.finding_id}"


class Change(models.Model):
    """What a look found changed about a finding; never changed afterwards."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="changes")
    scan = models.ForeignKey(Scan, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=8, choices=What.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(what__in=What.values), name="finding_change_known")]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.finding_id}"


class Snooze(models.Model):
    """Not now, and why: said by somebody, until a day, or until somebody ends it."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="snoozes")
    reason = models.TextField("Why not now?", max_length=2_000)
    until = models.DateField("Until")
    office = models.CharField(max_length=10, choices=Office.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = OfFindingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="snooze_says_why"),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="snooze_office_known"),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(ended_at=None), name="one_snooze_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} until {self.until}"


class MetricTension(models.Model):
    """Two metrics that one side says pull on each other; named by their slugs, the smaller first."""

    commentable = True

    first = models.CharField("One metric", max_length=80)
    second = models.CharField("The other metric", max_length=80)
    moves = models.CharField("How they pull", max_length=10, choices=Moves.choices, default=Moves.OPPOSITE)
    why = models.TextField("Why?", max_length=2_000)
    office = models.CharField("Declared by", max_length=10, choices=Office.choices)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = TensionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "declared tension"
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="tension_in_order"),
            models.CheckConstraint(condition=Q(moves__in=Moves.values), name="tension_moves_known"),
            models.CheckConstraint(condition=Q(office__in=Office.values), name="tension_office_known"),
            models.CheckConstraint(condition=~Q(why=""), name="tension_says_why"),
            models.UniqueConstraint(
                fields=["first", "second", "office"],
                condition=Q(withdrawn_at=None),
                name="one_tension_of_an_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"

    def get_absolute_url(self) -> str:
        """The declaration's page."""
        return address("radar:tension", self.pk)

    def content(self) -> dict[str, Any]:
        """What was declared."""
        return {"first": self.first, "second": self.second, "moves": self.moves, "why": self.why}


class WeeklyValue(models.Model):
    """What a metric came to in one week, as the reader of no side and no team would see it."""

    metric = models.CharField(max_length=80)
    week = models.DateField()  # its Monday
    value = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["metric", "week"], name="radar_metric_week_once")]

    def __str__(self) -> str:
        return f"{self.metric}, week of {self.week}: {self.value}"
