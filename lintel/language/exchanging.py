"""A SKOS file on its way in: turned into rows of the glossary file, and from there on like every import."""

import csv
import tempfile
from pathlib import Path

from lintel.imports.bringing import bring, check_file
from lintel.imports.models import Batch
from lintel.language import skos
from lintel.language.import_fields import FIELDS
from lintel.language.models import TermQuerySet
from lintel.people.models import User
from lintel.ui.exports import neutral

IMPORTER = "glossary"


def for_exchange(terms: TermQuerySet) -> TermQuerySet:
    """Terms with all that a file of them needs, in a fixed number of queries."""
    return terms.with_owners().prefetch_related("distinctions__other", "distinctions_from_others__term")


def check_skos(content: bytes, name: str, *, by: User) -> Batch:
    """Read a Turtle file and preview it as an import; nothing comes in before somebody says so."""
    with tempfile.TemporaryDirectory() as folder:
        return check_file(_as_csv(content, name, Path(folder)), IMPORTER, by=by)


def bring_skos(content: bytes, name: str, *, by: User) -> Batch:
    """Read a Turtle file and bring it in at once; for the command line."""
    with tempfile.TemporaryDirectory() as folder:
        return bring(_as_csv(content, name, Path(folder)), IMPORTER, by=by)


def _as_csv(content: bytes, name: str, folder: Path) -> Path:
    concepts = skos.read(content)
    path = folder / f"{Path(name).stem[:80] or 'skos'}.csv"
    labels = {field.name: field.label for field in FIELDS}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(labels), restval="")
        writer.writerow(labels)
        for row in skos.rows(concepts):
            writer.writerow({column: neutral(text) for column, text in row.items()})
    return path
