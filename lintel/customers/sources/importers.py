"""The formats as importers: judged and mapped by the framework, written into the warehouse by loads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lintel.customers.sources import access
from lintel.customers.sources.actions import load as loads
from lintel.customers.sources.formats import FORMATS
from lintel.customers.sources.formats.model import SOURCE, Format
from lintel.customers.sources.preparing import Prepared, prepare, returned
from lintel.imports.contract import Context, Counts, Fault, Field
from lintel.imports.contract import register as register_importer

if TYPE_CHECKING:
    import pyarrow as pa

SOON = dt.timedelta(days=1)  # clocks differ, and zones are sometimes left out


class SourceImporter:
    """One format as an importer of tables."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self.slug, self.title, self.noun = form.slug, form.title, form.noun
        self.description, self.fields, self.marks = form.description, form.fields, form.marks
        self.key = form.key
        self.options: tuple[Field, ...] = (replace(SOURCE, default=form.usual), *form.options)

    def may_import(self, user: Any) -> bool:
        """Whoever brings sources in."""
        return access.may_bring(user)

    def wants_rest(self, options: Mapping[str, Any]) -> bool:
        """Whether the columns that no field takes are kept."""
        return options.get("keep_other") == "yes"

    def flaws(self, rows: pa.Table, context: Context) -> Iterator[tuple[Fault, Sequence[int]]]:
        """What the format refuses, by one pass of SQL over up to 20,000 rows."""
        import duckdb

        if not rows.num_rows:
            return
        said = ", ".join(f"coalesce({flaw.condition}, false)" for flaw in self.form.flaws)
        query = f"select {said} from rows order by row_in_file"
        with duckdb.connect() as connection:
            connection.register("rows", rows)
            soon = {"soon": timezone.now() + SOON} if "$soon" in query else {}
            found = connection.execute(query, soon).fetchnumpy()
        for flaw, column in zip(self.form.flaws, found.values(), strict=True):
            positions = column.nonzero()[0].tolist()
            if positions:
                yield Fault(flaw.field, flaw.reason), positions

    def prepare(self, rows: Path, context: Context) -> Prepared:
        """The new state of the dataset with these rows, written and not yet published."""
        return prepare(self.form, rows, context)

    def take_in(self, prepared: Prepared, context: Context) -> Counts:
        """Publishes what was prepared as a load."""
        load = loads.take_in(prepared, batch=context.batch, by=context.by)
        return Counts(load.created, load.updated, load.unchanged)

    def forget(self, prepared: Prepared) -> None:
        """Removes files that will not be published."""
        prepared.forget()

    def take_back(self, context: Context) -> tuple[int, list[str]]:
        """Publishes the state as if the load had never been."""
        found = returned(context.batch)
        try:
            loads.take_back(found, by=context.by)
        except BaseException:
            found.forget()
            raise
        return found.merged.taken_back, []


def register() -> None:
    """Make the formats known to the framework."""
    for form in FORMATS:
        register_importer(SourceImporter(form))
