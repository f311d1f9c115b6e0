"""`lintel experiments`: list them, read one, agree, start, bring units in, analyse, conclude."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from lintel.ui.reports.saving import AsForm, Out, save

app = typer.Typer(no_args_is_help=True, help="Experiments: plans, figures, what they taught.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The experiment's number.")]
Content = Annotated[str, typer.Option("--content", help="The content hash that was read.")]


def _load(number: int, person: str) -> tuple[Any, Any]:
    from lintel.experiments.models import Experiment
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    user = by_email(person)
    return get_visible(Experiment.objects.with_plan().visible_to(user), pk=number), user


def _line(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk, "title": row.title, "state": str(row.state), "version": row.version,
        "verdict": row.verdict, "verdict_text": row.verdict_text, "outcome": str(row.outcome),
        "learning": row.learning,
    }  # fmt: skip


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False) if as_json else words)


@app.command(name="list")
def list_experiments(
    person: As,
    state: Annotated[str, typer.Option(help="Only this state, such as running.")] = "",
    as_json: AsJson = False,
) -> None:
    """Experiments, newest change first."""
    from lintel.experiments.models import Experiment
    from lintel.people.commands import by_email

    rows = Experiment.objects.visible_to(by_email(person))
    found = [_line(row) for row in (rows.filter(state=state) if state else rows)]
    lines = [f"{one['id']:>5}  {one['state']:<9} {one['title']}" for one in found]
    _print(found, as_json, "\n".join(lines) or "There are none.")


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One experiment: its plan, the hash to agree to, and the last figures."""
    from lintel.audit.signatures import hash_of
    from lintel.experiments.planning import power_of

    row, _ = _load(number, person)
    last = row.analyses.first()
    size = power_of(row).size
    facts = _line(row) | {
        "plan": json.loads(json.dumps(row.content(), default=str)), "content_hash": hash_of(row),
        "units_needed": size.total if size else None, "finding": last.finding if last else None,
    }  # fmt: skip
    words = [f"{row.title} ({row.get_state_display()}, version {row.version})", f"If we {row.change}",
             f"then {row.expected}", f"because {row.reason}"]  # fmt: skip
    words += [size.sentence] if size else []
    words += [last.sentence] if last else []
    _print(facts, as_json, "\n".join([*words, f"Content {facts['content_hash']}"]))


@app.command()
def report(number: Number, person: As, form: AsForm = "pdf", out: Out = None) -> None:
    """An experiment as PDF, workbook or slides."""
    from lintel.experiments import reporting

    save(reporting.report(_load(number, person)[0]), form, out)


@app.command()
def new(
    person: As,
    title: Annotated[str, typer.Option(help="What it is called.")],
    change: Annotated[str, typer.Option(help="If we …")],
    expected: Annotated[str, typer.Option(help="then …")],
    reason: Annotated[str, typer.Option(help="because …")],
    unit: Annotated[str, typer.Option(help="What is given a variant.")] = "customer",
    as_json: AsJson = False,
) -> None:
    """Begin an experiment with what you believe."""
    from lintel.experiments.actions import experiment
    from lintel.people.commands import by_email

    said = {"title": title, "change": change, "expected": expected, "reason": reason, "unit": unit}
    made = experiment.create(experiment.Plan(said), by=by_email(person))
    _print(_line(made), as_json, f"Experiment {made.pk} is begun. Write its plan next.")


@app.command()
def plan(number: Number, file: Path, person: As, as_json: AsJson = False) -> None:
    """Write the plan from a JSON file with the fields that the API's `plan_experiment` takes."""
    from lintel.experiments.actions import experiment
    from lintel.experiments.written import read

    row, user = _load(number, person)
    given = read(file.read_text(encoding="utf-8"))
    experiment.change(row, given.plan, version=given.version, by=user)
    row, _ = _load(number, person)
    _print(_line(row), as_json, f"The plan is saved as version {row.version}.")


@app.command()
def agree(
    number: Number,
    person: As,
    content: Content,
    conclusion: Annotated[
        bool, typer.Option("--conclusion", help="To the conclusion, not the plan.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Agree, as one side's owner, to exactly the plan or conclusion whose hash you name."""
    from lintel.experiments.actions import conclusion as conclusions
    from lintel.experiments.actions import experiment

    row, user = _load(number, person)
    (conclusions if conclusion else experiment).agree(row, by=user, content_hash=content)
    row, _ = _load(number, person)
    _print(_line(row), as_json, f"Agreed; it is {row.get_state_display().lower()}.")


@app.command()
def conclude(
    number: Number,
    person: As,
    outcome: Annotated[str, typer.Option(help="ship, drop or repeat.")],
    decision: Annotated[str, typer.Option(help="What will be done now, and why.")],
    learning: Annotated[str, typer.Option(help="What it taught.")],
    as_json: AsJson = False,
) -> None:
    """Write decision and learning; prints the hash to which both owners agree."""
    from lintel.audit.signatures import hash_of
    from lintel.experiments.actions import conclusion

    row, user = _load(number, person)
    made = conclusion.write(row, outcome=outcome, decision=decision, learning=learning, by=user)
    facts = {"outcome": str(made.outcome), "version": made.version, "content_hash": hash_of(made)}
    _print(facts, as_json, f"Both owners can agree to it now. Content {facts['content_hash']}")


@app.command()
def link(
    number: Number,
    person: As,
    proposal: Annotated[int, typer.Option(min=1, help="Number of the proposal that it tests.")],
    as_json: AsJson = False,
) -> None:
    """Say which proposal it tests."""
    from lintel.experiments.actions import experiment

    row, user = _load(number, person)
    experiment.link(row, "portfolio.proposal", str(proposal), by=user)
    _print({"experiment": row.pk, "proposal": proposal}, as_json, "The proposal is linked.")


@app.command()
def start(number: Number, person: As, as_json: AsJson = False) -> None:
    """Start it: the plan stands still from now on."""
    from lintel.experiments.actions import experiment

    row, user = _load(number, person)
    _print(_line(experiment.start(row, by=user)), as_json, "It runs.")


@app.command()
def units(number: Number, file: Path, person: As, as_json: AsJson = False) -> None:
    """Bring a file of units in: unit, variant, joined at, and columns of outcomes."""
    from lintel.imports.bringing import bring

    row, user = _load(number, person)
    batch = bring(file, "experiment-units", by=user, options={"experiment": str(row.pk)})
    _print({"import": batch.pk, "rows": batch.created_count, "bad": batch.bad_count}, as_json, batch.summary)


@app.command()
def analyse(
    number: Number,
    person: As,
    final: Annotated[bool, typer.Option(help="It has ended.")] = False,
    as_json: AsJson = False,
) -> None:
    """Work the figures out here and now: a look, or the end."""
    from lintel.audit.models import Run, RunState
    from lintel.audit.runs import execute
    from lintel.experiments.actions import analysis
    from lintel.ui.problems import Problem

    row, user = _load(number, person)
    run = analysis.order(row, final=final, by=user)
    execute.call(run.pk)
    run = Run.objects.get(pk=run.pk)
    if run.state == RunState.FAILED:
        raise Problem(run.error)
    last = row.analyses.first()
    _print(last.finding, as_json, last.sentence)


@app.command()
def learnings(
    person: As,
    word: Annotated[str, typer.Option(help="Only with this word.")] = "",
    as_json: AsJson = False,
) -> None:
    """What decided experiments taught."""
    from lintel.experiments.models import Experiment
    from lintel.experiments.tables import LearningFilter
    from lintel.people.commands import by_email

    rows = Experiment.objects.visible_to(by_email(person)).decided()
    found = [_line(row) for row in LearningFilter({"q": word}, queryset=rows).qs]
    lines = [f"{one['id']:>5}  {one['outcome']:<7} {one['title']}\n       {one['learning']}" for one in found]
    _print(found, as_json, "\n".join(lines) or "There are none.")
