"""`lintel customers matching`: match, and see what came of it."""

import dataclasses
import json
from typing import Annotated

import typer

from lintel.people.commands import acting

app = typer.Typer(no_args_is_help=True, help="Which records are one customer.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[
    str, typer.Option("--as", metavar="EMAIL", help="Who does it; without it, the server itself does.")
]


@app.command()
def run(
    afresh: Annotated[bool, typer.Option(help="Everything anew, not only what changed.")] = False,
    threshold: Annotated[
        float | None, typer.Option(help="With --afresh: bits from which a pair is joined.")
    ] = None,
    who: As = "",
    as_json: AsJson = False,
) -> None:
    """Queue a matching; the worker does it."""
    from lintel.customers.matching.actions import matching

    queued = matching.ask(by=acting(who), afresh=afresh, threshold=threshold)
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
def decide(
    left: Annotated[str, typer.Argument(help='A record, "source:id".')],
    right: Annotated[str, typer.Argument(help="Another record.")],
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
