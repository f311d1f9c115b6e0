"""Units of an experiment from a file: who got which variant when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintel.experiments.access import may_bring
from lintel.experiments.actions import load as loads
from lintel.experiments.preparing import Prepared, experiment_of, prepare, returned
from lintel.imports.contract import REST, ROW, Context, Counts, Fault, Field
from lintel.imports.contract import register as register_importer

if TYPE_CHECKING:
    import pyarrow as pa


class UnitsImporter:
    """A row for each unit; all further columns are outcomes, and numbers."""

    slug, title, noun = "experiment-units", "Units of an experiment", "unit"
    description = (
        "Each row gives a unit its variant; every further column is an outcome or a value from before. "
        "Units are kept under a hash, so nobody can be recognised."
    )
    fields = (
        Field(
            "unit",
            "Unit",
            required=True,
            aliases=("unit id", "user", "user id", "customer", "visitor"),
            example="u-1001",
            help="What tells units apart; it is hashed.",
        ),
        Field("variant", "Variant", required=True, aliases=("group", "arm", "bucket"), example="control"),
        Field(
            "at",
            "Joined at",
            kind="datetime",
            required=True,
            aliases=("assigned at", "at", "timestamp", "first seen", "exposed at"),
            example="2026-11-02 09:15",
        ),
    )
    options = (Field("experiment", "Experiment", required=True, help="Its number; it stands on its page."),)
    marks = frozenset({"unit", "variant"})
    key = ("unit",)

    def may_import(self, user: Any) -> bool:
        """Whoever works on experiments."""
        return may_bring(user)

    def wants_rest(self, options: Mapping[str, Any]) -> bool:
        """The other columns are the outcomes."""
        return True

    def flaws(self, rows: pa.Table, context: Context) -> Iterator[tuple[Fault, Sequence[int]]]:
        """Variants that the plan does not have, and outcomes that are no numbers."""
        import duckdb

        if not rows.num_rows:
            return
        experiment = experiment_of(context.options, context.by)
        names = [variant.name for variant in experiment.variants.all()]
        with duckdb.connect() as connection:
            connection.register("rows", rows)
            numbered = f"(select *, row_number() over (order by {ROW}) - 1 as n from rows)"
            strange = connection.execute(
                f"select variant, list(n order by n) from {numbered} "
                "where not list_contains($names, variant) group by variant",
                {"names": names},
            ).fetchall()
            wrong = connection.execute(
                f"""
                with cells as (select n, k, json_extract_string({REST}, '$."' || k || '"') as cell
                               from (select n, {REST}, unnest(json_keys({REST}::json)) as k from {numbered})),
                     numbers as (select *, try_cast(cell as double) as number from cells where cell <> '')
                select k, list(n order by n) from numbers
                where number is null or not isfinite(number) group by k order by k"""
            ).fetchall()
        planned = ", ".join(names) or "none yet"
        for variant, places in strange:
            reason = f"“{variant}” is no variant of this experiment. Its variants are: {planned}."
            yield Fault("variant", reason), places
        for column, places in wrong:
            yield Fault("", f"Column “{column}” holds no number here. Write 12.5, or leave it empty."), places

    def prepare(self, rows: Path, context: Context) -> Prepared:
        """The new state of the units, written and not yet published."""
        return prepare(rows, context)

    def take_in(self, prepared: Prepared, context: Context) -> Counts:
        """Publishes the units."""
        load = loads.take_in(prepared, batch=context.batch, by=context.by)
        return Counts(created=load.rows)

    def forget(self, prepared: Prepared) -> None:
        """Removes files that will not be published."""
        prepared.forget()

    def take_back(self, context: Context) -> tuple[int, list[str]]:
        """Publishes the state without the file's units."""
        found = returned(context.batch)
        try:
            loads.take_back(found, by=context.by)
        except BaseException:
            found.forget()
            raise
        return found.rows, []


def register() -> None:
    """Make the importer known."""
    register_importer(UnitsImporter())
