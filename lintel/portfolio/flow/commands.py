"""`lintel portfolio flow`: throughput, cycle times, ageing, moves, and a forecast of delivery."""

import csv
import datetime as dt
import json
import sys
from typing import Annotated, Literal

import typer
from django.core.serializers.json import DjangoJSONEncoder

from lintel.people.access import may_read
from lintel.people.commands import by_email
from lintel.people.models import User
from lintel.portfolio.flow import plainly, reckoning, rows
from lintel.ui.exports import csv_cell
from lintel.ui.problems import Denied

app = typer.Typer(no_args_is_help=True, help="How work flows over the board, and when it will be done.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who reads.")]
Weeks = Annotated[int, typer.Option(help="How many weeks to look back.", min=1, max=52)]
Source = Annotated[Literal["board", "import"], typer.Option(help="The board here, or a tracker's files.")]


def _reader(email: str) -> User:
    person = by_email(email)
    if not may_read(person):
        raise Denied(f"{person.name} has no role here.", way_out="Choose somebody who has one.")
    return person


@app.command()
def show(person: As, weeks: Weeks = 26, source: Source = "board", as_json: AsJson = False) -> None:
    """Throughput, cycle times, and what is in work by its age."""
    found = reckoning.figures(_reader(person), weeks, source)
    if as_json:
        typer.echo(json.dumps(plainly.figures(found, source), cls=DjangoJSONEncoder))
        return
    typer.echo(
        f"{found.weeks.total} finished in {len(found.weeks)} whole weeks, {found.waiting} ready to begin"
    )
    for level, days in found.percentiles.items():
        typer.echo(f"  {level} % took at most {'–' if days is None else f'{days} days'}")
    for one in found.ageing:
        typer.echo(f"  #{one.proposal}: {one.in_work} days in work, {reckoning.share_text(one.share)}")


@app.command()
def forecast(
    person: As,
    items: Annotated[int, typer.Option(help="How many are to be done.", min=0, max=10_000)] = 0,
    by: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="By which day.")] = None,
    weeks: Weeks = 26,
    source: Source = "board",
    as_json: AsJson = False,
) -> None:
    """By when so many are done, or how many by a day, with 50, 85 and 95 per cent certainty."""
    found = reckoning.figures(_reader(person), weeks, source)
    answer = reckoning.demanded(found, items or None, by.date() if by else None)
    if as_json:
        typer.echo(json.dumps(plainly.forecast(found, answer), cls=DjangoJSONEncoder))
        return
    for level, day in answer.when.days.items() if answer.when else ():
        typer.echo(f"  {level} %: {items} done by {day}")
    for level, count in answer.many.counts.items() if answer.many else ():
        typer.echo(f"  {level} %: at least {count} done by {answer.many.by if answer.many else ''}")


@app.command()
def moves(person: As) -> None:
    """Every move of work as CSV."""
    out = csv.writer(sys.stdout)
    out.writerow(rows.HEADER)
    out.writerows([csv_cell(value) for value in line] for line in rows.lines(_reader(person)))
