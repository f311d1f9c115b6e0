"""From the good rows of a file to the new state of its table, before the transaction that publishes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lintel.imports.contract import Context
from lintel.insight.figures.models import ROOM, FigureTable
from lintel.ui.problems import Problem
from lintel.warehouse import reading, writing
from lintel.warehouse.writing import Sealed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

NUMBER, TEXT = "DECIMAL(18,4)", "VARCHAR"
MOST_COLUMNS = 40
RESERVED = {"day", "batch"}


@dataclass(frozen=True)
class Prepared:
    """A file that is ready: its table (new, or known), the new state, and what it followed."""

    table: FigureTable
    sealed: Sealed
    rows: int
    replaced: bool
    before: str


def identifier(text: str) -> str:
    """A name that definitions can use: small letters, digits and underscores."""
    name = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")[:60]
    return f"c_{name}" if name[:1].isdigit() else name


def number_sql(column: str, mark: str) -> str:
    """SQL that reads a text as a number, with the file's decimal mark; NULL where it is none."""
    grouping = "," if mark == "." else "."
    bare = f"replace(replace(replace(trim({column}), '{grouping}', ''), ' ', ''), chr(160), '')"
    return f"try_cast(replace({bare}, '{mark}', '.') as {NUMBER})"


def prepare(rows: Path, context: Context) -> Prepared:
    """Write the new state of the table. Errors: `Problem` when the file does not fit the table."""
    import duckdb

    options = context.options
    name = " ".join(str(options["table"]).split())[:120]
    slug = identifier(name)
    if not slug:
        raise Problem(
            f"“{name}” has no letters of which a name for formulas could be made.",
            way_out="Give the table a name with letters.",
            field="table",
        )
    known = FigureTable.objects.filter(slug=slug).first()
    with duckdb.connect() as connection:
        connection.read_parquet(str(rows)).create_view("rows")
        found = _columns(connection, options, known)
        table = known or FigureTable(
            slug=slug, name=name, columns={one: kind for one, (_, kind) in found.items()},
            labels={one: label for one, (label, _) in found.items()}, created_by=context.by,
        )  # fmt: skip
        return _written(connection, table, found, options, context)


def _written(
    connection: DuckDBPyConnection,
    table: FigureTable,
    found: Mapping[str, tuple[str, str]],
    options: Mapping[str, Any],
    context: Context,
) -> Prepared:
    shape = table.declared()
    current = reading.current(shape.name).get(shape.name)
    replaced = options.get("replace") == "yes"
    mark = "," if options.get("decimal_mark") == "comma" else "."
    batch = int(context.batch.pk) if context.batch else 0
    parts = ["day"]
    parameters: dict[str, Any] = {"batch": batch}
    for number, (column, (label, kind)) in enumerate(found.items()):
        parameters[f"c{number}"] = '$."' + label.replace('"', '\\"') + '"'
        text = f"json_extract_string(rest_of_row, $c{number})"
        parts.append(
            f'{number_sql(text, mark) if kind == NUMBER else f"nullif(trim({text}), chr(0))"} as "{column}"'
        )
    query = f"select {', '.join(parts)}, $batch::bigint as batch from rows"  # names are identifiers
    with writing.draft(shape.name, source=table.name, append=not replaced) as draft:
        draft.write_query(connection, query, parameters)
        sealed = draft.seal()
    row = connection.execute("select count(*) from rows").fetchone()
    return Prepared(table, sealed, int(row[0]) if row else 0, replaced, current.key if current else "")


def _columns(
    connection: DuckDBPyConnection, options: Mapping[str, Any], known: FigureTable | None
) -> dict[str, tuple[str, str]]:
    """Each column by its name for formulas, with its name in the file and its type; those of a known
    table."""
    names = "select distinct unnest(json_keys(rest_of_row)) from rows where rest_of_row is not null"
    labels = sorted(row[0] for row in connection.execute(names).fetchall())
    named = {identifier(label): label for label in labels}
    if not labels or len(named) != len(labels) or RESERVED & set(named) or "" in named:
        raise Problem(
            "The columns beside the day cannot be told apart by their names, or there are none.",
            way_out="Give every column a name of its own with letters; not “day” or “batch”.",
            field="table",
        )
    if len(named) > MOST_COLUMNS:
        raise Problem(
            f"The file has {len(named)} columns.", way_out=f"Bring at most {MOST_COLUMNS}.", field="table"
        )
    if known is not None:
        if absent := sorted(set(known.columns) - set(named)) + sorted(set(named) - set(known.columns)):
            raise Problem(
                f"The table “{known.name}” and this file do not have the same columns: {', '.join(absent)}.",
                way_out="Bring the file under another name, or give it the same columns.",
                field="table",
            )
        return {one: (named[one], kind) for one, kind in known.columns.items()}
    return {one: (label, _kind(connection, label, options)) for one, label in named.items()}


def _kind(connection: DuckDBPyConnection, label: str, options: Mapping[str, Any]) -> str:
    """A number where all its values are numbers, unless the option names the numbers."""
    chosen = numbers_of(options)
    if chosen:
        return NUMBER if label.casefold() in chosen else TEXT
    mark = "," if options.get("decimal_mark") == "comma" else "."
    path = '$."' + label.replace('"', '\\"') + '"'
    told = "select trim(json_extract_string(rest_of_row, $path)) as said from rows"
    wrong = f"said <> '' and {number_sql('said', mark)} is null"
    said = f"select count(*) filter (where said <> ''), count(*) filter (where {wrong}) from ({told})"
    filled, wrong = connection.execute(said, {"path": path}).fetchone() or (0, 0)
    return NUMBER if filled and not wrong else TEXT


def numbers_of(options: Mapping[str, Any]) -> set[str]:
    """The columns that are numbers as the option names them; empty where they are recognised."""
    return {one.strip().casefold() for one in str(options.get("numbers") or "").split(",") if one.strip()}


def returned(dataset: str, batch: int) -> Sealed | None:
    """The state without the rows of a batch; None when it has none."""
    current = reading.current(dataset).get(dataset)
    if current is None:
        return None
    import duckdb

    with duckdb.connect() as connection:
        return writing.without(connection, current, f"batch = {int(batch)}", source="undone")


__all__ = ["ROOM", "Prepared", "identifier", "number_sql", "numbers_of", "prepare", "returned"]
