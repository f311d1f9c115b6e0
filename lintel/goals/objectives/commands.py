"""`lintel goals`: write goals, carry them, measure them, and see how they stand."""

import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer
from django.utils import timezone

from lintel.audit.signatures import hash_of
from lintel.goals.objectives import cascade as cascading
from lintel.goals.objectives.actions import checkin, ending, goal, measurement, merging, owner, placement
from lintel.goals.objectives.models import Goal
from lintel.goals.objectives.scoring import part_of
from lintel.goals.objectives.turns import turn_of
from lintel.goals.objectives.wording import Content, Owners, Result
from lintel.people.access import key_of
from lintel.people.commands import acting_person
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

app = typer.Typer(no_args_is_help=True, help="What both sides want to reach, and how far it is.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The goal's number.")]
Other = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The other goal's number.")]
Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])]
Note = Annotated[str, typer.Option(help="In one's own words.")]


def visible(number: int, user: User) -> Goal:
    """The goal, if this person may see it."""
    rows = Goal.objects.visible_to(user).select_related("owner_marketing", "owner_it")
    return get_visible(rows, pk=number)


def _facts(row: Goal) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "whose_word": turn_of(row, timezone.localdate()).label,
        "owner_marketing": row.owner_marketing.name if row.owner_marketing else None,
        "owner_it": row.owner_it.name if row.owner_it else None,
        "health": row.health,
        "score": float(row.score) if row.score is not None else None,
        "key_results": row.results_total,
        "without_value": row.results_missing,
        "ends_on": row.ends_on.isoformat(),
        "version": row.version,
        "step": row.step,
    }


def _show(row: Goal, as_json: bool) -> None:
    facts = _facts(row)
    if as_json:
        typer.echo(json.dumps({**facts, "content_hash": hash_of(row)}, ensure_ascii=False))
        return
    score = "no score" if row.score is None else f"{round(row.score * 100)} %"
    typer.echo(f"#{row.pk} {row.title}: {facts['whose_word']}, {row.get_health_display().lower()}, {score}")


@app.command(name="list")
def list_goals(
    person: As,
    state: Annotated[str, typer.Option(help="Only this state.")] = "",
    waiting: Annotated[bool, typer.Option("--waiting", help="Only what waits for the person.")] = False,
    one_sided: Annotated[bool, typer.Option("--one-sided", help="Only without an owner somewhere.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    as_json: AsJson = False,
) -> None:
    """Goals that the person may see, newest first."""
    user = acting_person(person)
    rows = Goal.objects.visible_to(user).select_related("owner_marketing", "owner_it")
    rows = rows.filter(state=state) if state else rows
    rows = rows.waiting_for(user, key_of(user)) if waiting else rows
    shown = list((rows.one_sided() if one_sided else rows)[:limit])
    if as_json:
        typer.echo(json.dumps([_facts(row) for row in shown], ensure_ascii=False))
        return
    for row in shown:
        _show(row, as_json=False)


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One goal with its key results."""
    row = visible(number, acting_person(person))
    results = [
        {
            "id": one.pk, "name": one.name, "metric": one.metric, "baseline": float(one.baseline),
            "target": float(one.target), "weight": float(one.weight),
            "value": float(one.measured.value) if one.measured and one.measured.value is not None else None,
            "why_no_value": one.measured.why_not if one.measured else "Not measured yet.",
            "progress": float(share) if (share := part_of(one).progress) is not None else None,
        }
        for one in row.results.living().with_measurement()
    ]  # fmt: skip
    if as_json:
        whole = {**_facts(row), "content_hash": hash_of(row), "why": row.why, "results": results}
        typer.echo(json.dumps(whole, ensure_ascii=False))
        return
    _show(row, as_json=False)
    for each in results:
        value = each["value"] if each["value"] is not None else each["why_no_value"]
        typer.echo(f"  {each['name']} ({each['metric']}): {each['baseline']} → {each['target']}, now {value}")


@app.command()
def draft(
    title: Annotated[str, typer.Argument(help="What is to be reached, in one sentence.")],
    person: As,
    starts_on: Day,
    ends_on: Day,
    result: Annotated[
        list[str] | None, typer.Option(help="“NAME: METRIC BASELINE TARGET [WEIGHT]”, once for each.")
    ] = None,
    marketing: Annotated[str, typer.Option(metavar="EMAIL", help="Owner in marketing.")] = "",
    it: Annotated[str, typer.Option(metavar="EMAIL", help="Owner in IT.")] = "",
    why: Annotated[str, typer.Option(help="Why.")] = "",
    company: Annotated[bool, typer.Option("--company", help="A goal of the company.")] = False,
    offer: Annotated[bool, typer.Option("--offer", help="Offer it at once.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write a goal down."""
    by = acting_person(person)
    content = Content(
        title=title, why=why, kind="company" if company else "shared", starts_on=starts_on.date(),
        ends_on=ends_on.date(), results=tuple(_result(text) for text in result or []),
    )  # fmt: skip
    owners = Owners(acting_person(marketing) if marketing else None, acting_person(it) if it else None)
    row = goal.draft(content, owners, by=by)
    if offer:
        goal.offer(row, by=by, step=row.step)
    _show(row, as_json)


def _result(text: str) -> Result:
    name, _, rest = text.rpartition(":")
    try:
        metric, baseline, target, *weight = rest.split()
        weighs = Decimal(weight[0]) if weight else Decimal(1)
        return Result(name, metric, Decimal(target), Decimal(baseline), weight=weighs)
    except (ValueError, InvalidOperation):
        raise Problem(
            f"The key result “{text}” cannot be read.",
            way_out="Write it as NAME: METRIC BASELINE TARGET.",
        ) from None


@app.command()
def offer(number: Number, person: As, as_json: AsJson = False) -> None:
    """Lay a draft before the other side."""
    by = acting_person(person)
    row = visible(number, by)
    goal.offer(row, by=by, step=row.step)
    _show(row, as_json)


@app.command()
def carry(
    number: Number,
    person: As,
    content: Annotated[str, typer.Option("--content", help="The content hash that was read.")],
    take_on: Annotated[bool, typer.Option("--take-on", help="Become the owner of one's side.")] = False,
    as_json: AsJson = False,
) -> None:
    """Give one's word as an owner to the wording that was read."""
    by = acting_person(person)
    row = visible(number, by)
    act = goal.take_on if take_on else goal.accept
    act(row, by=by, step=row.step, content_hash=content)
    _show(row, as_json)


@app.command(name="step-back")
def step_back(number: Number, person: As, text: Note, as_json: AsJson = False) -> None:
    """Carry it no longer, and say why."""
    by = acting_person(person)
    row = visible(number, by)
    owner.step_back(row, by=by, step=row.step, text=text)
    _show(row, as_json)


@app.command()
def close(
    number: Number,
    outcome: Annotated[str, typer.Argument(help="reached, partly, missed or withdrawn")],
    person: As,
    note: Note = "",
    as_json: AsJson = False,
) -> None:
    """Say how it ended; it closes when both owners say the same."""
    by = acting_person(person)
    row = visible(number, by)
    ending.close(row, outcome, by=by, step=row.step, note=note)
    _show(row, as_json)


@app.command()
def merge(
    number: Number,
    other: Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The goal that is taken in.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Make two goals one; the other one is withdrawn, and both owners’ words are asked anew."""
    by = acting_person(person)
    row, gone = visible(number, by), visible(other, by)
    merging.merge(row, gone, by=by, step=row.step, other_step=gone.step)
    _show(row, as_json)


@app.command(name="check-in")
def check_in(
    number: Number,
    confidence: Annotated[int, typer.Argument(min=1, max=10, help="From 1 to 10.")],
    person: As,
    note: Note = "",
    as_json: AsJson = False,
) -> None:
    """Say how sure one is, as an owner."""
    by = acting_person(person)
    row = visible(number, by)
    checkin.check_in(row, confidence, by=by, note=note)
    _show(row, as_json)


@app.command()
def serve(number: Number, parent: Other, person: As, how: Note = "", as_json: AsJson = False) -> None:
    """Say that a goal serves another one."""
    by = acting_person(person)
    row = visible(number, by)
    placement.place(row, visible(parent, by), by=by, how=how)
    _show(row, as_json)


@app.command()
def measure(
    person: Annotated[
        str, typer.Option("--as", metavar="EMAIL", help="Who does it; nobody is Lintel itself.")
    ] = "",
    number: Annotated[int, typer.Option("--goal", min=0, help="Only this goal.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Measure all goals, or one; the worker does it once a day by itself."""
    by = acting_person(person) if person else None
    if number:
        row = visible(number, by) if by else get_visible(Goal.objects.all(), pk=number)
        found = measurement.take(row, by=by)
    else:
        found = measurement.take_all(by=by)
    known = sum(one.value is not None for one in found)
    if as_json:
        typer.echo(json.dumps({"measured": len(found), "with_value": known}))
        return
    typer.echo(f"{known} of {len(found)} key results have a value.")


@app.command()
def cascade(person: As, as_json: AsJson = False) -> None:
    """Which shared goal serves which company goal."""
    whole = cascading.shape(acting_person(person))
    titles = dict(Goal.objects.filter(pk__in=whole.kinds).values_list("pk", "title"))
    serves = {pk: sorted(whole.above(pk) & set(whole.company)) for pk in whole.shared}
    if as_json:
        typer.echo(json.dumps({"company": whole.company, "serves": serves}))
        return
    for pk, tops in serves.items():
        named = ", ".join(titles[top] for top in tops) or "no company goal"
        typer.echo(f"#{pk} {titles[pk]} serves {named}")
