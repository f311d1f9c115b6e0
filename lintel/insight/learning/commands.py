"""`lintel insight learning`: who answers alone, which metrics are missed, and lessons."""

import dataclasses
import json
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Who answers alone, what people miss, and lessons.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]


@app.command()
def teams(
    person: As,
    days: Annotated[int, typer.Option(min=1, max=3650, help="How far back.")] = 90,
    as_json: AsJson = False,
) -> None:
    """By team who answers alone, and the metrics that several people miss."""
    import datetime as dt

    from django.utils import timezone

    from lintel.insight.learning import access, measuring
    from lintel.people.commands import by_email
    from lintel.ui.problems import Denied

    if not access.may_see_teams(by_email(person)):
        raise Denied("Figures by team are for the two offices.", way_out="Ask an office holder.")
    found = measuring.report(timezone.now() - dt.timedelta(days=days))
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(found), ensure_ascii=False))
        return
    for one in found.teams:
        share = f"{one.share_alone:.0f} %" if one.share_alone is not None else "–"
        typer.echo(f"{one.name:40} {one.asked:>6} asked  {share:>6} alone  {one.waiting:>4} waiting")
    for wish in found.missing:
        typer.echo(f"missing: {wish.label} ({wish.people} people, {wish.times} times)")


@app.command()
def lessons(
    person: As,
    fitting: Annotated[str, typer.Option(help="A question or a refusal that they should fit.")] = "",
    as_json: AsJson = False,
) -> None:
    """Lessons, all or those that fit some words."""
    from lintel.insight.learning.models import Lesson
    from lintel.insight.learning.offering import lessons_for
    from lintel.people.commands import by_email

    user = by_email(person)
    rows = lessons_for(user, fitting) if fitting else list(Lesson.objects.visible_to(user).in_use())
    if as_json:
        found = [{"id": row.pk, "title": row.title, "text": row.text, "example": row.example} for row in rows]
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for row in rows:
        typer.echo(f"{row.pk:>5}  {row.title}")
