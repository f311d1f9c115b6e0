"""`lintel customers matching`: match, and see what came of it."""

import dataclasses
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from lintel.people.commands import acting

app = typer.Typer(no_args_is_help=True, help="Which records are one customer.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[
    str, typer.Option("--as", metavar="EMAIL", help="Who does it; without it, the server itself does.")
]
Left = Annotated[str, typer.Argument(help='A record, "source:id".')]
Right = Annotated[str, typer.Argument(help="Another record.")]


@app.command()
def run(
    afresh: Annotated[bool, typer.Option(help="Everything anew, not only what changed.")] = False,
    threshold: Annotated[
        float | None, typer.Option(help="With --afresh: bits from which a pair is joined.")
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="Use this edited model (see `model`); everything is matched anew.")
    ] = None,
    who: As = "",
    as_json: AsJson = False,
) -> None:
    """Queue a matching; the worker does it."""
    from lintel.customers.matching.actions import matching

    body = _model_in(model) if model else None
    queued = matching.ask(by=acting(who), afresh=afresh, threshold=threshold, model=body)
    typer.echo(
        json.dumps({"run": queued.pk, "state": queued.state}) if as_json else f"Run {queued.pk} waits."
    )


@app.command()
def status(as_json: AsJson = False) -> None:
    """Records, customers and questions as they stand, and the model."""
    from lintel.customers.matching.models import Matching

    last = Matching.objects.order_by("-pk").first()
    names = (
        "records",
        "customers",
        "questions",
        "threshold",
        "version",
        "kind",
        "sizes",
        "changes",
        "seconds",
    )
    facts = {name: getattr(last, name) for name in names} | {"at": last.at.isoformat()} if last else {}
    if as_json:
        typer.echo(json.dumps(facts))
    elif last is None:
        typer.echo("Nothing was matched yet. `lintel customers matching run` begins.")
    else:
        typer.echo(
            f"{last.records:,} records are {last.customers:,} customers; {last.questions:,} questions."
        )
        typer.echo("\n".join(last.choices))


@app.command()
def model() -> None:
    """Print the model in use as JSON, to be edited and given back with `run --model`."""
    from lintel.customers.matching.models import Matching
    from lintel.ui.problems import Missing

    last = Matching.objects.order_by("-pk").first()
    if last is None:
        raise Missing("Nothing was matched yet.", way_out="Begin with `lintel customers matching run`.")
    typer.echo(json.dumps(last.model, indent=2, ensure_ascii=False))


def _model_in(path: Path) -> Any:
    from lintel.ui.problems import Problem

    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Problem(f"{path} cannot be read: {error}", way_out="Give the file of a model.") from error


@app.command()
def questions(
    limit: Annotated[int, typer.Option(min=1, help="How many to print.")] = 20,
    who: As = "",
    as_json: AsJson = False,
) -> None:
    """The pairs that people should look at, the most valuable answer first."""
    from lintel.customers.matching.access import may_see_identified
    from lintel.customers.matching.questions import open_questions
    from lintel.ui.problems import Denied

    person = acting(who)
    if person is not None and not may_see_identified(person):
        raise Denied("Records are shown to who has a clearance.", way_out="Ask an office holder for one.")
    waiting = open_questions()
    if as_json:
        items = [dataclasses.asdict(one) for one in waiting[:limit]]
        typer.echo(json.dumps({"waiting": len(waiting), "items": items}))
        return
    typer.echo(f"{len(waiting):,} questions wait.")
    for one in waiting[:limit]:
        state = "together" if one.together else "apart"
        typer.echo(
            f"  {one.left} and {one.right}: {one.weight:+.1f} bits, {state} now, changes {one.changes}"
        )


@app.command()
def explain(left: Left, right: Right, who: As = "", as_json: AsJson = False) -> None:
    """Why two records are one customer or not, weight by weight; the look is kept in the ledger."""
    from lintel.customers.matching.actions import explanation
    from lintel.engines.matching import report

    told = explanation.pair(left, right, by=acting(who))
    lines = [json.dumps(dataclasses.asdict(told))] if as_json else report.explained(told)
    for line in lines:
        typer.echo(line)


@app.command()
def unmerge(
    customer: Annotated[str, typer.Argument(help="The customer's id.")],
    record: Annotated[str, typer.Argument(help='The record that is somebody else, "source:id".')],
    why: Annotated[str, typer.Option(help="The reason.")],
    who: As = "",
    as_json: AsJson = False,
) -> None:
    """Take a record out of a customer for good; the next matching does it."""
    from lintel.customers.matching.actions import decision

    said = decision.unmerge(customer, record, why=why, by=acting(who))
    if as_json:
        typer.echo(json.dumps([{"id": one.pk, "left": one.record_l, "right": one.record_r} for one in said]))
    else:
        typer.echo(f"{record} is none of its {len(said)} others from the next matching on.")


@app.command(name="take-back")
def take_back(
    number: Annotated[int, typer.Argument(help="The decision's number.")],
    who: As = "",
    as_json: AsJson = False,
) -> None:
    """Leave two records to the model again."""
    from lintel.customers.matching.actions import decision
    from lintel.customers.matching.models import PairDecision
    from lintel.ui.http import get_visible

    person = acting(who)
    rows = PairDecision.objects.visible_to(person) if person else PairDecision.objects.all()
    gone = decision.take_back(get_visible(rows, pk=number), by=person)
    typer.echo(json.dumps({"id": gone.pk}) if as_json else f"Decision {gone.pk} counts no longer.")


@app.command()
def decide(
    left: Left,
    right: Right,
    word: Annotated[str, typer.Argument(help="must (one customer) or cannot (never one).")],
    why: Annotated[str, typer.Option(help="The reason.")] = "",
    who: As = "",
    as_json: AsJson = False,
) -> None:
    """Say whether two records are one customer; it holds in every later matching."""
    from lintel.customers.matching.actions import decision

    said = decision.decide(left, right, word=word, why=why, by=acting(who))
    facts = {"id": said.pk, "left": said.record_l, "right": said.record_r, "word": said.word}
    typer.echo(
        json.dumps(facts) if as_json else f"{said.record_l} and {said.record_r}: {said.get_word_display()}"
    )


@app.command()
def why(
    customer: Annotated[str, typer.Argument(help="The customer's id, today's or an old one.")],
    who: As = "",
    as_json: AsJson = False,
) -> None:
    """The chain of edges that holds a customer together, and close pairs that were kept apart."""
    from lintel.customers.matching.actions import explanation

    found = explanation.customer(customer, by=acting(who))
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(found)))
        return
    typer.echo(f"{found.customer_id}: {', '.join(found.records)}")
    for link in found.chain:
        bits = "" if link.weight is None else f", {link.weight:+.1f} bits"
        typer.echo(f"  {link.left} and {link.right}: {link.kind}{bits}")
    for mine, other, kind in found.apart:
        typer.echo(
            f"  {mine} is not {other}: {'a person said so' if kind == 'cannot' else 'first names differ'}"
        )
