"""A file loaded into a source from beginning to end, for the command line and the demo."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lintel.audit.runs import Outcome, Progress, run_kind
from lintel.customers.sources import databases
from lintel.customers.sources.actions import source as sources
from lintel.customers.sources.models import Load, Source
from lintel.customers.sources.preparing import named
from lintel.imports.bringing import bring


def load_file(
    path: Path | str,
    *,
    source: str,
    by: Any,
    importer: str = "",
    mapping: Mapping[str, Sequence[str]] | None = None,
    options: Mapping[str, str] | None = None,
    reading: Mapping[str, Any] | None = None,
    accept_good_rows: bool = True,
) -> Load:
    """Bring a file in as a load of the source of this name, made if it is new. Errors: `Problem`.

    Without an importer the file is read as the source's last one, else recognised by its columns.
    """
    _, slug = named(source)
    known = Source.objects.filter(slug=slug).first()
    batch = bring(
        path,
        importer or (known.importer if known else ""),
        by=by,
        mapping=mapping,
        options={**(options or {}), "source": source},
        reading=reading,
        accept_good_rows=accept_good_rows,
    )
    return Load.objects.select_related("source").filter(batch=batch).latest("number")


def load_table(source: Source, *, by: Any) -> Load | None:
    """Load the new rows of a source's table; None when there are none. Errors: `Problem`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{source.slug}.jsonl"
        fetched = databases.fetch(source, path)
        if not fetched.rows:
            return None
        whole = "" if source.watermark_column else "Yes"
        options = {**source.options, "whole": whole} if whole else source.options
        done = load_file(path, source=source.name, by=by, importer=source.importer, options=options)
    sources.read_to(source, fetched.watermark, by=by)
    return done


@run_kind(sources.READ_KIND, resumable=True)
def read(progress: Progress) -> Outcome:
    """Reads a database's new rows; taken up again, it loads what is new since then."""
    source = Source.objects.get(pk=progress.inputs["source"])
    progress.report(0, 0, f"Reading {source.table}")
    done = load_table(source, by=progress.run.created_by)
    counts = {"created": done.created, "updated": done.updated} if done else {"created": 0, "updated": 0}
    return Outcome(counts, source.get_absolute_url())
