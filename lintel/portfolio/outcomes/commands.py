"""`lintel portfolio outcomes`: promises, what came of them, and how estimates came true."""

import datetime as dt
import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="What was promised, and what came of it.")

AsUser = Annotated[str, typer.Option("--as", help="E-mail of the person who acts.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Number = Annotated[int, typer.Argument(help="Number of the proposal.", min=1, max=2**63 - 1)]
Day = Annotated[dt.datetime, typer.Argument(formats=["%Y-%m-%d"], help="The day, such as 2026-11-30.")]
Content = Annotated[str, typer.Option("--content", help="The content hash that `show --json` printed.")]


def _load(user: Any, number: int) -> Any:
    from lintel.portfolio.outcomes.models import Outcome
    from lintel.ui.http import get_visible

    return get_visible(Outcome.objects.visible_to(user).for_rows(), proposal=number)


def _json(facts: Any) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str))


@app.command(name="list")
def listed(
    by: AsUser,
    state: Annotated[str, typer.Option(help="due, open, delivered or closed; empty for all.")] = "",
    as_json: AsJson = False,
) -> None:
    """Approved proposals with what came of them, those to be looked at first."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.outcomes import describing
    from lintel.portfolio.outcomes.models import Outcome

    rows = Outcome.objects.visible_to(acting_person(by)).for_rows().next_first()
    found = [describing.line(row) | {"state": _state(row)} for row in rows]
    found = [one for one in found if state in ("", one["state"])]
    if as_json:
        _json(found)
        return
    for one in found:
        typer.echo(f"#{one['proposal_id']:<5} {one['state']:<10} {one['found'] or '-':<9} {one['title']}")


def _state(row: Any) -> str:
    from lintel.portfolio.outcomes.tables import where

    return where(row)[0]


@app.command()
def show(number: Number, by: AsUser, as_json: AsJson = False) -> None:
    """What a proposal promised, and what came of it."""
    from lintel.people.commands import acting_person

    user = acting_person(by)
    _show(_load(user, number), user, as_json)


def _show(row: Any, user: Any, as_json: bool) -> None:
    from lintel.portfolio.outcomes import describing

    facts = describing.described(row, user)
    if as_json:
        _json(facts)
        return
    typer.echo(f"#{facts['proposal_id']} {facts['title']}: promised in version {facts['promised_version']}")
    typer.echo(f"  Delivered: {facts['delivered_on'] or 'not yet'}")
    for one in facts["benefits"]:
        typer.echo(f"  {one['what']}: {one['low']} to {one['high']} {row.promise.currency}")
        if one["measurement"]:
            typer.echo(f"    {one['measurement']['sentence']}")
        elif one["statement"]:
            typer.echo(f"    Stated, not measured: {one['statement']['words']}")
    cost = facts["cost"]
    typer.echo(f"  Cost so far: {cost['paid']} of {cost['promised']} {cost['currency']} promised until now")


@app.command()
def deliver(number: Number, day: Day, by: AsUser) -> None:
    """Declare the day of delivery; the other side has to confirm it."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.outcomes.actions import delivery

    user = acting_person(by)
    delivery.declare(_load(user, number), day.date(), by=user)
    typer.echo(f"Declared {day.date()}; the other side has to confirm it.")


@app.command(name="confirm-delivery")
def confirm_delivery(number: Number, day: Day, by: AsUser) -> None:
    """Confirm the day that the other side declared."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.outcomes.actions import delivery

    user = acting_person(by)
    delivery.confirm(_load(user, number), by=user, day=day.date())
    typer.echo(f"Both sides say that it was delivered on {day.date()}.")


@app.command()
def measure(number: Number, by: AsUser, as_json: AsJson = False) -> None:
    """Measure the benefits of a delivered proposal now, and keep what was found."""
    from lintel.audit.models import Run
    from lintel.audit.runs import execute
    from lintel.people.commands import acting_person
    from lintel.portfolio.outcomes.actions import measurement

    user = acting_person(by)
    run = measurement.order(_load(user, number), by=user)
    execute.call(run.pk)
    done = Run.objects.get(pk=run.pk)
    if done.error:
        typer.echo(done.error, err=True)
        raise typer.Exit(2)
    _show(_load(user, number), user, as_json)


@app.command()
def sign(number: Number, by: AsUser, content: Content) -> None:
    """Sign the outcome note for your office."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.outcomes.actions import note
    from lintel.portfolio.outcomes.models import OutcomeNote
    from lintel.ui.http import get_visible

    user = acting_person(by)
    rows = OutcomeNote.objects.visible_to(user).select_related("outcome")
    note.sign(get_visible(rows, outcome__proposal=number), by=user, content_hash=content)
    closed = _load(user, number).closed_at is not None
    typer.echo("With both keys it is closed." if closed else "Your office’s key is there.")


@app.command()
def calibration(by: AsUser, as_json: AsJson = False) -> None:
    """How often reality lay inside the range, by office and team."""
    from lintel.people.commands import acting_person
    from lintel.portfolio.outcomes import describing

    found = describing.calibrated(acting_person(by))
    if as_json:
        _json(found)
        return
    for one in found:
        typer.echo(f"{one['name']}: {one['sentence']}")
