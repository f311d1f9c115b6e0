"""Datasets, the snapshots that were published of them, and who still reads an old one."""

from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run
from lintel.people.access import may_read
from lintel.warehouse import shapes


class DatasetQuerySet(models.QuerySet["Dataset"]):
    """Reads of datasets."""

    def visible_to(self, user: Any) -> "DatasetQuerySet":
        """What is stored and how fresh it is, for everybody with a role; rows are their room's to show."""
        return self.all() if may_read(user) else self.none()

    def with_current(self) -> "DatasetQuerySet":
        """Datasets with the snapshot in use, by name."""
        return self.select_related("current").order_by("name")

    def published(self) -> "DatasetQuerySet":
        """Datasets with a snapshot in use, and in `kept` the number of earlier ones whose files are there."""
        earlier = models.Q(snapshots__retired_at__isnull=False, snapshots__removed_at=None)
        counted = models.Count("snapshots", filter=earlier)
        return self.exclude(current=None).select_related("current").annotate(kept=counted)


class Dataset(models.Model):
    """A named table that grows by whole snapshots; `current` is the one that everybody reads."""

    name = models.CharField(max_length=80, unique=True)
    current = models.ForeignKey("Snapshot", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = DatasetQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The dataset's page."""
        return reverse("warehouse:dataset", args=[self.pk])

    @property
    def says(self) -> str:
        """What its rows are, in a sentence; empty for one that no room declares any more."""
        return next((shape.says for shape in shapes.shapes() if shape.name == self.name), "")


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    """Reads of snapshots."""

    def kept(self) -> "SnapshotQuerySet":
        """Snapshots whose files are still there."""
        return self.filter(removed_at=None)

    def unused(self, retired_before: datetime, now: datetime) -> "SnapshotQuerySet":
        """Snapshots that were replaced before a moment and that nobody holds."""
        held = Lease.objects.filter(until__gt=now).values("snapshot")
        return self.kept().filter(retired_at__lt=retired_before).exclude(pk__in=held)


class Snapshot(models.Model):
    """One published state of a dataset. Never changed; only retired, and at last removed.

    `files` lists `{path, rows, bytes, sha256}`, paths relative to the warehouse; a snapshot shares the files
    that did not change with the one before it. `hash` is SHA-256 over the files' hashes in order.
    """

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="snapshots")
    key = models.CharField(max_length=32, unique=True)
    files = models.JSONField()
    columns = models.JSONField()
    rows = models.PositiveBigIntegerField()
    bytes = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    source = models.CharField(max_length=200, blank=True)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_at=None) | models.Q(retired_at__isnull=False),
                name="removed_snapshots_were_retired",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.key}"


class Lease(models.Model):
    """Somebody reads a snapshot for longer than a page takes, so its files stay until then."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="leases")
    holder = models.CharField(max_length=120)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.holder} reads {self.snapshot} until {self.until:%c}"
