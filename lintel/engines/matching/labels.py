"""A result beside its labels: finds the labelled records of each source and measures over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lintel.engines.matching import files
from lintel.engines.matching.evaluate import Quality, b_cubed
from lintel.engines.matching.evaluate import pairwise as over_pairs
from lintel.engines.matching.profile import plain_name
from lintel.engines.matching.sql import literal, quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LABELS = ("label", "truth", "cluster", "cluster_id", "customer", "customer_id", "person", "person_id",
          "entity", "entity_id")  # fmt: skip
IDS = ("source_record_id", "record_id", "id", "rec_id", "unique_id", "uuid", "key")


@dataclass(frozen=True)
class Measured:
    """Quality over the `records` that carry a label; `unlabelled` ones were left out."""

    records: int
    unlabelled: int
    pairwise: Scores
    b_cubed: Scores


@dataclass(frozen=True)
class Scores:
    """Shares between 0 and 1."""

    precision: float
    recall: float
    f1: float


def measure(
    clusters: Path, labels: Sequence[Path], *, identity: str | None = None, label: str | None = None
) -> Measured:
    """Compares the customers in `clusters` with the true ones in the files of `labels`.

    A label belongs to the source its `source` column names, or to the source named like the file, or to the
    only one there is. Raises ValueError with a sentence when a column or a source cannot be found.
    """
    import duckdb

    with duckdb.connect() as connection:
        columns = files.load(connection, clusters, "found")
        lacking = sorted({"source", "source_record_id", "customer_id"} - set(columns))
        if lacking:
            raise ValueError(f"{clusters.name} has no column {lacking[0]!r}. Give what `run` wrote.")
        parts = []
        for number, path in enumerate(labels):
            parts.append(_part(connection, path, f"labels_{number}", identity, label))
        rows = connection.execute(
            f"select t.label, f.customer_id from ({' union all '.join(parts)}) t "
            "join found f on f.source = t.source and f.source_record_id = t.id where t.label is not null"
        ).fetchall()
        count = connection.execute("select count(*) from found").fetchone()
    if not rows:
        raise ValueError("No labelled record is among the customers. Check --id and the sources' names.")
    truth, found = [row[0] for row in rows], [row[1] for row in rows]
    both = _scores(over_pairs(truth, found)), _scores(b_cubed(truth, found))
    return Measured(len(rows), (int(count[0]) if count else 0) - len(rows), *both)


def _part(
    connection: DuckDBPyConnection, path: Path, table: str, identity: str | None, label: str | None
) -> str:
    """SQL for (source, id, label) of one file of labels."""
    columns = files.load(connection, path, table)
    key = _column(path, columns, identity, IDS, "record's id", "--id")
    truth = _column(path, [c for c in columns if c != key], label, LABELS, "true customer", "--label")
    sources = [row[0] for row in connection.execute("select distinct source from found").fetchall()]
    if "source" in columns:
        source = "source"
    elif files.stem(path) in sources or len(sources) == 1:
        source = literal(files.stem(path) if files.stem(path) in sources else sources[0])
    else:
        raise ValueError(
            f"{path.name} does not say which source its records are of ({', '.join(sorted(sources))}). "
            "Add a column source, or name the file like its source."
        )
    return f"select {source} as source, {quoted(key)} as id, {quoted(truth)} as label from {table}"


def _column(
    path: Path, columns: Sequence[str], asked: str | None, usual: Sequence[str], what: str, option: str
) -> str:
    if asked is not None and asked in columns:
        return asked
    found = [] if asked else [c for name in usual for c in columns if plain_name(c) == name]
    if found:
        return found[0]
    lacks = f"has no column {asked!r}" if asked else f"has no column that looks like the {what}"
    raise ValueError(f"{path.name} {lacks}. Name one with {option}: {', '.join(columns)}.")


def _scores(quality: Quality) -> Scores:
    return Scores(quality.precision, quality.recall, quality.f1)
