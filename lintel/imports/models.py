"""Files that people bring: what was found in them, what is wrong with which row, what came in from where."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lintel.audit.models import Run, RunState, type_label
from lintel.imports.contract import AnyImporter, importer


class BatchState(models.TextChoices):
    """Life of a file that was brought."""

    UPLOADED = "uploaded", "Columns to choose"
    MAPPED = "mapped", "To be checked"
    PREVIEWING = "previewing", "Being checked"
    PREVIEWED = "previewed", "Ready to import"
    IMPORTING = "importing", "Coming in"
    IMPORTED = "imported", "Imported"
    UNDOING = "undoing", "Being undone"
    UNDONE = "undone", "Undone"
    FAILED = "failed", "Stopped"
    DISCARDED = "discarded", "Discarded"


UNDER_WAY = {BatchState.PREVIEWING, BatchState.IMPORTING, BatchState.UNDOING}
CHANGEABLE = {
    BatchState.UPLOADED,
    BatchState.MAPPED,
    BatchState.PREVIEWED,
    BatchState.FAILED,
    BatchState.UNDONE,
}


def _rows(count: int, kind: str = "") -> str:
    return f"{count:,} {kind}row{'' if count == 1 else 's'}"


class BatchQuerySet(models.QuerySet["Batch"]):
    """Reads of batches."""

    def visible_to(self, user: Any) -> "BatchQuerySet":
        """One's own files; administrators see all."""
        return self.all() if user.is_administrator else self.filter(created_by=user)

    def kept(self) -> "BatchQuerySet":
        """Without those that were discarded."""
        return self.exclude(state=BatchState.DISCARDED)


class Batch(models.Model):
    """One file on its way in. `stored` is its place below MEDIA_ROOT, "" once the file was deleted."""

    importer = models.CharField(max_length=60, blank=True, db_index=True)
    file_name = models.CharField("File", max_length=200)
    stored = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    state = models.CharField(
        "State", max_length=12, choices=BatchState.choices, default=BatchState.UPLOADED, db_index=True
    )
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    reading = models.JSONField(default=dict)
    detected = models.JSONField(default=dict)
    topics = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    repeated = models.JSONField(default=dict)
    kept = models.JSONField(default=list)
    verdict = models.CharField(max_length=64, blank=True)
    error = models.TextField(blank=True)
    row_count = models.PositiveIntegerField("Rows", default=0)
    good_count = models.PositiveIntegerField("Good", default=0)
    bad_count = models.PositiveIntegerField("Bad", default=0)
    created_count = models.PositiveIntegerField("New", default=0)
    updated_count = models.PositiveIntegerField("Changed", default=0)
    unchanged_count = models.PositiveIntegerField("As they were", default=0)
    kept_count = models.PositiveIntegerField("Stayed", default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="import_batches", verbose_name="By"
    )
    created_at = models.DateTimeField("Brought", default=timezone.now)
    applied_at = models.DateTimeField(null=True)
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "import"
        verbose_name_plural = "imports"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="batch_state_known"),
        ]
        indexes = [models.Index(fields=["created_by", "-id"], name="batch_of_person")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        """The page of the step at which the file is."""
        steps = {BatchState.UPLOADED: "mapping", BatchState.MAPPED: "mapping", BatchState.PREVIEWED: "check"}
        if self.state in {BatchState.IMPORTING, BatchState.IMPORTED, BatchState.UNDOING, BatchState.UNDONE}:
            return reverse("imports:application", args=[self.pk])
        if self.state == BatchState.PREVIEWING:
            return reverse("imports:check", args=[self.pk])
        return reverse(f"imports:{steps.get(BatchState(self.state), 'batch')}", args=[self.pk])

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(settings.MEDIA_ROOT) / self.stored

    @property
    def by_importer(self) -> AnyImporter | None:
        """The importer that was chosen, if the room that brings it is there."""
        return importer(self.importer)

    @property
    def importer_title(self) -> str:
        """What the file holds, in words."""
        found = self.by_importer
        return found.title if found else "Not chosen yet"

    @property
    def under_way(self) -> bool:
        """Somebody is at work on it: no step may be taken now."""
        return self.state in UNDER_WAY and not self.stranded

    @property
    def stranded(self) -> bool:
        """Its work ended without an end, because a worker was killed: the step may be taken again."""
        over = {RunState.DONE, RunState.FAILED, RunState.CANCELLED}
        return self.state in UNDER_WAY and (self.run is None or self.run.state in over)

    @property
    def came_in(self) -> int:
        """Rows that are in Lintel because of this file."""
        return self.created_count + self.updated_count + self.unchanged_count

    @property
    def summary(self) -> str:
        """What became of the file, in one line."""
        if self.state in {BatchState.IMPORTED, BatchState.UNDOING, BatchState.UNDONE}:
            parts = [f"{self.created_count:,} new", f"{self.updated_count:,} changed"]
            parts += [f"{self.unchanged_count:,} as they were"] if self.unchanged_count else []
            parts += [f"{_rows(self.bad_count)} left out"] if self.bad_count else []
        elif self.verdict:
            parts = [_rows(self.good_count, "good "), _rows(self.bad_count, "bad ")]
        else:
            parts = []
        return ": ".join(filter(None, [str(self.get_state_display()), ", ".join(parts)]))


class BadRowQuerySet(models.QuerySet["BadRow"]):
    """Reads of bad rows; who may see the batch may see them."""

    def of(self, batch: Batch, topic: str = "") -> "BadRowQuerySet":
        """Bad rows of a batch in the order of the file, perhaps only those with one reason."""
        rows = self.filter(batch=batch).order_by("pk")
        return rows.filter(topics__contains=f"|{topic}|") if topic else rows


class BadRow(models.Model):
    """A row that cannot come in, with every reason. Bounded: the download recomputes all of them."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="bad_rows")
    number = models.PositiveIntegerField("Row")
    faults = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    topics = models.CharField(max_length=400)

    objects = BadRowQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["batch", "number"], name="bad_row_of_batch")]

    def __str__(self) -> str:
        return f"Row {self.number}"


class EffectKind(models.TextChoices):
    """What the import of a row did."""

    CREATED = "created", "New"
    UPDATED = "updated", "Changed"
    UNCHANGED = "unchanged", "As it was"


class ImportedObjectQuerySet(models.QuerySet["ImportedObject"]):
    """Reads of what came in."""

    def of(self, thing: models.Model) -> "ImportedObjectQuerySet":
        """Rows of files that made or changed a thing."""
        return self.filter(object_type=type_label(thing), object_id=str(thing.pk))


class ImportedObject(models.Model):
    """Which row of which file made or changed which thing; `before` is what undo needs."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="imported")
    number = models.PositiveIntegerField("Row")
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    kind = models.CharField("What happened", max_length=10, choices=EffectKind.choices)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    objects = ImportedObjectQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EffectKind.values), name="effect_kind_known"),
        ]
        indexes = [models.Index(fields=["object_type", "object_id", "batch"], name="imported_object_lookup")]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id} from row {self.number}"


class SavedMapping(models.Model):
    """How the columns of one set of headers were mapped last time; shared by all who import the same kind."""

    importer = models.CharField(max_length=60)
    fingerprint = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["importer", "fingerprint"], name="one_mapping_per_header_set")
        ]

    def __str__(self) -> str:
        return f"{self.importer} {self.fingerprint[:8]}"
