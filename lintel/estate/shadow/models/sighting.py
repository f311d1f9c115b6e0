"""What logs show: sums by tool, team and month. Lines are never kept; names only of people known here."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lintel.estate.shadow.models.tool import Tool
from lintel.imports.models import Batch
from lintel.people.access import may_read
from lintel.people.models import User


class LogKind(models.TextChoices):
    """What a log says."""

    SIGN_IN = "sign_in", "Sign-ins"
    EXPENSE = "expense", "Expenses"
    NETWORK = "network", "Network"


class LogFileQuerySet(models.QuerySet["LogFile"]):
    """Reads of files."""

    def visible_to(self, user: Any) -> LogFileQuerySet:
        """Everybody with a role may know what was looked through."""
        return self.select_related("batch", "by") if may_read(user) else self.none()


class LogFile(models.Model):
    """A file of one log that was brought in. `source` names the log; its files may not overlap in time."""

    kind = models.CharField("Kind", max_length=8, choices=LogKind.choices)
    source = models.CharField("Log", max_length=80)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+")
    first_at = models.DateTimeField("From")
    last_at = models.DateTimeField("Until")
    lines = models.PositiveBigIntegerField("Lines", default=0)
    telling = models.PositiveBigIntegerField("Lines that name a tool", default=0)
    tools = models.PositiveIntegerField("Tools", default=0)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("Brought in", default=timezone.now)

    objects = LogFileQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LogKind.values), name="log_kind_known"),
            models.UniqueConstraint(fields=["batch"], name="one_log_a_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.first_at:%d.%m.%Y} to {self.last_at:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        """The import that brought it, where it can be undone."""
        return self.batch.get_absolute_url()


class Sighting(models.Model):
    """How often one team used one tool in one month after one file, and what it paid."""

    file = models.ForeignKey(LogFile, models.CASCADE, related_name="sightings")
    tool = models.ForeignKey(Tool, models.CASCADE, related_name="sightings")
    said = models.CharField("As it is written there", max_length=200)
    team = models.CharField("Team", max_length=120, blank=True)
    month = models.DateField("Month")
    uses = models.PositiveBigIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    first_on = models.DateField()
    last_on = models.DateField()

    class Meta:
        ordering = ["-month", "team", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="sighting_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.tool}, {self.team}, {self.month:%B %Y}"


class Trace(models.Model):
    """That one person known here used one tool; shown only to who may see names."""

    file = models.ForeignKey(LogFile, models.CASCADE, related_name="traces")
    tool = models.ForeignKey(Tool, models.CASCADE, related_name="traces")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    uses = models.PositiveBigIntegerField(default=0)
    last_on = models.DateField()

    class Meta:
        ordering = ["-last_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["file", "tool", "person"], name="one_trace_a_person_and_file")
        ]

    def __str__(self) -> str:
        return f"{self.tool}, {self.last_on}"


class AliasKind(models.TextChoices):
    """By what a tool was recognised."""

    NAME = "name", "Name"
    DOMAIN = "domain", "Web address"
    APP = "app", "Id at the sign-in"


class Alias(models.Model):
    """What else a tool is called in logs. People's decisions move aliases, and so teach the next file."""

    tool = models.ForeignKey(Tool, models.CASCADE, related_name="aliases")
    kind = models.CharField(max_length=6, choices=AliasKind.choices)
    text = models.CharField(max_length=200)
    taught_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["kind", "text"]
        verbose_name_plural = "aliases"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AliasKind.values), name="alias_kind_known"),
            models.UniqueConstraint(fields=["kind", "text"], name="alias_of_one_tool"),
        ]

    def __str__(self) -> str:
        return self.text
