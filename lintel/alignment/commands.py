"""`lintel alignment`: rounds of the assessment, and what they said."""

import json
from datetime import datetime
from typing import Annotated, Any

import typer

from lintel.ui.reports.saving import AsForm, Out, save

app = typer.Typer(no_args_is_help=True, help="How well the two sides pull together: rounds and results.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The round's number.")]
Day = Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="The last day.")]


def _acting(email: str) -> Any:
    from lintel.people.commands import by_email
    from lintel.ui.problems import Denied

    person = by_email(email)
    if not person.is_active:
        raise Denied(f"The account of {person.name} is closed.", way_out="Choose somebody else to act.")
    return person


def _found(number: int, user: Any) -> Any:
    from lintel.alignment.models import Round
    from lintel.ui.http import get_visible

    return get_visible(Round.objects.visible_to(user).counted(), pk=number)


def _say(row: Any, as_json: bool) -> None:
    said = {
        "id": row.pk, "name": row.name, "closes_on": row.closes_on.isoformat(),
        "closed_at": row.closed_at.isoformat() if row.closed_at else None,
        "invited": row.invited, "answered": row.answered,
    }  # fmt: skip
    text = f"{row.pk:>5}  {row.name}, until {row.closes_on}: {row.answered} of {row.invited} have answered"
    typer.echo(json.dumps(said, ensure_ascii=False) if as_json else text)


@app.command(name="list")
def list_rounds(person: As, as_json: AsJson = False) -> None:
    """All rounds, newest first."""
    from lintel.alignment.models import Round

    for row in Round.objects.visible_to(_acting(person)).counted():
        _say(row, as_json)


@app.command(name="open")
def open_round(
    name: Annotated[str, typer.Argument(help="Such as “Autumn 2026”.")],
    until: Day,
    person: As,
    as_json: AsJson = False,
) -> None:
    """Open a round; everybody who takes part on either side is asked."""
    from lintel.alignment.actions import round as rounds

    user = _acting(person)
    made = rounds.open(name, closes_on=until.date(), by=user)
    _say(_found(made.pk, user), as_json)


@app.command()
def remind(number: Number, person: As) -> None:
    """Write again to who has not answered everything."""
    from lintel.alignment.actions import round as rounds

    user = _acting(person)
    rounds.remind(_found(number, user), by=user)
    typer.echo("People who have not answered are being written to.")


@app.command()
def end(number: Number, person: As, as_json: AsJson = False) -> None:
    """End a round; from here on its results can be read."""
    from lintel.alignment.actions import round as rounds

    user = _acting(person)
    rounds.close(_found(number, user), by=user)
    _say(_found(number, user), as_json)


@app.command()
def results(number: Number, person: As, as_json: AsJson = False) -> None:
    """What a round that is over said, the widest gap first."""
    from django.utils import timezone

    from lintel.alignment import results as reading
    from lintel.alignment import tabling
    from lintel.ui.problems import Missing

    found = _found(number, _acting(person))
    if found.is_open(timezone.now().date()):
        raise Missing("This round is still open.", way_out="Its results can be read once it is over.")
    [read] = reading.read(found)
    if as_json:
        typer.echo(json.dumps({"round": found.name, "results": tabling.plain(read)}, ensure_ascii=False))
        return
    for item in sorted(read.items, key=lambda one: -abs(one.gap or 0)):
        gap = "withheld" if item.gap is None else f"{item.gap:+.1f}"
        typer.echo(f"{gap:>9}  {item.item.text}")


@app.command()
def report(number: Number, person: As, form: AsForm = "pdf", out: Out = None) -> None:
    """A round that is over as PDF, workbook or slides."""
    from lintel.alignment import reporting

    user = _acting(person)
    save(reporting.report(_found(number, user), user), form, out)
