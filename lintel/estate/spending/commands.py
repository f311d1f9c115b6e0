"""`lintel estate spending`: what things cost, what does the same twice, and what was saved."""

import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Costs, overlaps, unused seats and savings.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The saving's number.")]


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


def _reader(person: str) -> Any:
    from lintel.people.access import may_read
    from lintel.people.commands import by_email
    from lintel.ui.problems import Denied

    user = by_email(person)
    if not may_read(user):
        raise Denied("Costs are for people with a role.", way_out="Ask an administrator for one.")
    return user


def _load(number: int, person: str) -> tuple[Any, Any]:
    from lintel.estate.spending.models import Saving
    from lintel.ui.http import get_visible

    user = _reader(person)
    return get_visible(Saving.objects.visible_to(user).with_parts(), pk=number), user


@app.command()
def overlaps(person: As, as_json: AsJson = False) -> None:
    """Systems that do the same, those that share most on top."""
    from django.utils import timezone

    from lintel.estate.spending import overlapping

    _reader(person)
    found = overlapping.overlaps(overlapping.matrix(timezone.localdate()))
    facts = [
        {"system": pair.one.name, "other": pair.other.name, "score": pair.score, "most": pair.most,
         "shared": [one.name for one in pair.shared]}
        for pair in found
    ]  # fmt: skip
    lines = [
        f"{pair.score:.2f}  {pair.one.name} and {pair.other.name}: "
        f"{', '.join(one.name for one in pair.shared)}"
        for pair in found
    ]
    _print(facts, as_json, "\n".join(lines) or "No two systems serve the same capability.")


@app.command()
def shares(
    person: As,
    by: Annotated[str, typer.Option(help="capability or touchpoint.")] = "capability",
    as_json: AsJson = False,
) -> None:
    """What capabilities or touchpoints cost in twelve months."""
    from django.utils import timezone

    from lintel.estate.spending import sharing
    from lintel.ui.problems import Problem

    _reader(person)
    if by not in ("capability", "touchpoint"):
        raise Problem(f"Costs are not shared out by “{by}”.", way_out="Use capability or touchpoint.")
    found = sharing.shares(by, timezone.localdate())
    facts = [{"name": share.name, "amount": share.amount} for share in found]
    lines = [f"{share.amount:>14,.2f}  {share.name}" for share in found]
    _print(facts, as_json, "\n".join(lines) or "Nobody noted what systems cost.")


@app.command()
def seats(person: As, as_json: AsJson = False) -> None:
    """Contracts with seats that nobody used at the last count."""
    from lintel.estate.inventory.models import Contract
    from lintel.estate.spending.tables import with_waste

    rows = with_waste(Contract.objects.visible_to(_reader(person)).with_parts()).order_by("-wasted_a_year")
    facts = [
        {"id": row.pk, "title": row.title, "unused": row.unused_seats, "a_year": row.wasted(row.seats_used),
         "currency": row.currency}
        for row in rows
    ]  # fmt: skip
    lines = [f"{one['unused']:>6}  {one['a_year']} {one['currency']}  {one['title']}" for one in facts]
    _print(facts, as_json, "\n".join(lines) or "No seat is known to be unused.")


@app.command()
def savings(
    person: As,
    state: Annotated[str, typer.Option(help="Only found, decided or dropped ones.")] = "",
    as_json: AsJson = False,
) -> None:
    """Savings with what they have taken, as measured."""
    from lintel.estate.spending.measuring import taken
    from lintel.estate.spending.models import Saving

    rows = Saving.objects.visible_to(_reader(person)).with_parts()
    rows = rows.filter(state=state) if state else rows
    measured = taken(rows)
    facts = [
        {"id": row.pk, "title": row.title, "state": row.state, "awaits": row.awaits, "a_year": row.a_year,
         "currency": row.currency, "taken": measured[row.pk].total if row.pk in measured else None}
        for row in rows
    ]  # fmt: skip
    lines = [
        f"{one['id']:>6}  {one['state']:<8} {one['a_year']} {one['currency']} a year, "
        f"taken {one['taken'] if one['taken'] is not None else '–'}  {one['title']}"
        for one in facts
    ]
    _print(facts, as_json, "\n".join(lines) or "No saving was written down.")


@app.command()
def sign(number: Number, person: As, as_json: AsJson = False) -> None:
    """Put your office's key to a saving, as it is now."""
    from lintel.audit.signatures import hash_of
    from lintel.estate.spending.actions import saving

    row, user = _load(number, person)
    made = saving.sign(row, content_hash=hash_of(row), by=user)
    words = "Decided by both." if made.decided_at else "Your key is put. It waits for the other office."
    _print({"id": made.pk, "state": made.state, "awaits": made.awaits}, as_json, words)


@app.command()
def drop(
    number: Number,
    why: Annotated[str, typer.Argument(help="Why.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Give a saving up."""
    from lintel.estate.spending.actions import saving

    row, user = _load(number, person)
    made = saving.drop(row, why, by=user)
    _print({"id": made.pk, "state": made.state}, as_json, f"“{made.title}” is dropped.")
