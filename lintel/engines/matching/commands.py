"""`lintel match`: matches files on its own, without a database, settings or the rest of Lintel."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lintel.engines.matching.clock import Clock

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

    from lintel.engines.matching.explain import Waterfall
    from lintel.engines.matching.outcome import Result
    from lintel.engines.matching.state import State

app = typer.Typer(no_args_is_help=True, help="Find out which records are one customer; needs no database.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
StateFolder = Annotated[Path, typer.Option("--state", help="Folder that `run` wrote beside its result.")]
CLUSTERS, STATE = Path("clusters.parquet"), Path("clusters.state")


class Backend(StrEnum):
    """Where pairs are weighed and components found."""

    duckdb = "duckdb"
    spark = "spark"


@app.command()
def run(
    files: Annotated[list[Path], typer.Argument(help="CSV, Parquet or JSON lines; each file is a source.")],
    identity: Annotated[
        str | None,
        typer.Option("--id", help="Column that tells records apart; by default a column of distinct ids."),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="Use this saved, perhaps edited model instead of learning one.")
    ] = None,
    previous: Annotated[
        Path | None, typer.Option(help="State folder of an earlier run, so that customer ids stay.")
    ] = None,
    backend: Annotated[Backend, typer.Option(help="Where pairs are compared.")] = Backend.duckdb,
    out: Annotated[Path, typer.Option(help="File for the customers, .parquet or .csv.")] = CLUSTERS,
    as_json: AsJson = False,
) -> None:
    """Match files without configuration; a folder beside the result keeps model, pairs and decisions."""
    with _refusals():
        if out.suffix not in (".parquet", ".csv"):
            raise ValueError(f"{out.name} would be no file we can write. End it with .parquet or .csv.")
        if not out.absolute().parent.is_dir():
            raise ValueError(f"There is no folder {out.absolute().parent} to write {out.name} into.")
        result, notes = _matched(files, identity, model, previous, backend)
        state = out.with_suffix(".state")
        _publish(result.state, state)
        _write(result.customers, out)
    if as_json:
        typer.echo(json.dumps(_figures(result) | {"out": str(out), "state": str(state), "notes": notes}))
        return
    from lintel.engines.matching import report

    for line in (*notes, "", *report.found(result)):
        typer.echo(line)
    typer.echo(f"\nCustomers are in {out}. {state} holds what the next run and `lintel match explain` need.")


@app.command()
def explain(
    left: Annotated[str, typer.Argument(metavar="A", help='A record, "source:id" or just its id.')],
    right: Annotated[str, typer.Argument(metavar="B", help="Another record.")],
    state: StateFolder = STATE,
    chart: Annotated[
        Path | None, typer.Option(help="Also draw the weights into this .svg, .png or .html file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say why two records are one customer or not, weight by weight."""
    with _refusals():
        if chart and chart.suffix not in (".svg", ".png", ".html"):
            raise ValueError(f"A chart cannot be written as {chart.name}. End it with .svg, .png or .html.")
        told = _explained(_state(state), left, right)
        if chart:
            _draw(told, chart)
    if as_json:
        typer.echo(json.dumps(asdict(told)))
        return
    from lintel.engines.matching import report

    for line in report.explained(told):
        typer.echo(line)


@app.command()
def evaluate(
    clusters: Annotated[Path, typer.Argument(help="What `run` wrote.")] = CLUSTERS,
    labels: Annotated[
        list[Path],
        typer.Option(help="File with the true customer of each record; may be given once per source."),
    ] = [],  # noqa: B006 — typer reads the default and changes nothing
    identity: Annotated[
        str | None, typer.Option("--id", help="Column of the labels with the record's id.")
    ] = None,
    label: Annotated[str | None, typer.Option(help="Column with the true customer.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure a result against labels: pairwise and B³ precision, recall and F1."""
    from lintel.engines.matching import labels as labelled

    with _refusals():
        if not labels:
            raise ValueError("There is nothing to compare with. Give a file with --labels.")
        measured = labelled.measure(clusters, labels, identity=identity, label=label)
    if as_json:
        typer.echo(json.dumps(asdict(measured)))
        return
    from lintel.engines.matching import report

    rows = [
        (name, f"{quality.precision:.4f}", f"{quality.recall:.4f}", f"{quality.f1:.4f}")
        for name, quality in (("pairwise", measured.pairwise), ("B³", measured.b_cubed))
    ]
    for line in report.table(("measure", "precision", "recall", "F1"), rows, right=[1, 2, 3]):
        typer.echo(line)
    typer.echo(f"\n{measured.records:,} labelled records, {measured.unlabelled:,} without a label left out.")


@contextmanager
def _refusals() -> Iterator[None]:
    """What a person can mend is one sentence on standard error and exit status 2."""
    try:
        yield
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        extra = "lintel[spark]" if name == "pyspark" else "lintel[matching]"
        typer.echo(f"This needs the package {name}, which is not installed: pip install '{extra}'.", err=True)
        raise typer.Exit(2) from error
    except (ValueError, LookupError, OSError) as error:
        typer.echo(str(error.args[0] if isinstance(error, LookupError) else error), err=True)
        raise typer.Exit(2) from error


def _matched(
    paths: list[Path], identity: str | None, model: Path | None, previous: Path | None, backend: Backend
) -> tuple["Result", list[str]]:
    from dataclasses import replace

    import duckdb

    from lintel.engines.matching import files, job
    from lintel.engines.matching import model as models

    clock = Clock()
    known = _state(previous) if previous else None
    if model and not model.is_file():
        raise ValueError(f"There is no model {model}. A run writes one as model.json into its state folder.")
    taught = models.load(model) if model else None
    sources = files.read(duckdb.connect(), paths, identity)
    clock.lap("read")
    config = job.Config(id_column=files.IDENTITY, source_column=files.SOURCE, adapt=True)
    session = _session() if backend is Backend.spark else None
    try:
        result = job.run(
            sources.records, config, now=datetime.now(UTC), model=taught, previous=known, spark=session
        )
    finally:
        if session is not None:
            session.stop()
    return replace(result, seconds=clock.laps | dict(result.seconds)), list(sources.notes)


def _session() -> "SparkSession":
    from lintel.engines.matching import spark

    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise ValueError("Spark needs Java, which was not found. Install Java 17, or use --backend duckdb.")
    return spark.session()


def _figures(result: "Result") -> dict[str, object]:
    return {
        "records": result.records,
        "customers": result.customer_count,
        "pairs_compared": result.pairs_compared,
        "threshold": result.model.threshold,
        "seconds": {name: round(seconds, 3) for name, seconds in result.seconds.items()},
        "model": result.model.version,
        "choices": result.choices,
    }


def _state(folder: Path) -> "State":
    from lintel.engines.matching import state as states

    if not (folder / "model.json").is_file():
        raise ValueError(f"{folder} is no state folder. `lintel match run` writes one beside its result.")
    return states.load(folder)


def _publish(state: "State", folder: Path) -> None:
    """Writes the state beside its place first, so that a broken run leaves the last one whole."""
    fresh, old = folder.with_suffix(".writing"), folder.with_suffix(".old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    state.save(fresh)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _write(customers: "pa.Table", out: Path) -> None:
    import pyarrow.csv
    import pyarrow.parquet

    fresh = out.with_name(f".{out.name}.writing")
    write = pyarrow.csv.write_csv if out.suffix == ".csv" else pyarrow.parquet.write_table
    write(customers, fresh)
    fresh.replace(out)


def _explained(state: "State", left: str, right: str) -> "Waterfall":
    """Explains two records of a saved state; only these two are put on a bench."""
    from dataclasses import replace

    import pyarrow as pa
    import pyarrow.compute as pc

    from lintel.engines.matching import Standing, explain

    one, other = (_record(state.records, name) for name in (left, right))
    if one == other:
        raise ValueError(f"{left} and {right} are the same record. Name two different ones.")
    both = pa.array([one, other])
    word = state.word(one, other)
    few = {
        "records": state.records.filter(pc.is_in(state.records["record"], value_set=both)),
        "assigned": state.assigned.filter(pc.is_in(state.assigned["record"], value_set=both)),
        "pairs": state.pairs.slice(0, 0),
    }
    with Standing(replace(state, **few)) as standing:
        together = len(set(few["assigned"]["customer_id"].to_pylist())) == 1
        return explain.pair(standing.bench, one, other, word=word, together=together)


def _record(records: "pa.Table", name: str) -> str:
    """The record's whole name; its id alone will do where no other source uses the same."""
    import pyarrow.compute as pc

    exact = records.filter(pc.equal(records["record"], name))
    found = exact if exact.num_rows else records.filter(pc.equal(records["source_record_id"], name))
    names: list[str] = found["record"].to_pylist()
    if not names:
        example = records["record"][0].as_py() if records.num_rows else "crm:17"
        raise LookupError(f"There is no record {name}. Records are called like {example}.")
    if len(names) > 1:
        raise LookupError(f"{name} is a record of several sources. Say which: {', '.join(names)}.")
    return names[0]


def _draw(told: "Waterfall", out: Path) -> None:
    """Draws the waterfall; nothing is fetched from anywhere, the HTML file carries its script."""
    import vl_convert

    from lintel.engines.matching import explain

    spec = explain.waterfall_spec(told) | {"background": "white", "width": 560}
    if out.suffix == ".png":
        out.write_bytes(vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[]))
    elif out.suffix == ".svg":
        out.write_text(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]), encoding="utf-8")
    else:
        out.write_text(vl_convert.vegalite_to_html(spec, bundle=True), encoding="utf-8")
