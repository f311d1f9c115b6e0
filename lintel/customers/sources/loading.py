"""A file loaded into a source from beginning to end, for the command line and the demo."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

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
