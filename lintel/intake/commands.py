"""`lintel intake`: ask, answer, and see how the two sides answer each other."""

import json
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer
from django.utils import timezone

from lintel.audit.sides import OFFICES
from lintel.intake.actions import answer as answering
from lintel.intake.actions import request as asking
from lintel.intake.figure_schemas import OfficeTallyOut
from lintel.intake.figures import figures as count
from lintel.intake.figures import last_twelve
from lintel.intake.models import Request, RequestType
from lintel.intake.rounds import rounds_of
from lintel.intake.wording import Content, Way, Words
from lintel.intake.words import starting_with
from lintel.people.access import may_read
from lintel.people.commands import acting_person
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Problem

app = typer.Typer(no_args_is_help=True, help="Requests between the two sides: ask, answer, figures.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The request's number.")]
Alternatives = Annotated[
    list[str] | None,
    typer.Option(
        "--alternative",
        metavar="KIND|WHAT|COST|CURRENCY|READY_BY",
        help="Such as “reuse|Use the shop’s sync|1200|EUR|2027-01-31”; repeat it for more.",
    ),
]


def _facts(request: Request) -> dict[str, Any]:
    return {
        "id": request.pk,
        "title": request.title,
        "type": request.type.name,
        "asker": request.asker.name,
        "asked_office": request.asked_office,
        "state": request.state,
        "answer_by": request.answer_by.isoformat() if request.answer_by else None,
        "days_overdue": request.days_overdue(timezone.localdate()),
        "version": request.version,
    }


def _show(request: Request, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(_facts(request), ensure_ascii=False))
        return
    due = f", answer by {request.answer_by}" if request.answer_by else ""
    typer.echo(f"#{request.pk} {request.title}: {request.get_state_display()}{due}")


@app.command(name="list")
def list_requests(
    person: As,
    state: Annotated[str, typer.Option(help="Only this state.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only silence past the date.")] = False,
    search: Annotated[str, typer.Option(help="Words to look for.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    as_json: AsJson = False,
) -> None:
    """Requests that the person may see, newest first."""
    rows = Request.objects.visible_to(acting_person(person)).with_names()
    if state:
        rows = rows.filter(state=state)
    if overdue:
        rows = rows.overdue(timezone.localdate())
    found = starting_with(search) if search else None
    rows = rows.filter(pk__in=found) if found is not None else rows
    shown = list(rows[:limit])
    if as_json:
        typer.echo(json.dumps([_facts(row) for row in shown], ensure_ascii=False))
        return
    for row in shown:
        _show(row, as_json=False)


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One request with its answers."""
    request = _visible(number, acting_person(person))
    rounds = rounds_of(request)
    if as_json:
        answers = [
            {
                "round": each.answer.round,
                "kind": each.answer.kind,
                "reason_type": each.answer.reason_type,
                "explanation": each.answer.explanation,
                "alternatives": [way.what for way in each.ways],
                "reply": each.reply.kind if each.reply else None,
            }
            for each in rounds
        ]
        described = {**_facts(request), "description": request.description, "answers": answers}
        typer.echo(json.dumps(described, ensure_ascii=False))
        return
    _show(request, as_json=False)
    typer.echo(request.description)
    for each in rounds:
        typer.echo(f"  {each.answer.get_kind_display()}: {each.answer.explanation or each.answer.conditions}")
        for way in each.ways:
            typer.echo(
                f"    {way.get_kind_display()}: {way.what} ({way.cost} {way.currency}, {way.ready_by})"
            )
        if each.reply:
            typer.echo(f"  {each.reply.get_kind_display()}: {each.reply.text}")


@app.command()
def ask(
    title: Annotated[str, typer.Argument(help="What is needed, in a few words.")],
    person: As,
    type_name: Annotated[str, typer.Option("--type", help="The type's name.")],
    description: Annotated[str, typer.Option(help="What it is for.")],
    goal: Annotated[str, typer.Option(help="The goal it serves.")] = "",
    detail: Annotated[
        list[str] | None,
        typer.Option("--detail", metavar="KEY=VALUE", help="An answer to a type's question."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask the other side."""
    type = RequestType.objects.filter(name__iexact=type_name).first()
    if type is None:
        names = ", ".join(RequestType.objects.filter(is_active=True).values_list("name", flat=True))
        raise Problem(f"There is no type “{type_name}”.", way_out=f"Use one of: {names}.")
    details = dict(each.split("=", 1) for each in detail or [] if "=" in each)
    content = Content(title=title, description=description, goal_served=goal, details=details)
    _show(asking.ask(type, content, by=acting_person(person)), as_json)


@app.command()
def answer(
    number: Number,
    person: As,
    kind: Annotated[str, typer.Option(help="yes, yes_if, later or another_way; there is no “no”.")],
    explanation: Annotated[str, typer.Option(help="In plain words.")] = "",
    reason: Annotated[
        str, typer.Option(help="budget, capacity, security, architecture, duplicate, law, value.")
    ] = "",
    conditions: Annotated[str, typer.Option(help="For yes_if.")] = "",
    revisit_on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="For later.")] = None,
    alternatives: Alternatives = None,
    as_json: AsJson = False,
) -> None:
    """Answer for the asked side."""
    by = acting_person(person)
    request = _visible(number, by)
    words = Words(
        kind=kind,
        reason_type=reason,
        explanation=explanation,
        conditions=conditions,
        revisit_on=revisit_on.date() if revisit_on else None,
        ways=[_way(text) for text in alternatives or []],
    )
    answering.give(request, words, by=by, version=request.version)
    _show(request, as_json)


@app.command()
def figures(person: As, as_json: AsJson = False) -> None:
    """Give and take of the last twelve months, per office."""
    if not may_read(acting_person(person)):
        raise Denied("Figures are for people with a role.", way_out="Ask an administrator for a role.")
    today = timezone.localdate()
    found = count(last_twelve(today), today)
    if as_json:
        tallies = {office.value: OfficeTallyOut.of(found.by_office[office]).dict() for office in OFFICES}
        typer.echo(json.dumps(tallies))
        return
    for office in OFFICES:
        tally = found.by_office[office]
        typer.echo(
            f"{office.label}: {tally.asked} asked, {tally.answered} answered, {tally.in_time} in time, "
            f"{tally.refused} with another way, {tally.alternatives_accepted} alternatives accepted, "
            f"{tally.counter_offers} counter-offers, {tally.silent} past their date"
        )


def _visible(number: int, user: User) -> Request:
    return get_visible(Request.objects.visible_to(user).with_names(), pk=number)


def _way(text: str) -> Way:
    parts = [part.strip() for part in text.split("|")]
    try:
        kind, what, cost, currency, ready_by = parts
        return Way(kind, what, Decimal(cost), date.fromisoformat(ready_by), currency)
    except (ValueError, InvalidOperation):
        raise Problem(
            f"The alternative “{text}” cannot be read.",
            way_out="Write it as KIND|WHAT|COST|CURRENCY|READY_BY.",
        ) from None
