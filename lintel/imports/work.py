"""The runs of this room: checking, importing and undoing files that are too large to wait for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.db import IntegrityError

from lintel.audit.runs import Cancelled, Outcome, Progress, run_kind
from lintel.imports import spooling
from lintel.imports.actions import applying, checking, undoing
from lintel.imports.contract import Context, Importer, is_bulk
from lintel.imports.judging import Tally, walk
from lintel.imports.models import Batch, BatchState
from lintel.imports.plans import Plan, plan_of
from lintel.ui.problems import Problem

CHANGED = (
    "Since the preview something in Lintel has changed, and rows of this file are judged differently now. "
    "Nothing was imported. Look at the preview again, then import."
)
RACED = "What is in Lintel changed while the file came in. Nothing was imported. Check the file again."
FAULT = "This stopped because of a fault in Lintel. Nothing was changed. Tell your administrator."


@run_kind(checking.CHECK_KIND, resumable=True)
def check(progress: Progress) -> Outcome:
    """Judges a large file and keeps the preview."""
    batch = _batch(progress)
    if batch.state == BatchState.PREVIEWING:
        with _honest(batch, back=BatchState.MAPPED, failed=BatchState.FAILED):
            tally = _walk(plan_of(batch), progress, None)
            checking.keep_check(batch, tally, by=progress.run.created_by)
    return Outcome({"good": batch.good_count, "bad": batch.bad_count}, batch.get_absolute_url())


@run_kind(applying.APPLY_KIND, resumable=True)
def apply(progress: Progress) -> Outcome:
    """Judges every row again, outside the transaction, then writes the very rows that were judged inside it.

    A run that was killed after its commit finds the batch imported and only says so.
    """
    batch = _batch(progress)
    if batch.state == BatchState.IMPORTING:
        with (
            _honest(batch, back=BatchState.PREVIEWED, failed=BatchState.FAILED),
            spooling.spool(plan := plan_of(batch)) as spool,
        ):
            tally = _walk(plan, progress, spool)
            if tally.digest != batch.verdict:
                checking.keep_check(batch, tally, by=progress.run.created_by, error=CHANGED)
                raise Problem(CHANGED)
            progress.report(tally.rows, tally.rows, f"Writing {tally.good:,} rows, all or none")
            spool.close()
            if isinstance(spool, spooling.Tables):
                _take_in_tables(batch, plan, spool)
            else:
                applying.take_in(batch, plan, spool.rows(), by=progress.run.created_by)
    counts = {
        "created": batch.created_count,
        "updated": batch.updated_count,
        "unchanged": batch.unchanged_count,
    }
    return Outcome(counts, batch.get_absolute_url())


def _take_in_tables(batch: Batch, plan: Plan, spool: spooling.Tables) -> None:
    importer = plan.importer
    if not is_bulk(importer):
        raise TypeError(f"{importer.slug} takes rows, not tables")
    context = Context(by=plan.batch.created_by, options=plan.options, batch=batch)
    prepared = importer.prepare(spool.path, context)
    try:
        applying.take_in_bulk(batch, importer, prepared, context, by=context.by)
    except BaseException:
        importer.forget(prepared)
        raise


@run_kind(undoing.UNDO_KIND, resumable=True)
def undo(progress: Progress) -> Outcome:
    """Takes an import back."""
    batch = _batch(progress)
    importer = batch.by_importer
    if batch.state == BatchState.UNDOING and importer is not None:
        progress.report(0, 0, "Taking back what came in, all or none")
        with _honest(batch, back=BatchState.IMPORTED, failed=BatchState.IMPORTED):
            if is_bulk(importer):
                undoing.take_back_bulk(batch, importer, by=progress.run.created_by)
            else:
                undoing.take_back(batch, cast(Importer, importer), by=progress.run.created_by)
    return Outcome({"stayed": batch.kept_count}, batch.get_absolute_url())


def _batch(progress: Progress) -> Batch:
    batch = Batch.objects.select_related("created_by", "run").filter(pk=progress.inputs["batch"]).first()
    if batch is None or batch.run_id != progress.run.pk:
        raise Problem(
            "This import has moved on without this run.", way_out="See its page for where it stands."
        )
    return batch


def _walk(plan: Plan, progress: Progress, spool: spooling.Spool | None) -> Tally:
    """Judges all rows; good ones go to the spool as they will be written, so that memory stays flat."""
    tally = Tally(plan.importer.fields)
    total = plan.detected.row_count or plan.batch.row_count
    for chunk in walk(plan, tally):
        if spool is not None:
            spool.keep(chunk)
        progress.report(tally.rows, max(total, tally.rows), f"{tally.rows:,} rows checked")
    return tally


@contextmanager
def _honest(batch: Batch, *, back: BatchState, failed: BatchState) -> Iterator[None]:
    """Whatever ends the work early, the batch says so and can be taken up again."""

    def stop(to: BatchState, reason: str) -> None:
        batch.refresh_from_db()
        if batch.state in {BatchState.PREVIEWING, BatchState.IMPORTING, BatchState.UNDOING}:
            applying.stop(batch, by=None, to=to, reason=reason)

    try:
        yield
    except Cancelled:
        stop(back, "Stopped on request. Nothing was changed.")
        raise
    except Problem as problem:
        stop(failed, problem.sentence)
        raise
    except IntegrityError as error:
        stop(failed, RACED)
        raise Problem(RACED) from error
    except Exception:
        stop(failed, FAULT)
        raise
