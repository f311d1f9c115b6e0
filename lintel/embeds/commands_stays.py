"""Stays on the command line: propose, reword, accept or not, write down, close. See also `commands`."""

import datetime as dt
import json
from typing import Annotated, Any

import typer

from lintel.embeds import seeing
from lintel.embeds.actions import placement, stay
from lintel.embeds.figures import caveat
from lintel.embeds.models import Placement, Posting
from lintel.people.commands import acting_person, by_email
from lintel.people.models import Specialty, User
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

app = typer.Typer()

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The stay's number.")]
Share = Annotated[int | None, typer.Option(min=5, max=100, help="Per cent of a week.")]
Starts = Annotated[dt.datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")]
Ends = Annotated[dt.datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="The last day.")]
Learning = Annotated[str, typer.Option(help="What is to be learnt.")]
Why = Annotated[str, typer.Argument(help="The reason; the others read it.")]


def printed(facts: Any, as_json: bool, words: str) -> None:
    """Say a result in words, or as JSON."""
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


def _load(number: int, user: User) -> Placement:
    return get_visible(Placement.objects.visible_to(user).with_names(), pk=number)


def _facts(row: Placement) -> dict[str, Any]:
    return {
        "id": row.pk, "person": row.person.name, "from": row.from_name, "to": row.to_name,
        "state": str(row.state), "starts_on": row.starts_on, "ends_on": row.ends_on, "share": row.share,
    }  # fmt: skip


def _say(number: int, user: User, as_json: bool) -> None:
    row = _load(number, user)
    printed(_facts(row), as_json, f"{row}: {row.get_state_display().lower()}.")


@app.command(name="list")
def list_stays(
    person: As,
    state: Annotated[str, typer.Option(help="Only this state, such as running.")] = "",
    as_json: AsJson = False,
) -> None:
    """Stays, newest change first."""
    rows = Placement.objects.visible_to(acting_person(person)).with_names()
    found = [_facts(row) for row in (rows.filter(state=state) if state else rows)]
    lines = [f"{one['id']:>5}  {one['state']:<9} {one['person']} → {one['to']}" for one in found]
    printed(found, as_json, "\n".join(lines) or "There are none.")


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One stay: its words, the hash to accept, its log for those who may read it, and its end."""
    user = acting_person(person)
    row = _load(number, user)
    told = seeing.whole(row, user)
    given = [f"{one.get_part_display()}: {one.by}" for one in told["acceptances"]]
    notes = [{"at": one.at, "text": one.text} for one in told["notes"]]
    check_ins = [
        {"at": one.at, "part": str(one.part), "mood": str(one.mood), "text": one.text}
        for one in told["check_ins"]
    ]
    facts = {
        **_facts(row), "version": row.version, "learning": row.learning, "reason": row.reason, **told,
        "accepted": given, "notes": notes, "check_ins": check_ins,
    }  # fmt: skip
    del facts["acceptances"]
    words = [f"{row} ({row.get_state_display().lower()}, version {row.version})", row.learning, *given]
    words += [f"{one.at:%Y-%m-%d}  {one.text}" for one in told["notes"]]
    words += [f"{one.at:%Y-%m-%d}  {one.get_mood_display()}: {one.text}" for one in told["check_ins"]]
    words += [text for text in (row.reason, told["closing"]) if text]
    printed(facts, as_json, "\n".join([*words, f"Content {told['content_hash']}"]))


@app.command()
def propose(
    need: Annotated[int, typer.Argument(min=1, help="The need's number.")],
    person: As,
    offer: Annotated[int | None, typer.Argument(min=1, help="The offer's number.")] = None,
    who: Annotated[str, typer.Option(metavar="EMAIL", help="Who goes, where nobody has offered.")] = "",
    starts: Starts = None,
    ends: Ends = None,
    share: Share = None,
    learning: Learning = "",
    as_json: AsJson = False,
) -> None:
    """Lay a stay before the three whose words it needs; what is not given is as in the need."""
    user = acting_person(person)
    rows = Posting.objects.visible_to(user).with_names()
    asked = get_visible(rows.needs(), pk=need)
    given = get_visible(rows.offers(), pk=offer) if offer else None
    goes = by_email(who) if who else given.person if given else None
    if goes is None:
        raise Problem("It is not said who goes.", way_out="Give the number of an offer, or --who.")
    terms = placement.Terms(asked, goes, given, _words(starts, ends, share, learning))
    _say(placement.propose(terms, by=user).pk, user, as_json)


@app.command()
def reword(
    number: Number,
    version: Annotated[int, typer.Option(min=1, help="The version that was read; `show` says it.")],
    person: As,
    starts: Starts = None,
    ends: Ends = None,
    share: Share = None,
    learning: Learning = "",
    takes_from: Annotated[
        str | None, typer.Option(help="The specialty whose days it takes; empty for none.")
    ] = None,
    adds_to: Annotated[
        str | None, typer.Option(help="The specialty whose days it adds to; empty for none.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Other days, share or words; what was accepted before falls away, and what is not given stays."""
    user = acting_person(person)
    values = _words(starts, ends, share, learning)
    for name, said in (("takes_from", takes_from), ("adds_to", adds_to)):
        if said is not None:
            values[name] = get_visible(Specialty.objects.all(), name__iexact=said) if said else None
    placement.change(_load(number, user), values, version=version, by=user)
    _say(number, user, as_json)


def _words(
    starts: dt.datetime | None, ends: dt.datetime | None, share: int | None, learning: str
) -> dict[str, Any]:
    """What was said of days, share and learning."""
    given = {
        "starts_on": starts and starts.date(), "ends_on": ends and ends.date(), "share": share,
        "learning": learning,
    }  # fmt: skip
    return {name: value for name, value in given.items() if value}


@app.command()
def accept(
    number: Number,
    part: Annotated[str, typer.Argument(help="person, giving or receiving.")],
    content: Annotated[str, typer.Option("--content", help="The content hash that was read.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Give one of the three words."""
    user = acting_person(person)
    placement.accept(_load(number, user), part, content_hash=content, by=user)
    _say(number, user, as_json)


@app.command()
def decline(number: Number, reason: Why, person: As, as_json: AsJson = False) -> None:
    """Say no as one of the three; the need stays open for somebody else."""
    user = acting_person(person)
    placement.decline(_load(number, user), reason, by=user)
    _say(number, user, as_json)


@app.command()
def withdraw(number: Number, reason: Why, person: As, as_json: AsJson = False) -> None:
    """It does not come about; days that were moved go back."""
    user = acting_person(person)
    placement.withdraw(_load(number, user), reason, by=user)
    _say(number, user, as_json)


@app.command()
def note(number: Number, text: str, person: As, as_json: AsJson = False) -> None:
    """Write down what you learnt."""
    user = acting_person(person)
    made = stay.note(_load(number, user), text, by=user)
    printed({"at": made.at, "text": made.text}, as_json, "Written down.")


@app.command(name="check-in")
def check_in(
    number: Number,
    mood: Annotated[str, typer.Argument(help="well, mixed or stuck.")],
    text: Annotated[str, typer.Argument(help="Why, in a sentence or two.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Say how it goes, as one of the three."""
    user = acting_person(person)
    made = stay.check_in(_load(number, user), mood=mood, text=text, by=user)
    facts = {"at": made.at, "part": str(made.part), "mood": str(made.mood), "text": made.text}
    printed(facts, as_json, "Thank you; the others see it.")


@app.command()
def close(number: Number, words: str, person: As, as_json: AsJson = False) -> None:
    """Close a stay with what stays; figures from before and from its last weeks are kept."""
    user = acting_person(person)
    made = stay.close(_load(number, user), words, by=user)
    lines = [f"{one['name']}: {one['before']} → {one['after']} {one['unit']}" for one in made.figures["rows"]]
    printed(made.figures, as_json, "\n".join([*lines, caveat(made.figures)]))
