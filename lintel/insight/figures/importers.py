"""The table of figures as an importer: one column is the day, all others are dimensions or numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintel.imports.contract import Context, Counts, Fault, Field
from lintel.insight.figures import access
from lintel.insight.figures.actions import figure_table
from lintel.insight.figures.models import FigureLoad
from lintel.insight.figures.preparing import Prepared, number_sql, numbers_of, prepare
from lintel.ui.problems import Problem
from lintel.warehouse import writing

if TYPE_CHECKING:
    import pyarrow as pa

YES = {"Yes": "yes", "No": "no"}
FIELDS = (
    Field(
        "day", "Day", "date", required=True, aliases=("date", "month", "datum", "tag", "opened", "at",
        "when"),
        help="The day that a row's figures belong to.", example="2026-11-20",
    ),
)  # fmt: skip
OPTIONS = (
    Field(
        "table", "Name of the table", required=True,
        help="Such as “Campaign costs”. A new name makes a new table; a known one gets the rows added.",
    ),
    Field(
        "numbers", "Columns that are numbers",
        help="Their names with commas between them. Empty: those whose values all are numbers.",
    ),
    Field(
        "decimal_mark", "Decimal mark of the numbers", "choice", choices={"Point": "point", "Comma": "comma"},
        default="Point",
    ),
    Field(
        "replace", "This file replaces the table", "choice", choices=YES, default="No",
        help="Yes: the rows that were there leave. No: they stay.",
    ),
)  # fmt: skip


class FiguresImporter:
    """Any list with a day, dimensions and numbers."""

    slug = "figures"
    title = "A table of figures"
    noun = "row"
    description = (
        "A day, what it is about, and numbers: costs, tickets, visitors. Metrics are defined over it."
    )
    fields = FIELDS
    options = OPTIONS
    marks: frozenset[str] = frozenset()

    def may_import(self, user: Any) -> bool:
        """Who works on one of the sides, and administrators."""
        return access.may_bring(user)

    def wants_rest(self, options: Mapping[str, Any]) -> bool:
        """Every column counts."""
        return True

    def flaws(self, rows: pa.Table, context: Context) -> Iterator[tuple[Fault, Sequence[int]]]:
        """Values that are no numbers where the options say that a column holds numbers."""
        import duckdb

        if not rows.num_rows or not (chosen := sorted(numbers_of(context.options))):
            return
        mark = "," if context.options.get("decimal_mark") == "comma" else "."
        with duckdb.connect() as connection:
            connection.register("given", rows)
            keys = "select distinct unnest(json_keys(rest_of_row)) from given where rest_of_row is not null"
            labels = {row[0].casefold(): row[0] for row in connection.execute(keys).fetchall()}
            for name in chosen:
                if name not in labels:
                    continue
                path = '$."' + labels[name].replace('"', '\\"') + '"'
                told = "select row_in_file, trim(json_extract_string(rest_of_row, $path)) as said from given"
                wrong = f"coalesce(said <> '' and {number_sql('said', mark)} is null, false)"
                said = f"select {wrong} from ({told}) order by row_in_file"  # fixed words
                found = next(iter(connection.execute(said, {"path": path}).fetchnumpy().values()))
                positions = found.nonzero()[0].tolist()
                if positions:
                    yield (
                        Fault("", f"“{labels[name]}” is no number. Correct it, or do not name it a number."),
                        positions,
                    )

    def prepare(self, rows: Path, context: Context) -> Prepared:
        """The new state of the table, written and not yet published."""
        return prepare(rows, context)

    def take_in(self, prepared: Prepared, context: Context) -> Counts:
        """Publishes what was prepared."""
        load = figure_table.take_in(prepared, batch=context.batch, by=context.by)
        return Counts(created=load.rows)

    def forget(self, prepared: Prepared) -> None:
        """Removes files that will not be published."""
        writing.discard([prepared.sealed])

    def take_back(self, context: Context) -> tuple[int, list[str]]:
        """Publishes the state without these rows."""
        batch = context.batch.pk if context.batch else 0
        load = FigureLoad.objects.select_related("table").filter(batch_id=batch).first()
        if load is None:
            raise Problem("This file brought no figures.", way_out="Reload the page to see where it stands.")
        stayed = (
            ["The rows that the file had replaced do not come back; bring them again."]
            if load.replaced
            else []
        )
        return figure_table.take_back(load, by=context.by), stayed
