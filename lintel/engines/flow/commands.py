"""`lintel flow`: cycle times and a forecast of delivery from a file alone, without a database or settings."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from lintel.engines.flow import files
from lintel.engines.flow.forecast import LEVELS, how_many, when
from lintel.engines.flow.problems import TooLittle
from lintel.engines.flow.throughput import Weeks, weekly
from lintel.engines.flow.times import cycle_times, percentile

app = typer.Typer(no_args_is_help=True, help="How work flows, and when it will be done; needs no database.")

History = Annotated[Path, typer.Argument(help="CSV file: `finished`, and `started` where it is known.")]
Today = Annotated[
    dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day it is; today by default.")
]
Most = Annotated[int, typer.Option("--weeks", help="How many weeks to look back.", min=1, max=520)]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.command()
def forecast(
    history: History,
    items: Annotated[int, typer.Option(help="How many are to be done.", min=0)] = 0,
    by: Annotated[
        dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By which day; how many are done then.")
    ] = None,
    today: Today = None,
    weeks: Most = 26,
    draws: Annotated[int, typer.Option(help="How many futures are drawn.")] = 20_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same forecast.", min=0)] = 1,
    as_json: AsJson = False,
) -> None:
    """Say when so many items will be done, or how many by a day, with 50, 85 and 95 per cent certainty."""
    with _refusals():
        if not items and by is None:
            raise TooLittle("Nothing was asked.", "Give --items, --by, or both.")
        day = today.date() if today else dt.datetime.now(tz=dt.UTC).date()
        past = weekly((one.finished for one in files.read(history)), day, weeks)
        ready = when(past.counts, items, day, draws=draws, seed=seed) if items else None
        many = how_many(past.counts, day, by.date(), draws=draws, seed=seed) if by else None
    if as_json:
        facts: dict[str, Any] = {"history": _history(past), "draws": draws, "seed": seed}
        if ready:
            days = {str(level): f"{end}" for level, end in ready.days.items()}
            facts["when"] = {"items": ready.items, "start": f"{ready.start}", "days": days}
        if many:
            counts = {str(level): number for level, number in many.counts.items()}
            facts["how_many"] = {
                "by": f"{many.by}", "start": f"{many.start}", "weeks": many.weeks, "counts": counts
            }  # fmt: skip
        typer.echo(json.dumps(facts))
        return
    typer.echo(f"{past.total} finished in {len(past)} whole weeks from {past.first}")
    for level in LEVELS:
        if ready:
            typer.echo(f"  {level} %: {ready.items} done by {ready.days[level]}")
        if many:
            typer.echo(f"  {level} %: at least {many.counts[level]} done by {many.by}")


@app.command()
def times(history: History, today: Today = None, weeks: Most = 26, as_json: AsJson = False) -> None:
    """Say how long finished work took, and how much was finished each week."""
    with _refusals():
        day = today.date() if today else dt.datetime.now(tz=dt.UTC).date()
        work = files.read(history)
        past, days = weekly((one.finished for one in work), day, weeks), cycle_times(work)
    levels = {str(level): percentile(days, level) for level in LEVELS}
    if as_json:
        typer.echo(json.dumps({"history": _history(past), "cycle_days": {"count": len(days), **levels}}))
        return
    typer.echo(f"{past.total} finished in {len(past)} whole weeks from {past.first}")
    for level, value in levels.items():
        typer.echo(f"  {level} % of {len(days)} took at most {'–' if value is None else f'{value:g} days'}")


def _history(past: Weeks) -> dict[str, Any]:
    return {"first": f"{past.first}", "weeks": len(past), "finished": past.total, "counts": list(past.counts)}


@contextmanager
def _refusals() -> Iterator[None]:
    """What a person can mend is one sentence on standard error and exit status 2."""
    try:
        yield
    except (ValueError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
