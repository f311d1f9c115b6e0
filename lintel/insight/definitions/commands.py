"""`lintel insight definitions`: which metrics there are, definitions in and out."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Metrics: list, bring in, write out.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]


@app.command(name="list")
def list_metrics(person: As, as_json: AsJson = False) -> None:
    """Metrics with their state and version."""
    from lintel.insight.definitions.models import Metric
    from lintel.people.commands import by_email

    rows = Metric.objects.visible_to(by_email(person))
    if as_json:
        facts = ("slug", "label", "state", "version", "unit", "awaits")
        typer.echo(json.dumps(list(rows.values(*facts)), ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row.slug:32} {row.get_state_display():16} version {row.version}")


@app.command()
def bring(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The YAML document.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Bring in a document of definitions."""
    import dataclasses

    from lintel.insight.definitions.actions import document
    from lintel.people.commands import by_email

    brought = document.bring(file.read_text(encoding="utf-8"), by=by_email(person))
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(brought)))
        return
    typer.echo(
        f"{len(brought.created)} new, {len(brought.changed)} changed, {len(brought.unchanged)} as before; "
        f"the data is version {brought.model_version}."
    )


@app.command()
def dump() -> None:
    """Print the present definitions as YAML."""
    from lintel.engines.metrics import dump as written
    from lintel.insight.definitions.catalogue import catalogue

    typer.echo(written(catalogue().model))
