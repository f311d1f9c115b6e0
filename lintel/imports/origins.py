"""Where a thing came from: the file and the row, for every other room's pages."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models

from lintel.audit.ledger import Line
from lintel.audit.models import Entry
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


def lines_of(thing: models.Model) -> list[Line]:
    """What imports did to a thing, as lines of its history."""
    rows = list(
        ImportedObject.objects.of(thing)
        .exclude(kind=EffectKind.UNCHANGED)
        .select_related("batch")
        .order_by("pk")
    )
    if not rows:
        return []
    batches = [str(row.batch_id) for row in rows]
    entries = {
        entry.things.all()[0].object_id: entry
        for entry in Entry.objects.filter(
            action="import.applied",
            things__object_type="imports.batch",
            things__object_id__in=batches,
        )
        .select_related("actor")
        .prefetch_related("things")
    }
    return [_line(row, entries[str(row.batch_id)]) for row in rows if str(row.batch_id) in entries]


def _line(row: ImportedObject, entry: Entry) -> Line:
    verb = "brought this in" if row.kind == EffectKind.CREATED else "changed this"
    sentence = f"{verb} with “{row.batch.file_name}”, row {row.number}"
    return Line(entry.seq, entry.at, entry.actor, entry.action, sentence, {})
