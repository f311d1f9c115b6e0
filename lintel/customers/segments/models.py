"""Segments, their earlier versions, their size over time, and the files that were made of them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from lintel.people.access import may_read
from lintel.people.models import User


class SegmentQuerySet(models.QuerySet["Segment"]):
    """Reads of segments."""

    def visible_to(self, user: Any) -> "SegmentQuerySet":
        """Both sides see every segment; who belongs to it is a clearance's."""
        return self.all() if may_read(user) else self.none()

    def in_use(self) -> "SegmentQuerySet":
        """Those that nobody put away."""
        return self.filter(archived_at=None)

    def with_size(self) -> "SegmentQuerySet":
        """With the last size counted and its moment."""
        last = SegmentSize.objects.filter(segment=OuterRef("pk")).order_by("-at")
        return self.select_related("owner").annotate(
            size=Subquery(last.values("size")[:1]), counted_at=Subquery(last.values("at")[:1])
        )


class Segment(models.Model):
    """A group of customers by definition; `sentence` says the definition in words."""

    name = models.CharField("Name", max_length=120)
    description = models.TextField("What it is for", max_length=2000, blank=True)
    definition = models.JSONField()
    sentence = models.TextField()
    version = models.PositiveIntegerField(default=1)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="segments")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True)

    objects = SegmentQuerySet.as_manager()
    commentable = True

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), condition=Q(archived_at=None), name="segment_name_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The segment's page."""
        return reverse("segments:segment", args=[self.pk])


class SegmentVersion(models.Model):
    """What a segment was at one time."""

    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    sentence = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["segment", "number"], name="segment_version_once")]

    def __str__(self) -> str:
        return f"{self.segment}, version {self.number}"


class SegmentSize(models.Model):
    """How many customers belonged to a version of a segment at a moment."""

    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="sizes")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["segment", "-at"], name="segment_size_last")]

    def __str__(self) -> str:
        return f"{self.segment}: {self.size}"


class Format(models.TextChoices):
    """What the file of an export is."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel"
    JSONL = "jsonl", "JSON lines"


class ExportQuerySet(models.QuerySet["SegmentExport"]):
    """Reads of exports."""

    def visible_to(self, user: Any) -> "ExportQuerySet":
        """That an export was made is no secret; the file is a clearance's."""
        return self.select_related("segment", "by") if may_read(user) else self.none()

    def kept(self) -> "ExportQuerySet":
        """Those whose file is still there."""
        return self.filter(removed_at=None)


class SegmentExport(models.Model):
    """A file for activation: for one purpose and channel, without those who may not be used for it."""

    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, related_name="exports")
    version = models.PositiveIntegerField()
    purpose = models.CharField(max_length=60)
    channel = models.CharField(max_length=8)
    format = models.CharField(max_length=8, choices=Format.choices)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    rows = models.PositiveBigIntegerField()
    without_consent = models.PositiveBigIntegerField()
    without_address = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=120)
    expires_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(format__in=Format.values), name="segment_export_format_known")
        ]

    def __str__(self) -> str:
        return f"{self.segment} for {self.purpose} by {self.channel}"

    def get_absolute_url(self) -> str:
        """The segment's page, where its exports stand."""
        return self.segment.get_absolute_url()

    @property
    def path(self) -> Path:
        """Where the file is kept."""
        return Path(settings.MEDIA_ROOT) / self.stored

    @property
    def is_open(self) -> bool:
        """May still be downloaded."""
        return self.removed_at is None and self.expires_at > timezone.now()
