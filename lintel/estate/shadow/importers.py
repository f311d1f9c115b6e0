"""Logs come in through the framework of imports, which shows every bad line and undoes a whole file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lintel.estate.shadow.access import may_bring
from lintel.estate.shadow.actions import log_file
from lintel.estate.shadow.formats import CURRENCY, FORMATS, SOURCE, Format
from lintel.estate.shadow.gathering import Summed, summed
from lintel.estate.shadow.models import LogFile, LogKind
from lintel.imports.contract import Context, Counts, Fault, Field
from lintel.imports.contract import register as register_importer
from lintel.ui.problems import Problem

if TYPE_CHECKING:
    import pyarrow as pa

SOON = dt.timedelta(days=1)  # clocks differ, and zones are sometimes left out


class LogImporter:
    """One format of logs as an importer of tables."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self.slug, self.title, self.noun = form.slug, f"Logs: {form.title}", form.noun
        self.description, self.fields, self.marks = form.description, form.fields, form.marks
        self.key = form.key
        source = Field(**{**vars(SOURCE), "default": form.usual})
        self.options: tuple[Field, ...] = (source, CURRENCY) if form.kind == LogKind.EXPENSE else (source,)

    def may_import(self, user: Any) -> bool:
        """Whoever brings logs in."""
        return may_bring(user)

    def wants_rest(self, options: Mapping[str, Any]) -> bool:
        """Nothing else of a line is wanted, and so nothing else is kept."""
        return False

    def flaws(self, rows: pa.Table, context: Context) -> Iterable[tuple[Fault, Sequence[int]]]:
        """Lines of the future, and lines of a time that another file of this log has covered."""
        import pyarrow as pa
        import pyarrow.compute as pc

        times = rows.column("at")

        def moment(at: dt.datetime) -> pa.Scalar:
            return pa.scalar(at, times.type)

        def places(which: Any) -> list[int]:
            return list(pc.indices_nonzero(which).to_pylist())

        ahead = places(pc.greater(times, moment(timezone.now() + SOON)))
        if ahead:
            yield Fault("at", "It lies in the future. Correct the time."), ahead
        for file in self._covered(context):
            after, before = moment(file.first_at), moment(file.last_at)
            within = places(pc.and_(pc.greater_equal(times, after), pc.less_equal(times, before)))
            if within:
                yield _twice(file), within

    def _covered(self, context: Context) -> list[LogFile]:
        source = " ".join(str(context.options.get("source") or "").split())
        if "files" not in context.memory:
            rows = LogFile.objects.filter(kind=self.form.kind, source__iexact=source)
            context.memory["files"] = list(rows.select_related("batch"))
        found: list[LogFile] = context.memory["files"]
        return found

    def prepare(self, rows: Path, context: Context) -> Summed:
        """The sums of the file; nothing is written."""
        source = " ".join(str(context.options["source"]).split())[:80]
        currency = str(context.options.get("currency") or "EUR").upper()
        if self.form.kind == LogKind.EXPENSE and not (len(currency) == 3 and currency.isalpha()):
            raise Problem(
                f"“{currency}” is no currency.", way_out="Write three letters such as EUR.", field="currency"
            )
        return summed(self.form, rows, source=source, currency=currency)

    def take_in(self, prepared: Summed, context: Context) -> Counts:
        """Finds or makes the tools, and keeps the sums."""
        file = log_file.take_in(prepared, batch=context.batch, by=context.by)
        return Counts(created=file.telling, unchanged=file.lines - file.telling)

    def forget(self, prepared: Summed) -> None:
        """Sums in memory need no clearing."""

    def take_back(self, context: Context) -> tuple[int, list[str]]:
        """Takes the sums away, and tools that nobody has said anything about."""
        file = LogFile.objects.filter(batch__pk=context.batch.pk if context.batch else 0).first()
        if file is None:
            raise Problem("This file was undone already.", way_out="Reload the page to see where it stands.")
        lines = file.telling
        return lines, log_file.take_back(file, by=context.by)


def _twice(file: LogFile) -> Fault:
    return Fault(
        "at",
        f"The file “{file.batch.file_name}” covered this time already. Leave the line out, or give the log "
        "another name if it is another log.",
    )


def register() -> None:
    """Make the formats known to the framework."""
    for form in FORMATS:
        register_importer(LogImporter(form))
