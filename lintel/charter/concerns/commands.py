"""`lintel charter concerns`: state, play back, confirm."""

import json
from typing import Annotated, Any

import typer
from django.utils import timezone

from lintel.charter.concerns.actions import concern as acting
from lintel.charter.concerns.models import Concern, Kind
from lintel.charter.concerns.turns import turn_of
from lintel.people.commands import acting_person
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

app = typer.Typer(no_args_is_help=True, help="What worries one side, until the other has understood it.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The concern's number.")]


def _facts(row: Concern) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "office": row.office,
        "kind": row.kind,
        "state": row.state,
        "round": row.round,
        "whose_word": turn_of(row, timezone.localdate()).label,
    }


def _show(row: Concern, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_facts(row), ensure_ascii=False))
    else:
        typer.echo(f"#{row.pk} {row.title}: {turn_of(row, timezone.localdate()).label}")


@app.command(name="list")
def list_concerns(
    person: As,
    waiting: Annotated[bool, typer.Option("--waiting", help="Only what waits for the person.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    as_json: AsJson = False,
) -> None:
    """Concerns, newest first."""
    user = acting_person(person)
    rows = Concern.objects.visible_to(user)
    shown = list((rows.waiting_for(user) if waiting else rows)[:limit])
    if as_json:
        typer.echo(json.dumps([_facts(row) for row in shown], ensure_ascii=False))
        return
    for row in shown:
        _show(row, as_json=False)


@app.command()
def state(
    title: Annotated[str, typer.Argument(help="What worries, in a few words.")],
    person: As,
    kind: Annotated[str, typer.Option(help=", ".join(Kind.values))],
    text: Annotated[str, typer.Option(help="What could happen, and whom it would hit.")],
    as_json: AsJson = False,
) -> None:
    """State a concern."""
    _show(acting.state(kind=kind, title=title, text=text, by=acting_person(person)), as_json)


@app.command()
def say(
    number: Number,
    kind: Annotated[str, typer.Argument(help="play_back, understood, correct, lay_to_rest")],
    person: As,
    text: Annotated[str, typer.Option(help="In one's own words.")] = "",
    as_json: AsJson = False,
) -> None:
    """Play a concern back, confirm or correct the play-back, or lay it to rest."""
    by = acting_person(person)
    row = get_visible(Concern.objects.visible_to(by), pk=number)
    acts: dict[str, Any] = {
        "play_back": acting.play_back,
        "correct": acting.correct,
        "lay_to_rest": acting.lay_to_rest,
    }
    if kind == "understood":
        acting.confirm(row, by=by, step=row.step)
    elif kind in acts:
        acts[kind](row, text=text, by=by, step=row.step)
    else:
        raise Problem(
            f"“{kind}” cannot be said here.", way_out="Use play_back, understood, correct or lay_to_rest."
        )
    _show(row, as_json)
