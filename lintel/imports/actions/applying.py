"""The import itself: everything in one transaction, or nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, cast

from django.utils import timezone

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import type_label
from lintel.imports.actions._refusals import require_work
from lintel.imports.contract import BulkImporter, Context, Effect, Importer, Mapped
from lintel.imports.models import Batch, BatchState, ImportedObject
from lintel.imports.moving import move
from lintel.imports.plans import Plan
from lintel.ui.problems import Problem

APPLY_KIND = "imports.apply"


@audited("import.ordered", says="asked for the import of {good} rows")
def apply(entry: Draft, batch: Batch, *, by: Any, accept_good_rows: bool = False) -> Batch:
    """Starts the run that brings the good rows in; that bad rows stay out must be accepted expressly."""
    require_work(batch, by)
    if batch.state == BatchState.PREVIEWED and not batch.good_count:
        raise Problem(
            "No row of this file can come in.", way_out="Mend the file or the columns and check it again."
        )
    if batch.bad_count and not accept_good_rows:
        raise Problem(
            f"{batch.bad_count:,} of {batch.row_count:,} rows cannot come in.",
            way_out="Mend them, or tick that the good rows come in without them.",
            field="accept_good_rows",
        )
    run = runs.start(APPLY_KIND, f"Import {batch.file_name}"[:200], {"batch": batch.pk}, by=by)
    allowed = {BatchState.PREVIEWED} | ({BatchState.IMPORTING} if batch.stranded else set())
    move(batch, BatchState.IMPORTING, allowed=allowed, run=run, error="")
    entry.about(batch, good=batch.good_count, bad=batch.bad_count)
    return batch


@audited("import.applied", says="imported a file: {created} new, {updated} changed, {unchanged} as they were")
def take_in(entry: Draft, batch: Batch, plan: Plan, chunks: Iterable[Sequence[Mapped]], *, by: Any) -> Batch:
    """Writes judged rows, up to 500 at a time, and remembers which row made which thing."""
    move(batch, BatchState.IMPORTED, allowed={BatchState.IMPORTING})
    context = Context(by=by, options=plan.options, batch=batch)
    importer = cast(Importer, plan.importer)
    counts: Counter[str] = Counter()
    for rows in chunks:
        effects = importer.write(rows, context)
        counts.update(effect.kind for effect in effects)
        ImportedObject.objects.bulk_create([_remembered(batch, effect) for effect in effects], batch_size=500)
    facts = {kind: counts[kind] for kind in ("created", "updated", "unchanged")}
    batch.created_count, batch.updated_count, batch.unchanged_count = facts.values()
    batch.kept, batch.kept_count = [], 0
    # After the last write: what the import itself put into the ledger is not later work on these things.
    batch.applied_at = timezone.now()
    batch.save()
    entry.about(batch, **facts, left_out=batch.bad_count, importer=batch.importer, sha256=batch.sha256)
    return batch


@audited(
    "import.applied-whole",
    says="imported a whole table: {created} new, {updated} changed, {unchanged} as they were",
)
def take_in_bulk(
    entry: Draft, batch: Batch, importer: BulkImporter, prepared: Any, context: Context, *, by: Any
) -> Batch:
    """Brings in what an importer of tables made of the judged rows."""
    move(batch, BatchState.IMPORTED, allowed={BatchState.IMPORTING})
    counts = importer.take_in(prepared, context)
    facts = asdict(counts)
    batch.created_count, batch.updated_count, batch.unchanged_count = facts.values()
    batch.kept, batch.kept_count = [], 0
    batch.applied_at = timezone.now()
    batch.save()
    entry.about(batch, **facts, left_out=batch.bad_count, importer=batch.importer, sha256=batch.sha256)
    return batch


def _remembered(batch: Batch, effect: Effect) -> ImportedObject:
    return ImportedObject(
        batch=batch,
        number=effect.number,
        object_type=type_label(effect.thing),
        object_id=str(effect.thing.pk),
        kind=effect.kind,
        before=dict(effect.before),
    )


@audited("import.stopped", says="stopped an import; nothing was changed by it")
def stop(entry: Draft, batch: Batch, *, by: Any, to: BatchState, reason: str) -> Batch:
    """Puts a batch whose run ended early into a state from which a person can go on, and says why."""
    allowed = {BatchState.PREVIEWING, BatchState.IMPORTING, BatchState.UNDOING}
    move(batch, to, allowed=allowed, error=reason)
    entry.about(batch, state=to.value)
    return batch
