"""`lintel insight quality`: what is known of the data, and checking it."""

import dataclasses
import json
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Data quality: status and checks.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]


@app.command()
def status(person: As, as_json: AsJson = False) -> None:
    """Every published dataset; exit status 1 when one of them is not as expected."""
    from lintel.insight.quality.behind import behind
    from lintel.people.commands import by_email
    from lintel.warehouse.models import Dataset

    rows = Dataset.objects.visible_to(by_email(person)).exclude(current=None)
    found = behind(rows.values_list("name", flat=True))
    if as_json:
        typer.echo(json.dumps([dataclasses.asdict(one) for one in found], default=str, ensure_ascii=False))
    else:
        for one in found:
            typer.echo(f"{one.dataset:28} {one.rows:>12,} rows  {one.label}")
            for concern in one.concerns:
                typer.echo(f"    {concern}")
    raise typer.Exit(1 if any(one.concerns for one in found) else 0)


@app.command()
def check(
    person: As,
    datasets: Annotated[list[str] | None, typer.Argument(help="Which; all if none is named.")] = None,
    as_json: AsJson = False,
) -> None:
    """Have data checked in the background."""
    from lintel.insight.quality.actions import dataset_check
    from lintel.people.commands import by_email

    run = dataset_check.order(datasets or [], by=by_email(person))
    typer.echo(json.dumps({"run": run.pk}) if as_json else f"Run {run.pk} checks the data.")
