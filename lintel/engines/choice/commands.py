"""`lintel choice`: rank options by two sides' weights, from a file alone, without a database or settings."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from lintel.engines.choice.choosing import DRAWS, choose
from lintel.engines.choice.outcome import Choice
from lintel.engines.choice.reading import load

app = typer.Typer(no_args_is_help=True, help="Choose together, and see how firm the choice is.")


@app.callback()
def _group() -> None:
    """Choose together, and see how firm the choice is; needs no database."""


@app.command()
def rank(
    file: Annotated[Path, typer.Argument(help="JSON file; docs/reference/choice.md says what is in it.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same figures.", min=0)] = 1,
    draws: Annotated[int, typer.Option(help="How many weights are drawn.", min=1)] = DRAWS,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Rank the options of a dossier, and say what would change the winner."""
    with _refusals():
        found = choose(load(file), draws=draws, seed=seed)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False))
        return
    for line in _told(found):
        typer.echo(line)


@contextmanager
def _refusals() -> Iterator[None]:
    """What a person can mend is one sentence on standard error and exit status 2."""
    try:
        yield
    except (ValueError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def _told(found: Choice) -> Iterator[str]:
    firm = "" if found.certain else " What is not known yet could still change that."
    yield f"“{found.winner}” comes first.{firm}\n"
    accepted = {one.name: one.ranks[0] for one in found.acceptability}
    for one in found.ranking:
        if one.knocked_out:
            yield f"   –  {one.name}: out for {', '.join(one.knocked_out)}"
            continue
        span = f", {one.low:.3f} to {one.high:.3f}" if one.high > one.low else ""
        share = f"first by {accepted[one.name]:.1%} of weights"
        yield f"  {one.rank:>2}  {one.score:.3f}{span}  {one.name}: {share}"
    yield ""
    for side in found.parties:
        if side.ratio is not None:
            yield f"  {side.party}: consistency ratio {side.ratio:.3f}{_look_again(side.ratio)}"
    for turn in found.turns:
        if turn.turns_at is not None:
            wins = f"“{turn.winner_then}” wins from a weight of {turn.turns_at:.1%}"
            yield f"  {turn.criterion}: {wins} (now {turn.weight:.1%})"
    for method in found.methods:
        says = "agrees" if method.agrees else f"says “{method.order[0]}”"
        gone = f"; without {' or '.join(method.changed_by_removing)} it would say otherwise"
        yield f"  {method.name} {says}{gone if method.changed_by_removing else ''}"


def _look_again(ratio: float) -> str:
    return ", above 0.1: look at the comparisons again" if ratio > 0.1 else ""
