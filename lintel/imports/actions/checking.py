"""The preview: every row judged, nothing brought in."""

from itertools import islice
from typing import Any

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.imports.actions._refusals import require_work
from lintel.imports.judging import Tally, walk
from lintel.imports.models import BadRow, Batch, BatchState
from lintel.imports.moving import move
from lintel.imports.plans import Plan, plan_of, readable
from lintel.imports.reading import files

CHECK_KIND = "imports.check"
AT_ONCE = 2_000  # rows that are checked while the person waits
CHECKABLE = {BatchState.MAPPED, BatchState.PREVIEWED, BatchState.FAILED, BatchState.UNDONE}


@audited("import.checked", says="had a file checked {found}")
def check(entry: Draft, batch: Batch, *, by: Any) -> Batch:
    """Judges every row, of a small file at once, of a large one in a run. Errors: `Problem`: what is open."""
    require_work(batch, by)
    plan = plan_of(batch)
    if _is_small(plan):
        tally = Tally(plan.importer.fields)
        for _ in walk(plan, tally):
            pass
        _keep(batch, tally, allowed=CHECKABLE)
        entry.about(batch, found=_found(tally))
        return batch
    run = runs.start(CHECK_KIND, f"Check {batch.file_name}"[:200], {"batch": batch.pk}, by=by)
    move(batch, BatchState.PREVIEWING, allowed=CHECKABLE, run=run, error="")
    entry.about(batch, found="in the background")
    return batch


@audited("import.preview-kept", says="found in a file {found}")
def keep_check(entry: Draft, batch: Batch, tally: Tally, *, by: Any, error: str = "") -> Batch:
    """Keeps what a run found; with `error`, why the import that was asked for did not happen."""
    _keep(batch, tally, allowed={BatchState.PREVIEWING, BatchState.IMPORTING}, error=error)
    entry.about(batch, found=_found(tally))
    return batch


def _found(tally: Tally) -> str:
    return f"with {tally.good} good and {tally.bad} bad rows"


def _is_small(plan: Plan) -> bool:
    if plan.detected.row_count is not None:
        return plan.detected.row_count <= AT_ONCE
    rows = files.rows(plan.batch.path, plan.detected)
    return readable(lambda: sum(1 for _ in islice(rows, AT_ONCE + 1))) <= AT_ONCE


def _keep(batch: Batch, tally: Tally, *, allowed: set[BatchState], error: str = "") -> None:
    move(
        batch,
        BatchState.PREVIEWED,
        allowed=allowed,
        row_count=tally.rows,
        good_count=tally.good,
        bad_count=tally.bad,
        topics=sorted(
            ([key, text, count] for key, (text, count) in tally.topics.items()), key=lambda topic: -topic[2]
        ),
        sample=tally.sample,
        repeated={"count": tally.repeated, "rows": tally.repeated_rows},
        verdict=tally.digest,
        error=error,
    )
    batch.bad_rows.all().delete()
    BadRow.objects.bulk_create((BadRow(batch=batch, **row) for row in tally.bad_rows), batch_size=500)
