"""`lintel portfolio sessions`: open backlog sessions, score in them, reveal, agree, read the minutes."""

import csv
import json
import sys
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

import typer
from django.core.serializers.json import DjangoJSONEncoder

from lintel.people.commands import acting_person, by_email
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.sessions import minutes as writing
from lintel.portfolio.sessions.actions import scoring, settling
from lintel.portfolio.sessions.actions import session as acting
from lintel.portfolio.sessions.models import BacklogSession, Item
from lintel.portfolio.sessions.plainly import plain
from lintel.portfolio.sessions.plan import MOST_ITEMS, Plan
from lintel.portfolio.sessions.reading import read
from lintel.portfolio.sessions.words import LABELS, UNSURE
from lintel.ui.exports import csv_cell
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

app = typer.Typer(no_args_is_help=True, help="Backlog sessions: score blind, reveal, agree.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The session's number.")]
ItemNumber = Annotated[
    int, typer.Argument(min=1, max=2**63 - 1, help="The item's number, as `show` prints it.")
]
Given = Annotated[list[str], typer.Argument(help="Name and value, such as business_value=8.")]


def _load(number: int, user: User) -> BacklogSession:
    return get_visible(BacklogSession.objects.visible_to(user).select_related("facilitator"), pk=number)


def _item(number: int, user: User) -> Item:
    seen = BacklogSession.objects.visible_to(user)
    return get_visible(Item.objects.filter(session__in=seen).select_related("session", "proposal"), pk=number)


def _show(number: int, user: User, as_json: bool) -> None:
    facts = plain(_load(number, user), user)
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False, cls=DjangoJSONEncoder))
        return
    people = facts["participants"]
    finished = f"{sum(one['finished'] for one in people)} of {len(people)} finished"
    typer.echo(f"#{facts['id']} {facts['title']}: {facts['state']}, {finished}")
    for one in facts["proposals"]:
        typer.echo(f"{one['id']:>6}  {one['state']:<9} {one['title']}: {_score(one)}")


def _score(one: dict[str, Any]) -> str:
    score = one["wsjf"]
    if not score:
        return "nothing revealed"
    ranks = f"rank {score['best_rank']} to {score['worst_rank']}"
    return f"WSJF {score['low']:.1f} to {score['high']:.1f}, {ranks}, {one['steps_apart']:g} steps apart"


def _values(texts: list[str]) -> dict[str, Any]:
    """`business_value=8` as a value; `cannot` is “I cannot say”."""
    found: dict[str, Any] = {}
    for text in texts:
        name, _, value = text.partition("=")
        try:
            if name not in LABELS:
                raise InvalidOperation
            amount = Decimal(UNSURE) if value == "cannot" else Decimal(value)
            if not amount.is_finite():
                raise InvalidOperation
        except InvalidOperation:
            raise Problem(
                f"“{text[:60]}” is no value.", way_out=f"Write name=number with one of {', '.join(LABELS)}."
            ) from None
        found[name] = amount if name in ("impact", "effort") else int(amount)
    return found


@app.command(name="list")
def list_sessions(person: As, as_json: AsJson = False) -> None:
    """Sessions, the newest first."""
    rows = BacklogSession.objects.visible_to(acting_person(person))[:50]
    lines = [{"id": row.pk, "title": row.title, "state": str(row.state)} for row in rows]
    if as_json:
        typer.echo(json.dumps(lines, ensure_ascii=False))
        return
    for line in lines:
        typer.echo(f"{line['id']:>6}  {line['state']:<9} {line['title']}")


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One session: what was revealed, as intervals and ranks, and one's own scores with --json."""
    _show(number, acting_person(person), as_json)


@app.command(name="open")
def open_session(
    title: Annotated[str, typer.Argument(help="Its name.")],
    person: As,
    invite: Annotated[list[str], typer.Option(help="E-mail of who takes part; may be repeated.")],
    first: Annotated[
        int, typer.Option(help="So many from the top of the backlog.", min=1, max=MOST_ITEMS)
    ] = 10,
    with_rice: Annotated[bool, typer.Option(help="Also score reach, impact, confidence, effort.")] = False,
    as_json: AsJson = False,
) -> None:
    """Open a session on the first proposals of the backlog; one leads it oneself."""
    user = acting_person(person)
    rows = list(Proposal.objects.visible_to(user).backlog()[:first])
    plan = Plan(title, rows, [by_email(one) for one in dict.fromkeys(invite)], user, with_rice)
    _show(acting.open(plan, by=user).pk, user, as_json)


@app.command()
def begin(number: Number, person: As, as_json: AsJson = False) -> None:
    """Let the scoring begin."""
    user = acting_person(person)
    acting.begin(_load(number, user), by=user)
    _show(number, user, as_json)


@app.command()
def score(number: ItemNumber, values: Given, person: As, as_json: AsJson = False) -> None:
    """Give one's own scores on one item; `job_size=cannot` says that one cannot say."""
    user = acting_person(person)
    item = _item(number, user)
    scoring.give(item.session, {item.pk: _values(values)}, by=user)
    _show(item.session_id, user, as_json)


@app.command()
def reveal(
    number: Number,
    person: As,
    item: Annotated[int, typer.Option(help="Only this item.", min=0, max=2**63 - 1)] = 0,
    as_json: AsJson = False,
) -> None:
    """Show what everybody said."""
    user = acting_person(person)
    scoring.reveal(_load(number, user), _item(item, user) if item else None, by=user)
    _show(number, user, as_json)


@app.command()
def rescore(number: ItemNumber, person: As, as_json: AsJson = False) -> None:
    """Have one item scored once more."""
    user = acting_person(person)
    item = scoring.rescore(_item(number, user), by=user)
    _show(item.session_id, user, as_json)


@app.command()
def put(
    number: ItemNumber,
    values: Given,
    person: As,
    step: Annotated[int, typer.Option(help="The step that was read.", min=0)] = 0,
    as_json: AsJson = False,
) -> None:
    """Put values forward for one's side."""
    user = acting_person(person)
    item = _item(number, user)
    settling.put(item, _values(values), by=user, step=step)
    _show(item.session_id, user, as_json)


@app.command()
def agree(
    number: ItemNumber,
    person: As,
    step: Annotated[int, typer.Option(help="The step that was read.", min=1)],
    as_json: AsJson = False,
) -> None:
    """Agree for the other side; the values are written into the proposal."""
    user = acting_person(person)
    item = _item(number, user)
    settling.agree(item, by=user, step=step)
    _show(item.session_id, user, as_json)


@app.command()
def adopt(
    number: Number,
    person: As,
    basis: Annotated[str, typer.Option(help="wsjf or rice.")] = "wsjf",
    as_json: AsJson = False,
) -> None:
    """Put the backlog in the order of the session."""
    user = acting_person(person)
    acting.adopt(_load(number, user), basis, by=user)
    _show(number, user, as_json)


@app.command()
def close(number: Number, person: As, as_json: AsJson = False) -> None:
    """Close it; the minutes go into the ledger."""
    user = acting_person(person)
    acting.close(_load(number, user), by=user)
    _show(number, user, as_json)


@app.command()
def abandon(
    number: Number,
    person: As,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    as_json: AsJson = False,
) -> None:
    """Give it up."""
    user = acting_person(person)
    acting.abandon(_load(number, user), by=user, reason=reason)
    _show(number, user, as_json)


@app.command()
def minutes(number: Number, person: As, as_json: AsJson = False) -> None:
    """The minutes as CSV, or as JSON: who said what in each revealed round, and what both agreed."""
    user = acting_person(person)
    session = _load(number, user)
    talks = read(session, user)
    if as_json:
        typer.echo(json.dumps(writing.facts(talks), ensure_ascii=False))
        return
    out = csv.writer(sys.stdout)
    out.writerow(writing.header(session))
    out.writerows([csv_cell(value) for value in row] for row in writing.rows(session, talks))
