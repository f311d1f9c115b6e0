"""Where a thing came from: the file and the row, for every other room's pages."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models

from lintel.imports.models import Batch, EffectKind, ImportedObject


@dataclass(frozen=True)
class Origin:
    """The file and row that made a thing."""

    batch: Batch
    number: int
    file_name: str
    at: dt.datetime | None

    def visible_to(self, user: Any) -> bool:
        """Whether this person may open the import."""
        return bool(user.is_administrator or self.batch.created_by_id == user.pk)


def origin_of(thing: models.Model) -> Origin | None:
    """The import that made this thing, or None if it was made by hand."""
    row = (
        ImportedObject.objects.of(thing)
        .filter(kind=EffectKind.CREATED)
        .select_related("batch")
        .order_by("pk")
        .first()
    )
    if row is None:
        return None
    return Origin(row.batch, row.number, row.batch.file_name, row.batch.applied_at)
