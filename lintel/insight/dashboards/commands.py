"""`lintel insight dashboards`: which there are, one as PDF, and sending what is due."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Dashboards: list, PDF, send.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The dashboard's number.")]


@app.command(name="list")
def list_dashboards(person: As, as_json: AsJson = False) -> None:
    """Dashboards that this person may see."""
    from lintel.insight.dashboards.models import Dashboard
    from lintel.people.commands import by_email

    rows = Dashboard.objects.visible_to(by_email(person)).in_use().counted()
    found = [{"id": row.pk, "title": row.title, "answers": row.pinned} for row in rows]  # type: ignore[attr-defined]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one['id']:>5}  {one['answers']:>3}  {one['title']}")


@app.command()
def pdf(number: Number, person: As, out: Annotated[Path, typer.Option(help="Where to write it.")]) -> None:
    """Write a dashboard as PDF, with what this person may see."""
    from django.utils import timezone

    from lintel.insight.asking.files import pdf as written
    from lintel.insight.dashboards.answers import shared_of, shown, tiles_of
    from lintel.insight.dashboards.models import Dashboard
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    user, now = by_email(person), timezone.now()
    found = get_visible(Dashboard.objects.visible_to(user), pk=number)
    answers = shown(tiles_of(found, user), shared_of(found), user, now)
    out.write_bytes(written([one.given for one in answers if one.given], found.title, now, found.description))
    typer.echo(f"{len(answers)} answers in {out}")


@app.command(name="send-due")
def send_due(as_json: AsJson = False) -> None:
    """Queue the sending of every dashboard whose moment has come; the worker does this by itself."""
    from django.utils import timezone

    from lintel.insight.dashboards.due import order_due

    taken = order_due(timezone.now())
    typer.echo(json.dumps({"queued": taken}) if as_json else f"{taken} queued.")
