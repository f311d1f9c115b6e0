"""`lintel embeds`: skills, offers and needs, a match, gaps; stays stand in `commands_stays`."""

import dataclasses
from typing import Annotated, Any

import typer

from lintel.embeds.commands_stays import As, AsJson, printed
from lintel.embeds.commands_stays import app as stays
from lintel.people.commands import acting_person

app = typer.Typer(no_args_is_help=True, help="Working on the other side: skills, offers, needs, stays.")
app.add_typer(stays)


@app.command()
def postings(person: As, as_json: AsJson = False) -> None:
    """Offers and needs that are open."""
    from lintel.embeds.models import Posting

    rows = Posting.objects.visible_to(acting_person(person)).open()
    found = [{"id": row.pk, "what": str(row.what), "title": row.title, "side": str(row.side)} for row in rows]
    lines = [f"{one['id']:>5}  {one['what']:<6} {one['title']}" for one in found]
    printed(found, as_json, "\n".join(lines) or "There are none.")


@app.command()
def skills(person: As, as_json: AsJson = False) -> None:
    """The list of skills, with how many of either side do it alone."""
    from lintel.embeds.models import Skill

    rows: Any = Skill.objects.visible_to(acting_person(person)).counted()
    found = [
        {
            "id": row.pk, "name": row.name, "marketing": row.in_marketing, "it": row.in_it,
            "learners": row.learners,
        }
        for row in rows
    ]  # fmt: skip
    lines = [f"{one['marketing']:>4} {one['it']:>4}  {one['name']}" for one in found]
    printed(found, as_json, "\n".join(["mkt.   IT", *lines]) if lines else "There are none.")


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

    user = acting_person(person)
    found = get_visible(Skill.objects.visible_to(user), name__iexact=skill)
    levels.say(found, level=level, wants=wants, by=user)
    typer.echo(f"{found} is kept.")


@app.command()
def match(person: As, as_json: AsJson = False) -> None:
    """Who fits which need and why; for each that is left, the smallest change."""
    from lintel.embeds.actions import match as matching

    found = matching.run(by=acting_person(person))
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
    printed(facts, as_json, "\n".join(lines) or "Nothing is open.")


@app.command()
def gaps(person: As, as_json: AsJson = False) -> None:
    """Skills that the roadmap needs and nobody has, and who has never been across, by team."""
    from django.utils import timezone

    from lintel.embeds import gaps as finding
    from lintel.people.access import may_read
    from lintel.ui.problems import Denied

    if not may_read(acting_person(person)):
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
    printed(facts, as_json, "\n".join(lines) or "Nothing is known yet.")
