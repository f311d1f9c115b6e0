"""`lintel goals radar`: look, list, put off, declare."""

import json
from datetime import datetime
from typing import Annotated, Any

import typer
from django.utils import timezone

from lintel.goals.radar import work
from lintel.goals.radar.actions import snooze as snoozing
from lintel.goals.radar.actions import tension as tensions
from lintel.goals.radar.filters import narrowed
from lintel.goals.radar.models import Finding, MetricTension
from lintel.goals.radar.registry import detectors as known
from lintel.people.commands import acting_person
from lintel.people.models import User
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

app = typer.Typer(no_args_is_help=True, help="Where the two sides do not fit together, and what to do next.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The finding's number.")]
Day = Annotated[datetime, typer.Option("--until", formats=["%Y-%m-%d"], help="The last day.")]
STATES = ("open", "snoozed", "gone", "any")


def _found(number: int, user: User) -> Finding:
    return get_visible(Finding.objects.visible_to(user), pk=number)


def _facts(row: Finding) -> dict[str, Any]:
    return {
        "id": row.pk, "detector": row.detector, "severity": row.get_severity_display().lower(),
        "side": row.side, "state": row.state_on(timezone.localdate()), "summary": row.summary,
        "next_step": row.step_label, "next_step_url": row.step_url,
        "first_seen": row.first_seen.isoformat(), "last_seen": row.last_seen.isoformat(),
    }  # fmt: skip


def _say(facts: Any, as_json: bool, text: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False) if as_json else text)


@app.command()
def scan(person: As, as_json: AsJson = False) -> None:
    """Look over everything now, and keep what is found."""
    done = work.whole(by=acting_person(person))
    facts = {
        "id": done.pk, "new": done.new, "back": done.back, "gone": done.gone, "open": done.open,
        "high": done.high, "medium": done.medium, "low": done.low, "snoozed": done.snoozed,
        "things": done.things, "pairs": done.pairs, "milliseconds": done.milliseconds,
    }  # fmt: skip
    text = (
        f"{done.open} findings are open ({done.high} high, {done.medium} medium, {done.low} low): "
        f"{done.new} new, {done.back} there again, {done.gone} gone."
    )
    _say(facts, as_json, text)


@app.command(name="list")
def list_findings(
    person: As,
    state: Annotated[str, typer.Option(help=", ".join(STATES))] = "open",
    mine: Annotated[bool, typer.Option("--mine", help="Only what concerns the person.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000)] = 50,
    as_json: AsJson = False,
) -> None:
    """Findings, the gravest first."""
    if state not in STATES:
        raise Problem(f"There is no state “{state}”.", way_out=f"There are: {', '.join(STATES)}.")
    user = acting_person(person)
    rows = narrowed(Finding.objects.visible_to(user), state).for_list()
    shown = list((rows.concerning(user) if mine else rows)[:limit])
    if as_json:
        typer.echo(json.dumps([_facts(row) for row in shown], ensure_ascii=False))
        return
    for row in shown:
        typer.echo(f"#{row.pk:<6} {row.get_severity_display():<7} {row.summary}")


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One finding: what it rests on, and what to do next."""
    row = _found(number, acting_person(person))
    facts = {**_facts(row), "evidence": row.evidence, "figures": row.figures}
    lines = [row.summary, *(f"  {one['says']}" for one in row.evidence), f"{row.step_label}: {row.step_url}"]
    _say(facts, as_json, "\n".join(lines))


@app.command()
def snooze(
    number: Number,
    person: As,
    until: Day,
    reason: Annotated[str, typer.Option(help="Why not now.")],
    as_json: AsJson = False,
) -> None:
    """Put a finding off with a reason."""
    user = acting_person(person)
    row = _found(number, user)
    snoozing.put_off(row, reason=reason, until=until.date(), by=user)
    _say(_facts(row), as_json, f"#{row.pk} is put off until {until.date()}.")


@app.command(name="take-up")
def take_up(number: Number, person: As, as_json: AsJson = False) -> None:
    """Take a finding up again before its day has come."""
    user = acting_person(person)
    row = snoozing.end(_found(number, user), by=user)
    _say(_facts(row), as_json, f"#{row.pk} is open again.")


@app.command()
def detectors(as_json: AsJson = False) -> None:
    """What is looked for, and why."""
    if as_json:
        facts = [
            {"key": one.key, "title": one.title, "explanation": one.explanation,
             "severity": str(one.severity.label).lower()}
            for one in known()
        ]  # fmt: skip
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    for one in known():
        typer.echo(f"{one.key:<26} {one.severity.label:<7} {one.title}")


@app.command()
def declare(
    first: Annotated[str, typer.Argument(help="One metric's name in formulas.")],
    second: Annotated[str, typer.Argument(help="The other one's.")],
    person: As,
    why: Annotated[str, typer.Option(help="What makes you say so.")],
    moves: Annotated[str, typer.Option(help="opposite or together")] = "opposite",
    as_json: AsJson = False,
) -> None:
    """Declare for one's side that two metrics pull on each other."""
    row = tensions.declare(first, second, moves=moves, why=why, by=acting_person(person))
    _say(_declared(row), as_json, f"#{row.pk} {row.first} and {row.second}: {row.get_moves_display()}.")


@app.command()
def withdraw(
    number: Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The declaration's number.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Take a declaration back."""
    user = acting_person(person)
    row = get_visible(MetricTension.objects.visible_to(user), pk=number)
    tensions.withdraw(row, by=user)
    _say(_declared(row), as_json, f"#{row.pk} is taken back.")


def _declared(row: MetricTension) -> dict[str, Any]:
    back = row.withdrawn_at.isoformat() if row.withdrawn_at else None
    return {"id": row.pk, **row.content(), "office": row.office, "withdrawn_at": back}
