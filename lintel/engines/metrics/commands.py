"""`lintel metrics`: answers questions over a model file, without the rest of Lintel."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from lintel.engines.metrics import Model, Query

app = typer.Typer(no_args_is_help=True, help="Agreed figures from a model file; needs no database of Lintel.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
ModelFile = Annotated[Path, typer.Option("--model", help="The model, YAML or JSON in Ossie's shape.")]
Db = Annotated[
    str, typer.Option("--db", help="A DuckDB file, a folder of Parquet and CSV files, or postgresql://….")
]
Metrics = Annotated[str, typer.Option("--metrics", help="Names with commas: revenue,orders")]
Splits = Annotated[str, typer.Option("--by", help="Splits: country,time:month")]
Where = Annotated[
    list[str] | None, typer.Option("--where", help='A condition, may be repeated: "country in DE,FR"')
]
Days = Annotated[str, typer.Option("--period", help="2026-01-01..2026-03-31, 2026-03 or 2026")]
OrderBy = Annotated[str, typer.Option("--order", help="-revenue,country: a minus means largest first")]
Limit = Annotated[int | None, typer.Option("--limit", help="At most so many rows.", min=1)]
TopList = Annotated[str, typer.Option("--top", help="5:revenue shows five and all others as one")]
Fill = Annotated[bool, typer.Option("--fill", help="A row for every time, also those without data.")]
Zone = Annotated[str, typer.Option("--timezone", help="Where days begin; by default as the calendar says.")]
AsOf = Annotated[str, typer.Option("--as-of", help="Where open windows end; by default now.")]


@app.command("compile")
def compile_(
    model: ModelFile,
    metrics: Metrics,
    by: Splits = "",
    where: Where = None,
    period: Days = "",
    order: OrderBy = "",
    limit: Limit = None,
    top: TopList = "",
    fill: Fill = False,
    timezone: Zone = "",
    as_of: AsOf = "",
    dialect: Annotated[str, typer.Option(help="duckdb, postgres, spark, trino or clickhouse.")] = "duckdb",
    as_json: AsJson = False,
) -> None:
    """Print the SQL that answers a question."""
    from lintel.engines import metrics as engine

    with _refusals():
        known = engine.load(model)
        asked = _question(known, metrics, by, where, period, order, limit, top, fill, timezone)
        done = engine.compile(known, asked, dialect=dialect, as_of=_moment(as_of))  # type: ignore[arg-type] # checked there
    if as_json:
        typer.echo(json.dumps(asdict(done), default=_plain))
        return
    typer.echo(done.sql)
    if done.parameters:
        typer.echo("\n-- " + ", ".join(f"{name} = {value!r}" for name, value in done.parameters.items()))


@app.command()
def run(
    model: ModelFile,
    db: Db,
    metrics: Metrics,
    by: Splits = "",
    where: Where = None,
    period: Days = "",
    order: OrderBy = "",
    limit: Limit = None,
    top: TopList = "",
    fill: Fill = False,
    timezone: Zone = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
) -> None:
    """Answer a question."""
    from lintel.engines import metrics as engine
    from lintel.engines.metrics import running

    with _refusals(), running.connect(db) as (connection, dialect):
        known = engine.load(model)
        asked = _question(known, metrics, by, where, period, order, limit, top, fill, timezone)
        done = engine.compile(known, asked, dialect=dialect, as_of=_moment(as_of))
        rows = running.run(connection, done)
    if as_json:
        columns = [asdict(column) for column in done.columns]
        typer.echo(json.dumps({"columns": columns, "rows": rows, "sql": done.sql}, default=_plain))
        return
    for line in _table([column.name for column in done.columns], rows):
        typer.echo(line)


@app.command()
def verify(model: ModelFile, db: Db, as_json: AsJson = False) -> None:
    """Test that the data holds what the model promises; exit status 1 when it does not."""
    from lintel.engines import metrics as engine
    from lintel.engines.metrics import running
    from lintel.engines.metrics.verify import verify as test

    with _refusals(), running.connect(db) as (connection, dialect):
        found = test(engine.load(model), connection, dialect=dialect)
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in found]))
    else:
        for finding in found:
            typer.echo(f"{'ok  ' if finding.fine else 'MEND'}  {finding.place}: {finding.sentence}")
    raise typer.Exit(0 if all(finding.fine for finding in found) else 1)


@app.command()
def export(model: ModelFile) -> None:
    """Print the model for other tools: Ossie's schema to the letter, our own parts as custom extensions."""
    from lintel.engines import metrics as engine

    with _refusals():
        typer.echo(engine.dump(engine.load(model), strict=True), nl=False)


@app.command()
def dimensions(model: ModelFile, metrics: Metrics, as_json: AsJson = False) -> None:
    """Say what metrics can be split by, and why not by the rest."""
    from lintel.engines import metrics as engine
    from lintel.engines.metrics import asking

    with _refusals():
        found = engine.load(model).dimensions(asking.names(metrics))
    if as_json:
        typer.echo(json.dumps([asdict(item) for item in found]))
        return
    for item in found:
        typer.echo(f"{'yes' if item.safe else 'no '}  {item.name}{'' if item.safe else ': ' + item.reason}")


def _question(
    known: "Model",
    metrics: str,
    by: str,
    where: list[str] | None,
    period: str,
    order: str,
    limit: int | None,
    top: str,
    fill: bool,
    timezone: str,
) -> "Query":
    from lintel.engines import metrics as engine
    from lintel.engines.metrics import asking

    return engine.Query(
        metrics=asking.names(metrics),
        by=asking.by(by),
        where=asking.where(known, where or []),
        period=asking.period(period),
        order=asking.order(order),
        limit=limit,
        top=asking.top(top),
        fill=fill,
        timezone=timezone or None,
    )


def _moment(text: str) -> datetime:
    from lintel.engines.metrics import MetricsError

    if not text:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise MetricsError("as-of", f"“{text}” is no moment.", "Write it like 2026-03-31T12:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _table(names: list[str], rows: list[tuple[Any, ...]]) -> Iterator[str]:
    """Columns under their names, numbers to the right."""
    shown = [
        ["" if v is None else str(_plain(v)) if isinstance(v, Decimal) else str(v) for v in row]
        for row in rows
    ]
    numeric = [any(isinstance(row[i], int | float | Decimal) for row in rows) for i in range(len(names))]
    widths = [
        max(len(name), *(len(row[i]) for row in shown)) if shown else len(name)
        for i, name in enumerate(names)
    ]
    for line in (names, ["-" * width for width in widths], *shown):
        cells = [
            v.rjust(w) if right else v.ljust(w) for v, w, right in zip(line, widths, numeric, strict=True)
        ]
        yield "  ".join(cells).rstrip()


@contextmanager
def _refusals() -> Iterator[None]:
    """A refusal is one line on standard error and exit status 2."""
    from lintel.engines.metrics import MetricsError

    try:
        yield
    except (MetricsError, OSError) as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
