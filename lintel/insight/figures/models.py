"""Which tables of figures there are, and which file brought which rows."""

from typing import Any

from django.db import models
from django.utils import timezone

from lintel.imports.models import Batch
from lintel.people.access import may_read
from lintel.people.models import User
from lintel.warehouse.shapes import Shape, declare

ROOM = "insight"


class FigureTableQuerySet(models.QuerySet["FigureTable"]):
    """Reads of tables of figures."""

    def visible_to(self, user: Any) -> "FigureTableQuerySet":
        """That a table exists is known to everybody with a role; its figures are the guards' to give."""
        return self.all() if may_read(user) else self.none()


class FigureTable(models.Model):
    """A table of figures; `columns` maps each column after the day to its type, in the order of the first
    file.

    `labels` are the columns' names as the file wrote them.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    columns = models.JSONField()
    labels = models.JSONField(default=dict)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = FigureTableQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def dataset(self) -> str:
        """Its name in the warehouse and in definitions."""
        return f"{ROOM}.{self.slug}"

    def declared(self) -> Shape:
        """The dataset, made known to this process."""
        columns = {"day": "DATE", **self.columns, "batch": "BIGINT"}
        return declare(Shape(self.dataset, f"{self.name}, as files brought it.", columns, sorted_by=("day",)))


class FigureLoad(models.Model):
    """What one file brought into a table."""

    table = models.ForeignKey(FigureTable, on_delete=models.PROTECT, related_name="loads")
    batch = models.OneToOneField(Batch, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveBigIntegerField()
    replaced = models.BooleanField(default=False)
    before = models.CharField(max_length=32, blank=True)  # the snapshot that it followed
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.rows} rows of {self.table}"
