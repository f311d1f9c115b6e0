"""`lintel book`: the strategy book as text, JSON or a report, and its editions."""

import json
from typing import Annotated, Any

import typer

from lintel.ui.reports.saving import AsForm, Out, save

app = typer.Typer(
    no_args_is_help=True, help="The strategy book: vision, goals, blueprint, roadmap, risks, money, people."
)

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who reads it.")]


def _book(person: str) -> tuple[Any, Any]:
    from django.utils import timezone

    from lintel.digests.book.gathering import book_on
    from lintel.people.commands import by_email

    day = timezone.localdate()
    return book_on(day, by_email(person)), day


@app.command()
def show(person: As, as_json: AsJson = False) -> None:
    """What the book says today."""
    book, _ = _book(person)
    if as_json:
        typer.echo(json.dumps(book.plain(), ensure_ascii=False))
        return
    for section in book.sections:
        typer.echo(f"\n{section.title.upper()}")
        for line in section.words or ((section.missing,) if section.is_empty else ()):
            typer.echo(line)
        for sheet in section.sheets:
            typer.echo(f"{sheet.title}: {' | '.join(sheet.head)}")
            for row in sheet.rows:
                typer.echo(f"  {' | '.join(row)}")


@app.command()
def report(person: As, form: AsForm = "pdf", out: Out = None) -> None:
    """The book of today as PDF, workbook or slides."""
    from lintel.digests.book import reporting

    save(reporting.report(*_book(person)), form, out)


@app.command()
def editions(person: As, as_json: AsJson = False) -> None:
    """Every edition, and whose key it lacks."""
    from lintel.digests.book.models import Edition
    from lintel.people.commands import by_email

    rows = Edition.objects.visible_to(by_email(person)).defer("body")
    facts = [{"number": row.number, "day": row.day, "note": row.note, "keys": row.turn.label} for row in rows]
    lines = [f"{one['number']:>4}  {one['day']}  {one['keys']}  {one['note']}" for one in facts]
    words = "\n".join(lines) or "No edition was kept yet."
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)
