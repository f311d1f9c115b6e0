"""`lintel charter fuel`: disagreements that became proposals of both sides."""

import json
from typing import Annotated

import typer
from django.db import models

from lintel.charter.fuel.actions import disparity as acting
from lintel.charter.fuel.models import Disparity
from lintel.charter.fuel.origins import origin
from lintel.charter.fuel.ports import returns_of
from lintel.people.commands import acting_person, by_email
from lintel.people.models import User
from lintel.ui.problems import Problem

app = typer.Typer(no_args_is_help=True, help="From what two sides see differently to what both own.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Thing = Annotated[str, typer.Argument(metavar="TYPE:NUMBER", help="Such as expectations.expectation:7.")]


@app.command(name="list")
def list_disparities(person: As, as_json: AsJson = False) -> None:
    """Disparities, newest first, with what came of them."""
    user = acting_person(person)
    rows = list(Disparity.objects.visible_to(user)[:200])
    told = returns_of(rows, user)
    facts = [
        {"id": row.pk, "title": row.title, "state": told[row.pk].state if row.pk in told else None}
        for row in rows
    ]
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    for fact in facts:
        typer.echo(f"#{fact['id']} {fact['title']}: {fact['state'] or 'not to be seen'}")


@app.command()
def make(
    first: Thing,
    second: Thing,
    person: As,
    partner: Annotated[str, typer.Option("--with", metavar="EMAIL", help="Who owns it with them.")],
    title: Annotated[str, typer.Option(help="What could come of it.")],
    clash: Annotated[str, typer.Option(help="Where the two differ, and what is worth keeping of each.")],
    as_json: AsJson = False,
) -> None:
    """Make a draft proposal of both sides out of two things that clash."""
    by = acting_person(person)
    one, other = (_thing(text, by) for text in (first, second))
    row = acting.fuel(one, other, title=title, clash=clash, partner=by_email(partner), by=by)
    if as_json:
        typer.echo(json.dumps({"id": row.pk, "work_type": row.work_type, "work_id": row.work_id}))
        return
    typer.echo(f"#{row.pk} {row.title}: {row.work_type} {row.work_id}")


def _thing(text: str, by: User) -> models.Model:
    kind, _, number = text.partition(":")
    if not (number.isascii() and number.isdigit()):
        raise Problem(f"“{text}” is no TYPE:NUMBER.", way_out="Write it like expectations.expectation:7.")
    return origin(kind, number, by, "")
