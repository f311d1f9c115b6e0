"""`lintel ask`, and `lintel insight asking`: a question in words, its answer, and what was asked."""

import json
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Questions: ask one, list what was asked.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who asks.")]


@app.command()
def ask(
    words: Annotated[str, typer.Argument(help="The question, such as “revenue by country last quarter”.")],
    person: As,
    purpose: Annotated[str, typer.Option(help="What it is for.")] = "analysis",
    as_json: AsJson = False,
) -> None:
    """Ask a question within the rights of a person; it is noted like every question."""
    from django.utils import timezone

    from lintel.insight.asking import asking, giving, showing
    from lintel.insight.asking.models import Surface
    from lintel.people.commands import by_email

    given = asking.ask(
        by_email(person), words=words, purpose=purpose, surface=Surface.COMMAND, now=timezone.now()
    )
    if as_json:
        typer.echo(json.dumps(giving.plain(given), ensure_ascii=False, default=str))
        return
    result = given.result
    typer.echo(given.text)
    for note in given.reading.notes:
        typer.echo(note)
    lines = [showing.header(result), *(showing.cells(result, line) for line in range(len(result.rows)))]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        typer.echo("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
    for one in result.metrics:
        if not one.agreed:
            typer.echo(f"{one.label} is not agreed by both offices ({one.label_of_state.lower()}).")


@app.command()
def asked(person: As, as_json: AsJson = False) -> None:
    """What was asked lately, as far as this person sees it."""
    from lintel.insight.asking.models import QuestionAsked
    from lintel.people.commands import by_email

    rows = QuestionAsked.objects.visible_to(by_email(person)).select_related("person")[:50]
    found = [
        {
            "id": row.pk,
            "at": row.at.isoformat(),
            "by": row.person.name,
            "words": row.words,
            "outcome": row.outcome,
        }
        for row in rows
    ]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one['at']:.16}  {one['outcome']:9}  {one['by']:20}  {one['words']}")
