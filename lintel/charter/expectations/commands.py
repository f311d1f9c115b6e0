"""`lintel charter expectations`: say what is expected, answer it, and see how it stands."""

import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.charter.expectations import access
from lintel.charter.expectations.actions import measurement, offering
from lintel.charter.expectations.models import Expectation, StepKind
from lintel.charter.expectations.saying_it import say as speak
from lintel.charter.expectations.scorecard import scorecard as count
from lintel.charter.expectations.talk import said
from lintel.charter.expectations.turns import turn_of
from lintel.charter.expectations.wording import Content
from lintel.people.commands import acting_person
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Problem

app = typer.Typer(no_args_is_help=True, help="What one side expects of the other.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The expectation's number.")]
Condition = Annotated[str, typer.Option(help="By what both will know that it is fulfilled.")]
Metric = Annotated[str, typer.Option(help="METRIC COMPARISON TARGET, such as “delivery_days at_most 3”.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


def _visible(number: int, user: User) -> Expectation:
    return get_visible(Expectation.objects.visible_to(user).select_related("measured"), pk=number)


def _facts(row: Expectation) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "id": row.pk,
        "title": row.title,
        "customer_office": row.customer_office,
        "state": row.state,
        "counts": row.counts,
        "whose_word": turn_of(row, today).label,
        "silent_days": row.silent_days(today),
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "version": row.version,
        "step": row.step,
        "content_hash": hash_of(row),
    }


def _show(row: Expectation, as_json: bool) -> None:
    facts = _facts(row)
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    typer.echo(f"#{row.pk} {row.title}: {row.get_state_display()} ({facts['whose_word']})")


@app.command(name="list")
def list_expectations(
    person: As,
    state: Annotated[str, typer.Option(help="Only this state.")] = "",
    waiting: Annotated[bool, typer.Option("--waiting", help="Only where a word is missing.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    as_json: AsJson = False,
) -> None:
    """Expectations that the person may see, newest first."""
    rows = Expectation.objects.visible_to(acting_person(person)).select_related("measured")
    if state:
        rows = rows.filter(state=state)
    if waiting:
        rows = rows.exclude(awaits="")
    shown = list(rows[:limit])
    if as_json:
        typer.echo(json.dumps([_facts(row) for row in shown], ensure_ascii=False))
        return
    for row in shown:
        _show(row, as_json=False)


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One expectation with its condition and everything that was said."""
    row = _visible(number, acting_person(person))
    spoken = said(row)
    if as_json:
        steps = [
            {"kind": each.step.kind, "office": each.step.speaker.office, "text": each.step.text}
            for each in spoken
        ]
        words = {"condition": row.condition, "measure": row.measure_text}
        typer.echo(json.dumps({**_facts(row), **words, "steps": steps}, ensure_ascii=False))
        return
    _show(row, as_json=False)
    for text in (row.details, row.condition, row.measure_text):
        if text:
            typer.echo(f"  {text}")
    for each in spoken:
        typer.echo(
            f"  {each.step.number}. {each.step.speaker}: {each.step.get_kind_display()} {each.step.text}"
        )


@app.command()
def draft(
    title: Annotated[str, typer.Argument(help="What is expected, in one sentence.")],
    person: As,
    condition: Condition = "",
    metric: Metric = "",
    details: Annotated[str, typer.Option(help="What it is about.")] = "",
    due_on: Day = None,
    offer: Annotated[bool, typer.Option("--offer", help="Offer it at once.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write down what is expected of the other side."""
    by = acting_person(person)
    row = offering.draft(_content(title, details, condition, metric, due_on), by=by)
    if offer:
        offering.offer(row, by=by, step=row.step)
    _show(row, as_json)


@app.command()
def say(
    number: Number,
    kind: Annotated[str, typer.Argument(help=", ".join(StepKind.values))],
    person: As,
    text: Annotated[str, typer.Option(help="In one's own words.")] = "",
    content: Annotated[
        str, typer.Option("--content", help="For accept: the content hash that was read.")
    ] = "",
    answer_by: Day = None,
    title: Annotated[str, typer.Option(help="For a new wording.")] = "",
    condition: Condition = "",
    metric: Metric = "",
    details: Annotated[str, typer.Option(help="For a new wording.")] = "",
    due_on: Day = None,
    as_json: AsJson = False,
) -> None:
    """Say the next thing; a new wording needs --title and --condition or --metric."""
    by = acting_person(person)
    row = _visible(number, by)
    worded = _content(title, details, condition, metric, due_on) if title else None
    day = answer_by.date() if answer_by else None
    speak(
        row, kind, by=by, step=row.step, text=text, content=worded, answer_by=day, content_hash=content
    )  # fmt: skip
    _show(row, as_json)


@app.command()
def scorecard(person: As, as_json: AsJson = False) -> None:
    """What counts, per side that performs it; and apart from it, what does not count."""
    user = acting_person(person)
    if not access.may_read_scorecard(user):
        raise Denied("The scorecard is for people with a role.", way_out="Ask an administrator for a role.")
    card = count(Expectation.objects.visible_to(user), timezone.localdate())
    if as_json:
        kept = ("accepted", "satisfied", "declared", "met", "unmet", "missing", "in_words", "late")
        carried = {
            each.performer.value: {name: getattr(each, name) for name in kept} for each in card.carried
        }
        apart = {each.customer.value: each.total for each in card.apart}
        typer.echo(json.dumps({"carried": carried, "apart": apart}))
        return
    for each in card.carried:
        typer.echo(
            f"{each.performer.label}: {each.accepted} accepted, {each.satisfied} satisfied; "
            f"measured {each.met} met, {each.unmet} not met, {each.missing} without a value; {each.late} late"
        )
    for other in card.apart:
        typer.echo(f"Apart, said by the {other.customer.label} and not agreed: {other.total}")


@app.command()
def measure(
    person: Annotated[
        str, typer.Option("--as", metavar="EMAIL", help="Who does it; nobody is Lintel itself.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Measure everything that was accepted; meant to be called every night."""
    found = measurement.take_all(by=acting_person(person) if person else None)
    known = sum(1 for each in found if each.value is not None)
    if as_json:
        typer.echo(json.dumps({"measured": len(found), "with_value": known}))
        return
    typer.echo(f"{known} of {len(found)} have a value.")


def _content(title: str, details: str, condition: str, metric: str, due_on: datetime | None) -> Content:
    slug, comparison, target = _measure(metric)
    day = due_on.date() if due_on else None
    return Content(title, details, condition, slug, comparison, target, day)


def _measure(text: str) -> tuple[str, str, Decimal | None]:
    if not text:
        return "", "", None
    try:
        slug, comparison, target = text.split()
        return slug, comparison, Decimal(target)
    except (ValueError, InvalidOperation):
        raise Problem(
            f"The metric “{text}” cannot be read.", way_out="Write it as METRIC COMPARISON TARGET."
        ) from None
