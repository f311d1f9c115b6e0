"""A file brought in from beginning to end at once, through the same actions as on the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lintel.audit.models import Run, RunState
from lintel.audit.runs import execute
from lintel.imports import storing
from lintel.imports.actions import applying, checking, undoing, uploading
from lintel.imports.models import Batch, BatchState
from lintel.ui.problems import Problem


@dataclass(frozen=True)
class Settings:
    """What may be said instead of the suggestion: columns by field, options, reading options."""

    mapping: Mapping[str, Sequence[str]] | None = None
    options: Mapping[str, str] | None = None
    reading: Mapping[str, Any] | None = None


def check_file(path: Path, importer: str, *, by: Any, settings: Settings | None = None) -> Batch:
    """Upload, map and check; the batch then is previewed. What is not said is as suggested."""
    batch = map_file(path, importer, by=by, settings=settings)
    checking.check(batch, by=by)
    return finish(batch)


def map_file(path: Path, importer: str, *, by: Any, settings: Settings | None = None) -> Batch:
    """Upload and map; the batch then waits to be checked."""
    said = settings or Settings()
    stored = storing.keep_path(path)
    try:
        batch = uploading.upload(stored, by=by, importer=importer)
    except Exception:
        stored.forget()
        raise
    if said.reading:
        batch = uploading.read(batch, by=by, reading=said.reading)
    if not batch.importer:
        raise Problem(
            "The columns of this file do not say what it holds.",
            way_out="Name an importer.",
            field="importer",
        )
    uploading.map_columns(
        batch,
        by=by,
        mapping={**batch.mapping, **(said.mapping or {})},
        options={**batch.options, **(said.options or {})},
    )
    return batch


def bring(
    path: Path | str,
    importer: str,
    *,
    by: Any,
    options: Mapping[str, str] | None = None,
    mapping: Mapping[str, Sequence[str]] | None = None,
    reading: Mapping[str, Any] | None = None,
    accept_good_rows: bool = True,
) -> Batch:
    """Upload, map, check and import a file, and return when it is in. Errors: `Problem`."""
    batch = check_file(Path(path), importer, by=by, settings=Settings(mapping, options, reading))
    applying.apply(batch, by=by, accept_good_rows=accept_good_rows)
    return finish(batch)


def take_out(batch: Batch, *, by: Any) -> Batch:
    """Undo an import, and return when it is undone."""
    undoing.undo(batch, by=by)
    return finish(batch)


def finish(batch: Batch) -> Batch:
    """Do the batch's waiting run here and now; a worker that comes later finds it taken."""
    if batch.state in {BatchState.PREVIEWING, BatchState.IMPORTING, BatchState.UNDOING} and batch.run_id:
        execute.call(batch.run_id)
        run = Run.objects.get(pk=batch.run_id)
        if run.state not in {RunState.DONE, RunState.RUNNING}:
            raise Problem(run.error or run.message, way_out=f"See import {batch.pk}.")
    batch.refresh_from_db()
    return batch
