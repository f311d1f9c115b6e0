"""Sources: made, changed, given a file, read from their database."""

import re
from typing import Any

from lintel.audit import runs
from lintel.audit.audited import Draft, audited
from lintel.audit.models import Run
from lintel.customers.sources.actions._refusals import require
from lintel.customers.sources.formats import FORMATS
from lintel.customers.sources.models import ENV_NAME, ENV_PREFIX, Source
from lintel.customers.sources.preparing import named
from lintel.customers.sources.settled import Settings
from lintel.imports.actions import uploading
from lintel.imports.models import Batch
from lintel.imports.storing import Stored
from lintel.ui.problems import Problem

READ_KIND = "sources.read"


@audited("source.registered", says="described a source of {kind}")
def register(entry: Draft, name: str, importer: str, settings: Settings, *, by: Any) -> Source:
    """Makes a source, before its first load. Errors: `Problem` when there is one of this name."""
    require(by)
    form = next((form for form in FORMATS if form.slug == importer), None)
    if form is None:
        raise Problem("It is not said what the source holds.", way_out="Choose a format.", field="importer")
    written, slug = named(name)
    if Source.objects.filter(slug=slug).exists():
        raise Problem(f"There is a source “{written}” already.", way_out="Load the file there.", field="name")
    source = Source(name=written, slug=slug, kind=form.kind, importer=form.slug, created_by=by)
    _settle(source, settings)
    entry.about(source, kind=source.kind, importer=importer)
    return source


@audited("source.changed", says="changed what is expected of a source")
def change(entry: Draft, source: Source, settings: Settings, *, by: Any) -> Source:
    """Changes trust, rhythm and where a database is found; another table or column is read from its start."""
    require(by)
    if (source.table, source.watermark_column) != (settings.table, settings.watermark_column):
        source.watermark = ""
    _settle(source, settings)
    entry.about(source, trust=source.trust, rhythm=source.rhythm)
    return source


@audited("source.file-brought", says="brought a file for a source")
def bring(entry: Draft, source: Source, stored: Stored, *, by: Any) -> Batch:
    """Takes a stored file in as the source's next load: its columns are to be looked at, then checked."""
    require(by)
    batch = uploading.upload(stored, by=by, importer=source.importer)
    batch.options = {**source.options, **batch.options, "source": source.name}
    batch.save(update_fields=["options"])
    entry.about(source, batch=batch.pk)
    return batch


@audited("source.reading-ordered", says="asked for the new rows of a database")
def order_reading(entry: Draft, source: Source, *, by: Any) -> Run:
    """Starts the run that reads the new rows of a database's table and loads them."""
    require(by)
    if not source.is_database:
        raise Problem(
            "This source comes as files, not from a database.", way_out="Load a file, or set its database."
        )
    run = runs.start(READ_KIND, f"Read {source.name}"[:200], {"source": source.pk}, by=by)
    entry.about(source, run=run.pk)
    return run


@audited("source.read-to", says="read a database up to its newest row")
def read_to(entry: Draft, source: Source, watermark: str, *, by: Any) -> Source:
    """Remembers how far a table was read."""
    require(by)
    source.refresh_from_db()
    source.watermark = watermark
    source.save(update_fields=["watermark"])
    entry.about(source)
    return source


def _settle(source: Source, settings: Settings) -> None:
    source.trust, source.rhythm = settings.trust, settings.rhythm
    source.env, source.table = settings.env, settings.table
    source.watermark_column = settings.watermark_column
    if bool(source.env) != bool(source.table):
        raise Problem(
            "A database needs both its environment variable and its table.",
            way_out="Fill both, or leave both empty.",
            field="table" if source.env else "env",
        )
    if source.env and not re.fullmatch(ENV_NAME, source.env):
        raise Problem(
            "This variable is not for sources: Lintel's own would be readable.",
            way_out=f"Give it a name that begins with {ENV_PREFIX}.",
            field="env",
        )
    source.save()
