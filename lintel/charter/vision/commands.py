"""`lintel charter vision`: read, write, sign."""

import json
from typing import Annotated

import typer

from lintel.charter.vision.actions import vision as acting
from lintel.charter.vision.models import Vision
from lintel.charter.vision.standing import standing
from lintel.people.commands import acting_person
from lintel.ui.http import get_visible
from lintel.ui.problems import Missing

app = typer.Typer(no_args_is_help=True, help="What the platform is for, signed by both offices.")

As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]


@app.command()
def show(
    person: As,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """The vision, its content hash, and who has signed it."""
    found = standing(acting_person(person))
    if found is None:
        raise Missing("There is no vision yet.", way_out="Write one: lintel charter vision write.")
    signed = sorted(office.value for office, signature in found.posts if signature)
    facts = {
        "text": found.vision.text,
        "version": found.vision.version,
        "content_hash": found.content_hash,
        "signed_by": signed,
    }
    if as_json:
        typer.echo(json.dumps(facts, ensure_ascii=False))
        return
    typer.echo(found.vision.text)
    typer.echo(f"Version {found.vision.version}, signed by: {', '.join(signed) or 'nobody'}")
    typer.echo(f"Content hash: {found.content_hash}")


@app.command()
def write(
    text: Annotated[str, typer.Argument(help="What the platform is for.")],
    person: As,
    why: Annotated[str, typer.Option(help="What is changed, and why.")] = "",
) -> None:
    """Write it anew; both offices sign again."""
    by = acting_person(person)
    present = Vision.objects.visible_to(by).first()
    row = acting.write(by=by, text=text, version=present.version if present else 0, why=why)
    typer.echo(f"Version {row.version} is written. Both offices sign it now.")


@app.command()
def sign(
    person: As, content: Annotated[str, typer.Option("--content", help="The content hash that was read.")]
) -> None:
    """Sign exactly the wording with this hash."""
    by = acting_person(person)
    acting.sign(get_visible(Vision.objects.visible_to(by)), by=by, content_hash=content)
    typer.echo("Signed.")
