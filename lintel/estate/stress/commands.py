"""`lintel estate stress`: what a storm does to the estate, and whether it passes the building code."""

import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="What a storm does to the estate.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="Its number.")]


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


@app.command()
def failures(person: As, as_json: AsJson = False) -> None:
    """What every single failure takes along today, what costs most first."""
    from django.utils import timezone

    from lintel.estate.stress import reading
    from lintel.people.commands import by_email

    reading.require_reader(by_email(person))
    found = reading.singles_on(timezone.localdate())
    lines = [
        f"{round(one['revenue']):>10,}  {one['name']:<32} {', '.join(one['noticed']) or 'nothing noticed'}"
        for one in found["rows"]
    ]
    _print(found, as_json, "\n".join([*lines, "", *found["assumptions"]]))


@app.command()
def scenarios(person: As, as_json: AsJson = False) -> None:
    """Saved scenarios."""
    from lintel.estate.stress.models import Scenario
    from lintel.estate.stress.storms import kind_words, storm_from
    from lintel.people.commands import by_email

    rows = Scenario.objects.visible_to(by_email(person)).with_parts()
    facts = [{"id": one.pk, "version": one.version} | storm_from(one).plain() for one in rows]
    lines = [f"{one.pk:>6}  {kind_words(one):<24} {one.title}" for one in rows]
    _print(facts, as_json, "\n".join(lines) or "There are no scenarios.")


@app.command(name="run")
def put_to_the_test(
    person: As,
    scenario: Annotated[int, typer.Option(min=0, help="Number of a scenario; 0 as it is.")] = 0,
    day: Annotated[str, typer.Option(help="The estate of this day, YYYY-MM-DD; today if left out.")] = "",
    as_json: AsJson = False,
) -> None:
    """Put the estate to the test, here and now."""
    from django.utils import timezone

    from lintel.estate.stress import reading, showing
    from lintel.estate.stress.actions import trial
    from lintel.estate.stress.models import Trial
    from lintel.estate.stress.work import take
    from lintel.people.commands import by_email

    user = by_email(person)
    found = reading.scenario_of(user, scenario) if scenario else None
    made = trial.order(found, day=_day(day) or timezone.localdate(), by=user)
    row = Trial.objects.get(pk=made.pk)
    if row.done_at is None:  # the worker has not begun, so it is done here, and the run finds it done
        row = take(row, by=user)
    result = showing.result_for(row, user)
    _print({"id": row.pk, "sentence": row.sentence} | result, as_json, f"{row.title}: {row.sentence}")


def _day(text: str) -> Any:
    from django.utils.dateparse import parse_date

    from lintel.ui.problems import Problem

    try:
        found = parse_date(text) if text else None
    except ValueError:
        found = None
    if text and found is None:
        raise Problem(f"“{text}” is no day.", way_out="Write it as 2026-11-30.", field="day")
    return found


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """A test with all that it found."""
    from lintel.estate.stress import reading, showing
    from lintel.people.commands import by_email

    user = by_email(person)
    row = reading.trial_of(user, number)
    result = showing.result_for(row, user)
    words = f"{row.title}: {row.sentence}" if row.done_at else f"{row.title} is not done yet."
    for one in result.get("dependents", ()):
        words += f"\n{one['measure'].removesuffix('s'):>10}  {one['name']}, for {', '.join(one['on'])} is hit"
    _print({"id": row.pk, "sentence": row.sentence} | result, as_json, words)


@app.command()
def worths(
    person: As,
    measure: Annotated[bool, typer.Option("--measure", help="Ask the metrics anew first.")] = False,
    as_json: AsJson = False,
) -> None:
    """What an hour of each touchpoint is worth by agreed metrics, or that it is missing and why."""
    from lintel.estate.stress import reading
    from lintel.estate.stress.actions import worth
    from lintel.estate.stress.models import Worth
    from lintel.people.commands import by_email

    user = by_email(person)
    reading.require_reader(user)
    rows = list(Worth.objects.visible_to(user).select_related("element"))
    if measure and rows:
        rows = worth.measure(rows, by=user)
    facts = [
        {"element": one.element.name, "measure": one.measure, "metric": one.metric, "value": one.value,
         "first_on": one.first_on, "last_on": one.last_on, "why_not": one.why_not,
         "measured_at": one.measured_at}
        for one in rows
    ]  # fmt: skip
    lines = [
        f"{'missing' if one.value is None else round(one.value):>10}  {one} by {one.label} {one.why_not}"
        for one in rows
    ]
    _print(facts, as_json, "\n".join(lines) or "Nothing is bound to a metric.")


@app.command()
def code(person: As, as_json: AsJson = False) -> None:
    """Whether the estate passes the building code, by the last look; exit status 1 when a rule fails."""
    from lintel.estate.stress import reading
    from lintel.estate.stress.models import Verdict
    from lintel.people.commands import by_email

    user = by_email(person)
    reading.require_reader(user)
    _, _, last = reading.standing_code(user)
    verdicts = list(last.verdicts.select_related("rule")) if last else []
    facts = [
        {"rule": one.rule.sentence, "verdict": one.verdict, "found": one.found, "path": one.path}
        for one in verdicts
    ]
    lines = [f"{one['verdict']:<6} {one['rule']} {one['found']}" for one in facts]
    _print(facts, as_json, "\n".join(lines) or "The estate was not held against a building code yet.")
    if any(one.verdict == Verdict.FAILS for one in verdicts):
        raise typer.Exit(1)


@app.command()
def look(person: As, as_json: AsJson = False) -> None:
    """Hold the estate of today against the building code in force, here and now."""
    from lintel.estate.stress.rules import require_tester
    from lintel.estate.stress.work import inspect
    from lintel.people.commands import by_email

    user = by_email(person)
    require_tester(user)
    row = inspect(by=user)
    failing = row.verdicts.filter(verdict="fails").count()
    rules = row.verdicts.count()
    facts = {"id": row.pk, "rules": rules, "failing": failing}
    _print(facts, as_json, f"{failing} of {rules} rules fail.")
