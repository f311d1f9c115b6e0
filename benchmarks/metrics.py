"""Measures generated SQL beside SQL written by hand, and beside MetricFlow's.

`python -m benchmarks.metrics [--lines 6000000] [--rounds 20] [--folder OFFICIAL] [--metricflow]`

Both statements of a question run in turn on the same connection, the first of them alternating; the ratio is
that of the medians. `--folder` takes the official TPC-H rows that `python -m benchmarks.tpch FOLDER` writes.
`--metricflow` installs MetricFlow into a throw-away environment, lets it write SQL for the questions that it
can answer, and runs that on the same connection. Compiling is measured in processor time.
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import duckdb

from benchmarks import tpch, tpch_rows
from benchmarks.tpch_hand import WRITTEN
from lintel.engines import metrics
from lintel.engines.metrics import By, Model, Period, Query, reading

AS_OF = datetime(1999, 1, 1, tzinfo=UTC)
LIMIT, COMPILE_LIMIT = 1.10, 15.0
TWO_FACTS = Query(
    ("order_value", "lines", "value_per_line"),
    by=(By("c_mktsegment"), By("time", "year")),
    period=Period(date(1993, 1, 1), date(1997, 12, 31)),
)


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=6_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--metricflow", action="store_true")
    options = parser.parse_args()
    connection = duckdb.connect(config={"threads": options.threads})
    _load(connection, options.folder, options.lines)
    (lines,) = connection.execute("select count(*) from tpch.lineitem").fetchone() or (0,)
    model = reading.model(tpch.model())
    print(f"{lines:,} line items, {options.rounds} interleaved runs, {options.threads} threads\n")
    print("| question | written by hand, ms | generated, ms | ratio of medians | within 1.10 | compile, ms |")
    print("|---|---:|---:|---:|---|---:|")
    questions = {f"TPC-H {number}": tpch.QUESTIONS[number][0] for number in tpch.QUESTIONS}
    for name, question in (questions | {"ratio over two facts": TWO_FACTS}).items():
        _question(connection, model, name, question, options.rounds)
    if options.metricflow:
        from benchmarks import metricflow

        metricflow.beside(connection, options.rounds)
    else:
        print("\nMetricFlow was left out: --metricflow installs it into a throw-away environment.")


def _load(connection: duckdb.DuckDBPyConnection, folder: Path | None, lines: int) -> None:
    if folder is None:
        tpch_rows.fill(connection, lines)
        return
    connection.execute("create schema tpch")
    for file in sorted(folder.glob("*.parquet")):
        connection.execute(f"create table tpch.{file.stem} as select * from read_parquet('{file}')")


def _question(
    connection: duckdb.DuckDBPyConnection, model: Model, name: str, question: Query, rounds: int
) -> None:
    done = metrics.compile(model, question, as_of=AS_OF)
    written = WRITTEN[name]
    mine, theirs = (
        connection.execute(*call).fetchall() for call in ((done.sql, done.parameters), (written,))
    )
    assert same(mine, theirs), f"{name}: the answers differ"
    hand, ours = timed(connection, (written, {}), (done.sql, done.parameters), rounds)
    compiling = median(_compiling(model, question) for _ in range(rounds))
    ratio = ours / hand
    print(
        f"| {name} | {hand:.1f} | {ours:.1f} | {ratio:.2f} | {'yes' if ratio <= LIMIT else 'NO'} "
        f"| {compiling:.1f}{'' if compiling <= COMPILE_LIMIT else ' NO'} |",
        flush=True,
    )


def timed(
    connection: duckdb.DuckDBPyConnection,
    first: tuple[str, dict[str, Any]],
    second: tuple[str, dict[str, Any]],
    rounds: int,
) -> tuple[float, float]:
    """Medians in ms of two statements that run in turn, the first of them alternating."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for which in (0, 1) if number % 2 else (1, 0):
            statement, values = (first, second)[which]
            start = perf_counter()
            connection.execute(statement, values).fetchall()
            found[which].append((perf_counter() - start) * 1e3)
    return median(found[0]), median(found[1])


def same(mine: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]]) -> bool:
    """Equal rows, whatever the order of rows and columns; fractions to nine digits."""

    def plain(rows: list[tuple[Any, ...]]) -> list[list[str]]:
        return sorted(sorted(map(_plain, row)) for row in rows)

    return plain(mine) == plain(theirs)


def _plain(value: Any) -> str:
    if isinstance(value, int | float | Decimal):
        return f"{float(value):.9g}"
    return value.strftime("%Y-%m-%d") if isinstance(value, date) else str(value)


def _compiling(model: Model, question: Query) -> float:
    start = process_time()
    metrics.compile(model, question, as_of=AS_OF)
    return (process_time() - start) * 1e3


if __name__ == "__main__":
    main()
