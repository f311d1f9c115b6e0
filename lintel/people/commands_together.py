"""`lintel together`: what belongs together across rooms: read, found by words, said, and taken back."""

import json
from typing import Annotated, Any

import typer
from django.db.models import Model

from lintel.people import belonging
from lintel.people.belonging import Group, Strand
from lintel.people.commands import acting_person
from lintel.people.joining import join, part
from lintel.people.models import User
from lintel.people.targets import target
from lintel.ui.problems import Problem

app = typer.Typer(no_args_is_help=True, help="What belongs together: requests, goals, systems, customers.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Thing = Annotated[str, typer.Argument(metavar="TYPE:NUMBER", help="Such as intake.request:7.")]
Other = Annotated[str, typer.Argument(metavar="TYPE:NUMBER", help="Such as estate.element:12.")]
Way = Annotated[
    str, typer.Option(help="As `list` and `find` give it; needed where the two can belong in several ways.")
]


def _thing(text: str, user: User) -> Model:
    kind, _, number = text.partition(":")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise Problem(f"“{text}” is no TYPE:NUMBER.", way_out="Write it like intake.request:7.")
    return target(user, kind, number)


def _facts(groups: list[Group]) -> list[dict[str, str]]:
    return [
        {
            "title": group.title, "way": group.strand.reference if group.strand else "",
            "other": item.reference, "name": str(item.thing), "note": item.note,
        }
        for group in groups
        for item in group.items
    ]  # fmt: skip


def _print(groups: list[Group], as_json: bool, otherwise: str) -> None:
    found = _facts(groups)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        note = f" ({one['note']})" if one["note"] else ""
        typer.echo(f"{one['title']}: {one['name']}{note}  {one['other']}")
    if not found:
        typer.echo(otherwise)


@app.command(name="list")
def list_belongings(thing: Thing, person: As, as_json: AsJson = False) -> None:
    """What belongs to a thing, as far as one may see it; without a `way` nobody said it."""
    user = acting_person(person)
    _print(belonging.belongings(_thing(thing, user), user), as_json, "Nobody has said yet.")


@app.command()
def find(
    thing: Thing,
    person: As,
    words: Annotated[str, typer.Argument(help="Words of its name; without them, the newest.")] = "",
    as_json: AsJson = False,
) -> None:
    """What could belong to a thing."""
    user = acting_person(person)
    row = _thing(thing, user)
    groups = belonging.offers(row, user, words, belonging.belongings(row, user))
    _print(groups, as_json, "There is nothing with these words.")


@app.command()
def say(thing: Thing, other: Other, person: As, way: Way = "", as_json: AsJson = False) -> None:
    """Say that two things belong together; it stands on the pages of both."""
    user = acting_person(person)
    row = _thing(thing, user)
    strand, end = _end(row, way, other, user)
    join(row, strand, end, by=user)
    _told(strand, end, as_json, f"“{end}” belongs to it now.")


@app.command(name="take-back")
def take_back(thing: Thing, other: Other, person: As, way: Way = "", as_json: AsJson = False) -> None:
    """Say that two things do not belong together any more."""
    user = acting_person(person)
    row = _thing(thing, user)
    strand, end = _end(row, way, other, user)
    part(row, strand, end, by=user)
    _told(strand, end, as_json, f"“{end}” does not belong to it any more.")


def _end(row: Model, way: str, other: str, user: User) -> tuple[Strand, Model]:
    """The way and the other thing; where only one way leads to things of its type, nobody has to name it."""
    if not way:
        kind = other.partition(":")[0]
        ways = [one.reference for one in belonging.strands_of(row) if one.other == kind]
        if len(ways) > 1:
            raise Problem(
                "These two can belong together in several ways.", way_out=f"Give --way: {', '.join(ways)}."
            )
        way = "".join(ways)
    return belonging.strand_between(row, way, other, user)


def _told(strand: Strand, end: Model, as_json: bool, words: str) -> None:
    facts: dict[str, Any] = _facts([Group(strand.title, [belonging.Item(end)], strand)])[0]
    typer.echo(json.dumps(facts, ensure_ascii=False) if as_json else words)
