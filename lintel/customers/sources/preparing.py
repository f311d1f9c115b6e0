"""The long work of a load, done before the transaction that publishes it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from lintel.customers.sources import merging
from lintel.customers.sources.datasets import GROUNDS
from lintel.customers.sources.formats.model import Format
from lintel.customers.sources.merging import Merged
from lintel.customers.sources.models import Load, Source, SourceKind
from lintel.customers.sources.quality import profile
from lintel.imports.contract import Context
from lintel.ui.problems import Problem
from lintel.warehouse import writing


@dataclass(frozen=True)
class Prepared:
    """A load that is ready: for whom, under which number, and the new state."""

    name: str
    slug: str
    form: Format
    number: int
    whole: bool
    merged: Merged

    def forget(self) -> None:
        """Remove the files; nobody will read them."""
        writing.discard(self.merged.sealed)


@dataclass(frozen=True)
class Returned:
    """The state without a load, ready to be published."""

    load: Load
    merged: Merged

    def forget(self) -> None:
        """Remove the files; nobody will read them."""
        writing.discard(self.merged.sealed)


def named(name: str) -> tuple[str, str]:
    """A source's name and slug, those of the known one or of a new one. Errors: `Problem`."""
    written = " ".join(name.split())
    slug = slugify(written)[:60]
    if not slug:
        raise Problem(
            f"“{written[:60]}” has no letters of which an address could be made.",
            way_out="Give the source a name with letters.",
            field="source",
        )
    known = Source.objects.filter(slug=slug).first()
    return (known.name if known else written[:80]), slug


def prepare(form: Format, rows: Path, context: Context) -> Prepared:
    """Merge the good rows of a file into the state of its dataset. Errors: `Problem`."""
    name, slug = named(context.options["source"])
    known = Source.objects.filter(slug=slug).first()
    if known and known.kind != form.kind:
        held = SourceKind(known.kind).label.lower()
        raise Problem(
            f"The source “{known.name}” holds {held}, this file does not.",
            way_out="Give the file a source of its own.",
            field="source",
        )
    number = (Load.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    whole = context.options.get("whole") == "yes"
    said: dict[str, Any] = {"source": slug, "load": number, **form.parameters(context.options)}
    if "people" in said:
        said["people"] = named(said["people"])[1] if said["people"] else slug
    if "$now" in form.normal:
        said["now"] = timezone.now()
    merged = merging.merge(
        GROUNDS[form.kind], rows, form.normal, source=slug, load=number, whole=whole, parameters=said
    )
    return Prepared(name, slug, form, number, whole, merged)


def returned(batch: Any) -> Returned:
    """The state without what a batch brought. Errors: `Problem` when there is nothing to take back."""
    load = Load.objects.standing().select_related("source").filter(batch=batch).order_by("-number").first()
    if load is None:
        raise Problem("This load was undone already.", way_out="Reload the page to see where it stands.")
    ground = GROUNDS[SourceKind(load.source.kind)]
    return Returned(load, merging.unmerge(ground, source=load.source.slug, load=load.number))


def described(source: Source) -> dict[str, Any]:
    """How many rows a source has now and what they look like, as fields of it."""
    found = profile(source)
    return {"rows": found["rows"], "profile": found}
