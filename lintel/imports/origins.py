"""Where a thing came from: the file and the row, for every other room's pages."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models

from lintel.audit.ledger import Line
from lintel.audit.memory import remembered
from lintel.audit.models import Entry, type_label
from lintel.imports.models import EffectKind, ImportedObject
from lintel.ui.addresses import address


@dataclass(frozen=True)
class Origin:
    """A file and the row of it that made or changed a thing."""

    kind: str
    number: int
    batch_id: int
    file_name: str
    at: dt.datetime | None
    brought_by: int | None

    def visible_to(self, user: Any) -> bool:
        """Whether this person may open the import."""
        return bool(user.is_administrator or self.brought_by == user.pk)

    @property
    def url(self) -> str:
        """The import's page."""
        return address("imports:application", self.batch_id)


def own_number(key: str, mark: str) -> int | None:
    """The id in a key of this house's own export, such as 7 in `GOAL-7` with the mark `GOAL-`, or None."""
    digits = key.removeprefix(mark)
    ours = key.startswith(mark) and digits.isascii() and digits.isdigit() and len(digits) < 19
    return int(digits) if ours else None


def origin_of(thing: models.Model) -> Origin | None:
    """The import that made this thing, or None if it was made by hand."""
    return next((row for row in _rows_of(thing) if row.kind == EffectKind.CREATED), None)


def _rows_of(thing: models.Model) -> tuple[Origin, ...]:
    """What imports did to a thing, the first first; found once for each state of the ledger."""

    def find() -> tuple[Origin, ...]:
        rows = ImportedObject.objects.of(thing).order_by("pk")
        batch = ("batch_id", "batch__file_name", "batch__applied_at", "batch__created_by_id")
        return tuple(Origin(*row) for row in rows.values_list("kind", "number", *batch))

    return remembered(("imports of", type_label(thing), thing.pk), find)


def lines_of(thing: models.Model) -> list[Line]:
    """What imports did to a thing, as lines of its history."""
    rows = [row for row in _rows_of(thing) if row.kind != EffectKind.UNCHANGED]
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


def _line(row: Origin, entry: Entry) -> Line:
    verb = "brought this in" if row.kind == EffectKind.CREATED else "changed this"
    sentence = f"{verb} with “{row.file_name}”, row {row.number}"
    return Line(entry.seq, entry.at, entry.actor, entry.action, sentence, {})
