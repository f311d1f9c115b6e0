"""`lintel customers segments`: which there are, how many belong, and files for activation."""

import json
import shutil
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Segments: list, count, export.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The segment's number.")]


def _found(number: int, person: str) -> tuple[Any, Any]:
    from lintel.customers.segments.models import Segment
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    user = by_email(person)
    return get_visible(Segment.objects.visible_to(user), pk=number), user


def _shown(size: int | None, user: Any) -> int | None:
    from lintel.customers.matching.access import may_see_identified
    from lintel.customers.profiles.small import protected

    return None if size is None else protected(size, identified=may_see_identified(user))


@app.command(name="list")
def list_segments(person: As, as_json: AsJson = False) -> None:
    """Segments in use with the size that was counted last."""
    from lintel.customers.segments.models import Segment
    from lintel.people.commands import by_email

    user = by_email(person)
    rows = list(Segment.objects.visible_to(user).in_use().with_size())
    found = [
        {"id": row.pk, "name": row.name, "sentence": row.sentence, "size": _shown(row.size, user)}  # type: ignore[attr-defined]
        for row in rows
    ]
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one['id']:>5}  {one['size'] if one['size'] is not None else '<10':>9}  {one['name']}")


@app.command()
def count(number: Number, person: As, as_json: AsJson = False) -> None:
    """How many belong now."""
    from django.utils import timezone

    from lintel.customers.segments import counting, definition

    segment, user = _found(number, person)
    size = _shown(counting.count(definition.read(segment.definition), timezone.now()), user)
    if as_json:
        said = {"id": segment.pk, "sentence": segment.sentence, "size": size}
        typer.echo(json.dumps(said, ensure_ascii=False))
        return
    typer.echo(f"{'fewer than 10' if size is None else f'{size:,}'}: {segment.sentence}")


@app.command()
def export(
    number: Number,
    person: As,
    purpose: Annotated[str, typer.Option(help="What they are contacted for.")],
    channel: Annotated[str, typer.Option(help="email, phone, sms or post.")],
    out: Annotated[Path, typer.Option(help="Where to write the file.")],
    format: Annotated[str, typer.Option(help="csv, xlsx or jsonl.")] = "csv",
    as_json: AsJson = False,
) -> None:
    """A file of who may be used for the purpose through the channel."""
    from lintel.customers.segments.actions import segment_export

    segment, user = _found(number, person)
    made = segment_export.make(segment, purpose=purpose, channel=channel, format=format, by=user)
    shutil.copyfile(made.path, out)
    said = {
        "rows": made.rows,
        "without_consent": made.without_consent,
        "without_address": made.without_address,
        "sha256": made.sha256,
        "file": str(out),
    }
    if as_json:
        typer.echo(json.dumps(said))
        return
    typer.echo(
        f"{made.rows:,} customers in {out}; left out: {made.without_consent:,} without consent, "
        f"{made.without_address:,} without an address."
    )
