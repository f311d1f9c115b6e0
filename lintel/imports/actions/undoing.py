"""One step back: what the file brought leaves again, except what people have worked on since."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import EntryObject
from lintel.imports.actions._refusals import require_clear
from lintel.imports.contract import BulkImporter, Context, Effect, Importer
from lintel.imports.models import Batch, BatchState, EffectKind, ImportedObject
from lintel.imports.moving import move
from lintel.ui.problems import Problem

UNDO_KIND = "imports.undo"
CHUNK = 500
LISTED = 500  # things that stayed and are named; all are counted


@audited("import.undo-ordered", says="asked to undo an import")
def undo(entry: Draft, batch: Batch, *, by: Any) -> Batch:
    """Starts the run that takes the import back."""
    require_clear(batch, by)
    if batch.by_importer is None:
        raise Problem("What reads these files is no longer installed.", way_out="Ask your administrator.")
    run = runs.start(UNDO_KIND, f"Undo {batch.file_name}"[:200], {"batch": batch.pk}, by=by)
    move(batch, BatchState.UNDOING, allowed={BatchState.IMPORTED}, run=run, error="")
    entry.about(batch, rows=batch.came_in)
    return batch


@audited("import.undone", says="undid an import: {taken_back} taken back, {stayed} stayed")
def take_back(entry: Draft, batch: Batch, importer: Importer, *, by: Any) -> Batch:
    """Takes every effect back, the last row first; things that were worked on since stay and are named."""
    move(batch, BatchState.UNDONE, allowed={BatchState.UNDOING})
    context = Context(by=by, options={}, batch=batch)
    stayed: list[dict[str, Any]] = []
    taken_back = 0
    for rows in _backwards(batch):
        effects, gone, later = _effects(batch, rows)
        stayed += later
        said = _undone(importer, effects, context)
        left = _still_there(effects)
        stayed += [{"number": 0, "thing": "", "why": sentence} for sentence in said]
        taken_back += len(effects) - len(left)
        kept = {(row["type"], row["id"]) for row in later} | left
        done = [row.pk for row in rows if (row.object_type, row.object_id) not in kept]
        ImportedObject.objects.filter(pk__in=done).delete()
        taken_back += gone
    batch.kept = [{name: row[name] for name in ("number", "thing", "why")} for row in stayed[:LISTED]]
    batch.kept_count = len(stayed)
    batch.save(update_fields=["kept", "kept_count"])
    entry.about(batch, taken_back=taken_back, stayed=len(stayed))
    return batch


@audited("import.undone-whole", says="undid an import: {taken_back} taken back, {stayed} stayed")
def take_back_bulk(entry: Draft, batch: Batch, importer: BulkImporter, *, by: Any) -> Batch:
    """Lets an importer of tables take the batch back."""
    move(batch, BatchState.UNDONE, allowed={BatchState.UNDOING})
    taken_back, stayed = importer.take_back(Context(by=by, options={}, batch=batch))
    batch.kept = [{"number": 0, "thing": "", "why": sentence} for sentence in stayed]
    batch.kept_count = len(stayed)
    batch.save(update_fields=["kept", "kept_count"])
    entry.about(batch, taken_back=taken_back, stayed=len(stayed))
    return batch


def _backwards(batch: Batch) -> Iterator[list[ImportedObject]]:
    rows = ImportedObject.objects.filter(batch=batch).exclude(kind=EffectKind.UNCHANGED).order_by("-pk")
    chunk = list(rows[:CHUNK])
    while chunk:
        yield chunk
        chunk = list(rows.filter(pk__lt=chunk[-1].pk)[:CHUNK])


def _effects(batch: Batch, rows: Sequence[ImportedObject]) -> tuple[list[Effect], int, list[dict[str, Any]]]:
    """What can be taken back, how much is gone already, and what has to stay with the reason."""
    by_type: dict[str, list[ImportedObject]] = defaultdict(list)
    for row in rows:
        by_type[row.object_type].append(row)
    effects: list[Effect] = []
    gone = 0
    stays: list[dict[str, Any]] = []
    for label, group in by_type.items():
        things = _things(label, [row.object_id for row in group])
        why = _later(batch, label, list(things))
        for row in group:
            if row.object_id not in things:
                gone += 1
            elif row.object_id in why:
                stays.append(
                    {
                        "number": row.number,
                        "thing": str(things[row.object_id])[:200],
                        "why": why[row.object_id],
                        "type": label,
                        "id": row.object_id,
                    }
                )
            else:
                kind: Any = row.kind
                effects.append(Effect(row.number, things[row.object_id], kind, row.before))
    return effects, gone, stays


def _things(label: str, keys: Sequence[str]) -> dict[str, models.Model]:
    try:
        model: Any = apps.get_model(label)
    except LookupError:
        return {}
    return {str(pk): thing for pk, thing in model._base_manager.in_bulk(keys).items()}


def _later(batch: Batch, label: str, keys: Sequence[str]) -> dict[str, str]:
    """Why things stay: somebody worked on them, or a later file changed them."""
    imports = ImportedObject.objects.filter(object_type=label, object_id__in=keys, batch__gt=batch).exclude(
        kind=EffectKind.UNCHANGED
    )
    later = dict.fromkeys(imports.values_list("object_id", flat=True), "A later import changed it.")
    entries = EntryObject.objects.filter(
        object_type=label, object_id__in=keys, entry__at__gt=batch.applied_at
    ).values_list("object_id", flat=True)
    return later | dict.fromkeys(entries, "Somebody has worked on it since.")


def _undone(importer: Importer, effects: Sequence[Effect], context: Context) -> list[str]:
    """Lets the importer take effects back; if something refers to one of them, the others go one by one."""
    if not effects:
        return []
    try:
        with transaction.atomic():
            return importer.undo(effects, context)
    except (models.ProtectedError, models.RestrictedError, IntegrityError):
        pass
    said: list[str] = []
    for effect in effects:
        try:
            with transaction.atomic():
                said += importer.undo([effect], context)
        except (models.ProtectedError, models.RestrictedError, IntegrityError):
            said.append(f"Row {effect.number}: “{effect.thing}” is used elsewhere and stays.")
    return said


def _still_there(effects: Sequence[Effect]) -> set[tuple[str, str]]:
    """The things that were to be deleted and are still there."""
    by_type: dict[str, list[str]] = defaultdict(list)
    for effect in effects:
        if effect.kind == "created":
            label = type(effect.thing)._meta.label_lower
            by_type[label].append(str(effect.thing.pk))
    return {(label, key) for label, keys in by_type.items() for key in _things(label, keys)}
