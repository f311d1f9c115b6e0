"""Where customers' data comes from, and every load of it."""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lintel.imports.models import Batch, BatchState
from lintel.people.access import may_read

ENV_PREFIX = "LINTEL_SOURCE_"  # only variables of this name can be read as the address of a database
ENV_NAME = rf"^{ENV_PREFIX}[A-Z0-9_]+$"


class SourceKind(models.TextChoices):
    """What a source tells of."""

    PEOPLE = "people", "People"
    EVENTS = "events", "Events"
    CONSENTS = "consents", "Consents"


class Rhythm(models.IntegerChoices):
    """How often new data is expected, in hours."""

    NEVER = 0, "No rhythm"
    HOURLY = 1, "Hourly"
    DAILY = 24, "Daily"
    WEEKLY = 168, "Weekly"
    MONTHLY = 744, "Monthly"


GRACE = 1.5  # a rhythm may be missed by half of itself before the source is late


class SourceQuerySet(models.QuerySet["Source"]):
    """Reads of sources."""

    def visible_to(self, user: Any) -> "SourceQuerySet":
        """Everybody with a role sees which sources there are, how fresh and how good."""
        return self.all() if may_read(user) else self.none()

    def with_last_load(self) -> "SourceQuerySet":
        """Sources with the moment of their last load that stands, and how many loads stand."""
        standing = Q(loads__undone_at=None)
        return self.annotate(
            last_load=models.Max("loads__at", filter=standing),
            load_count=models.Count("loads", filter=standing),
        )


class Source(models.Model):
    """A file that comes again and again, or a table of a database.

    `trust` 1 is the most trusted; survivorship asks for it. `fields` and `options` are how its last file was
    mapped. `profile` is what its rows in the warehouse look like, counted after each load. A database's
    address stands in the environment variable `env`; it is never stored.
    """

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField("Holds", max_length=10, choices=SourceKind.choices)
    importer = models.CharField("Format", max_length=60, blank=True)
    trust = models.PositiveSmallIntegerField("Trust", default=5, help_text="1 is trusted most, 9 least.")
    rhythm = models.PositiveIntegerField("Expected", choices=Rhythm.choices, default=Rhythm.NEVER)
    fields = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    profile = models.JSONField(default=dict)
    rows = models.PositiveBigIntegerField("Rows", default=0)
    env = models.CharField("Environment variable", max_length=80, blank=True)
    table = models.CharField(max_length=200, blank=True)
    watermark_column = models.CharField(max_length=120, blank=True)
    watermark = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=SourceKind.values), name="source_kind_known"),
            models.CheckConstraint(condition=Q(trust__range=(1, 9)), name="source_trust_from_1_to_9"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("sources:source", args=[self.slug])

    @property
    def is_database(self) -> bool:
        """Whether it is read from a table instead of files."""
        return bool(self.env)

    @property
    def quality(self) -> float | None:
        """The share of filled values that look right; None while nothing is filled."""
        columns = self.profile.get("columns", [])
        filled = sum(column["filled"] for column in columns)
        return sum(column["filled"] * column["valid"] for column in columns) / filled if filled else None

    @property
    def stored_batches(self) -> models.QuerySet[Batch]:
        """Imports of this source whose raw file is still kept; erasure discards them."""
        return Batch.objects.filter(pk__in=self.loads.values("batch")).exclude(stored="")

    def is_late(self, last: dt.datetime | None, now: dt.datetime) -> bool:
        """Whether new data should have come by now."""
        if not self.rhythm:
            return False
        return last is None or now - last > dt.timedelta(hours=self.rhythm * GRACE)


class LoadQuerySet(models.QuerySet["Load"]):
    """Reads of loads."""

    def visible_to(self, user: Any) -> "LoadQuerySet":
        """Whoever sees the source sees its loads."""
        return self.all() if may_read(user) else self.none()

    def standing(self) -> "LoadQuerySet":
        """Loads that were not undone."""
        return self.filter(undone_at=None)


class Load(models.Model):
    """One bringing-in of a source's rows. `number` marks its rows in the warehouse, in the order of loads."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="loads")
    number = models.PositiveBigIntegerField(unique=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+")
    whole = models.BooleanField("The whole source", default=False)
    created = models.PositiveBigIntegerField("New", default=0)
    updated = models.PositiveBigIntegerField("Changed", default=0)
    unchanged = models.PositiveBigIntegerField("As they were", default=0)
    removed = models.PositiveBigIntegerField("Gone", default=0)
    bad = models.PositiveBigIntegerField("Left out", default=0)
    erased = models.PositiveBigIntegerField("Erased before", default=0)
    watermark = models.CharField(max_length=120, blank=True)
    before = models.JSONField(default=dict)  # keys of the snapshots that it was made from, by dataset
    after = models.JSONField(default=dict)
    at = models.DateTimeField("When", default=timezone.now, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = LoadQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Load {self.number} of {self.source}"

    @property
    def left_out(self) -> int:
        """Rows of the file that did not come in: bad ones, and people who were erased before."""
        return self.bad + self.erased

    @property
    def stored_files(self) -> list[Path]:
        """Raw files of this load that are still kept; erasure removes them."""
        return [self.batch.path] if self.batch.stored else []

    @property
    def may_be_undone(self) -> bool:
        """Whether it stands and its import can be taken back."""
        return self.undone_at is None and self.batch.state == BatchState.IMPORTED
