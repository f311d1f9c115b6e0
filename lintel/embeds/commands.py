"""`lintel embeds`: skills, offers and needs, a match, stays from the proposal to the end."""

import dataclasses
import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Working on the other side: skills, offers, needs, stays.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The stay's number.")]


def _user(person: str) -> Any:
    from lintel.people.commands import by_email

    return by_email(person)


def _load(number: int, user: Any) -> Any:
    from lintel.embeds.models import Placement
    from lintel.ui.http import get_visible

    return get_visible(Placement.objects.visible_to(user).with_names(), pk=number)


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


def _stay(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk, "person": row.person.name, "from": row.from_name, "to": row.to_name,
        "state": str(row.state), "starts_on": row.starts_on, "ends_on": row.ends_on, "share": row.share,
    }  # fmt: skip


def _say(row: Any, as_json: bool) -> None:
    _print(_stay(row), as_json, f"{row}: {row.get_state_display().lower()}.")


@app.command(name="list")
def list_stays(
    person: As,
    state: Annotated[str, typer.Option(help="Only this state, such as running.")] = "",
    as_json: AsJson = False,
) -> None:
    """Stays, newest change first."""
    from lintel.embeds.models import Placement

    rows = Placement.objects.visible_to(_user(person)).with_names()
    found = [_stay(row) for row in (rows.filter(state=state) if state else rows)]
    lines = [f"{one['id']:>5}  {one['state']:<9} {one['person']} → {one['to']}" for one in found]
    _print(found, as_json, "\n".join(lines) or "There are none.")


@app.command()
def postings(person: As, as_json: AsJson = False) -> None:
    """Offers and needs that are open."""
    from lintel.embeds.models import Posting

    rows = Posting.objects.visible_to(_user(person)).open()
    found = [{"id": row.pk, "what": str(row.what), "title": row.title, "side": str(row.side)} for row in rows]
    lines = [f"{one['id']:>5}  {one['what']:<6} {one['title']}" for one in found]
    _print(found, as_json, "\n".join(lines) or "There are none.")


@app.command()
def skills(person: As, as_json: AsJson = False) -> None:
    """The list of skills, with how many of either side do it alone."""
    from lintel.embeds.models import Skill

    rows: Any = Skill.objects.visible_to(_user(person)).counted()
    found = [
        {
            "id": row.pk, "name": row.name, "marketing": row.in_marketing, "it": row.in_it,
            "learners": row.learners,
        }
        for row in rows
    ]  # fmt: skip
    lines = [f"{one['marketing']:>4} {one['it']:>4}  {one['name']}" for one in found]
    _print(found, as_json, "\n".join(["mkt.   IT", *lines]) if lines else "There are none.")


@app.command()
def say(
    skill: Annotated[str, typer.Argument(help="The skill's name.")],
    level: Annotated[int, typer.Argument(min=1, max=5, help="1 new to it … 5 sets how it is done.")],
    person: As,
    wants: Annotated[bool, typer.Option("--wants-to-learn", help="You want to learn more.")] = False,
) -> None:
    """Say your own level of a skill."""
    from lintel.embeds.actions import level as levels
    from lintel.embeds.models import Skill
    from lintel.ui.http import get_visible

    user = _user(person)
    found = get_visible(Skill.objects.visible_to(user), name__iexact=skill)
    levels.say(found, level=level, wants=wants, by=user)
    typer.echo(f"{found} is kept.")


@app.command()
def match(person: As, as_json: AsJson = False) -> None:
    """Who fits which need and why; for each that is left, the smallest change."""
    from lintel.embeds.actions import match as matching

    found = matching.run(by=_user(person))
    lines = []
    for pair in found.pairs:
        lines.append(f"{pair.score:>3}  {pair.offer.person} for “{pair.need}”: {'; '.join(pair.reasons)}")
    for one in (*found.needs, *found.offers):
        lines.append(f"  –  {one.posting}: {one.change or 'the other side has nothing that fits.'}")
    facts = {
        "pairs": [
            {"need": one.need.pk, "offer": one.offer.pk, "score": one.score, "reasons": one.reasons}
            for one in found.pairs
        ],
        "left": [
            {"posting": one.posting.pk, "lacks": one.lacks, "change": one.change}
            for one in (*found.needs, *found.offers)
        ],
    }
    _print(facts, as_json, "\n".join(lines) or "Nothing is open.")


@app.command()
def propose(
    need: Annotated[int, typer.Argument(min=1, help="The need's number.")],
    offer: Annotated[int, typer.Argument(min=1, help="The offer's number.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Lay a stay before the three whose words it needs."""
    from lintel.embeds.actions import placement
    from lintel.embeds.models import Posting
    from lintel.ui.http import get_visible

    user = _user(person)
    rows = Posting.objects.visible_to(user).with_names()
    given: Any = get_visible(rows.offers(), pk=offer)
    made = placement.propose(
        placement.Terms(get_visible(rows.needs(), pk=need), given.person, given), by=user
    )
    _say(made, as_json)


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One stay: its words, and the hash to accept."""
    from lintel.audit.signatures import hash_of

    row = _load(number, _user(person))
    given = [f"{one.get_part_display()}: {one.by}" for one in row.acceptances.standing()]
    facts = _stay(row) | {"content_hash": hash_of(row), "accepted": given}
    words = [f"{row} ({row.get_state_display().lower()}, version {row.version})", row.learning, *given]
    _print(facts, as_json, "\n".join([*words, f"Content {facts['content_hash']}"]))


@app.command()
def accept(
    number: Number,
    part: Annotated[str, typer.Argument(help="person, giving or receiving.")],
    content: Annotated[str, typer.Option("--content", help="The content hash that was read.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """Give one of the three words."""
    from lintel.embeds.actions import placement

    user = _user(person)
    placement.accept(_load(number, user), part, content_hash=content, by=user)
    _say(_load(number, user), as_json)


@app.command()
def begin(number: Number, person: As, as_json: AsJson = False) -> None:
    """The first day has come."""
    from lintel.embeds.actions import placement

    user = _user(person)
    _say(placement.begin(_load(number, user), by=user), as_json)


@app.command()
def note(number: Number, text: str, person: As) -> None:
    """Write down what you learnt."""
    from lintel.embeds.actions import stay

    user = _user(person)
    stay.note(_load(number, user), text, by=user)
    typer.echo("Written down.")


@app.command()
def close(number: Number, words: str, person: As, as_json: AsJson = False) -> None:
    """Close a stay with what stays; figures from before and from its last weeks are kept."""
    from lintel.embeds.actions import stay
    from lintel.embeds.figures import caveat

    user = _user(person)
    made = stay.close(_load(number, user), words, by=user)
    lines = [f"{one['name']}: {one['before']} → {one['after']} {one['unit']}" for one in made.figures["rows"]]
    _print(made.figures, as_json, "\n".join([*lines, caveat(made.figures)]))


@app.command()
def gaps(person: As, as_json: AsJson = False) -> None:
    """Skills that the roadmap needs and nobody has, and who has never been across, by team."""
    from django.utils import timezone

    from lintel.embeds import gaps as finding
    from lintel.people.access import may_read
    from lintel.ui.problems import Denied

    if not may_read(_user(person)):
        raise Denied("People with a role see this.", way_out="Ask an administrator for one.")
    wanted, teams = finding.wanted(timezone.localdate()), finding.teams()
    lines = [
        f"{one.specialty}: {one.days} days, {one.people} people"
        + (f"; nobody alone at {', '.join(str(skill.skill) for skill in one.missing)}" if one.missing else "")
        for one in wanted
    ]
    lines += [f"{one.name}: {one.never} of {one.people} never across" for one in teams]
    facts = {
        "wanted": [
            {"specialty": one.specialty.name, "days": one.days, "people": one.people,
             "missing": [skill.skill.name for skill in one.missing]}
            for one in wanted
        ],
        "teams": [dataclasses.asdict(one) for one in teams],
    }  # fmt: skip
    _print(facts, as_json, "\n".join(lines) or "Nothing is known yet.")
