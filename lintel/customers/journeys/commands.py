"""`lintel customers journeys`: flows on the command line."""

import dataclasses
import json
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.callback()
def journeys() -> None:
    """Journeys: how customers came to an order, a cart, a return."""


@app.command()
def flow(
    level: Annotated[str, typer.Option(help="channel, campaign, kind or source.")] = "channel",
    end: Annotated[str, typer.Option(help="order, cart, return or support.")] = "order",
    direction: Annotated[str, typer.Option(help="before the end, or after the beginning.")] = "before",
    steps: Annotated[int, typer.Option(min=2, max=6)] = 3,
    days: Annotated[int, typer.Option(help="30, 90, 365 or 730.")] = 90,
    since: Annotated[str, typer.Option(help="From this day on (UTC, 2026-05-01) instead.")] = "",
    until: Annotated[str, typer.Option(help="Up to this day, included.")] = "",
    as_json: AsJson = False,
) -> None:
    """The most frequent paths; groups of fewer than ten customers stand together."""
    from lintel.customers.journeys.flow import flow as count
    from lintel.customers.journeys.forms import FlowForm
    from lintel.people.models import User
    from lintel.ui.problems import Problem

    said = {"level": level, "end": end, "direction": direction, "steps": steps, "days": days}
    said |= {"since": since, "until": until}
    form = FlowForm(said, [])
    if not form.is_valid():
        name = next(iter(form.errors))
        raise Problem(
            f"--{name}: {form.errors[name][0]}", way_out="See `lintel customers journeys flow --help`."
        )
    found = count(form.question(), User())
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(found), default=str))
        return
    share = f"{found.share:.1%}" if found.share is not None else "fewer than ten"
    typer.echo(f"{found.journeys:,} journeys of {found.customers:,} customers; {share} came to the end.")
    for path in found.paths[:20]:
        typer.echo(f"{path.journeys:>8,}  {' → '.join((*path.steps, path.outcome))}")
