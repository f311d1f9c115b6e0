"""`lintel estate blueprint`: the estate drawn, compared, and its versions."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="The blueprint: drawn on any day, compared, signed by both.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who looks.")]
POINT = "today, a day such as 2027-05-31, p with a plateau's or v with a version's number."


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


def _reader(person: str) -> Any:
    from lintel.people.access import may_read
    from lintel.people.commands import by_email
    from lintel.ui.problems import Denied

    user = by_email(person)
    if not may_read(user):
        raise Denied("The blueprint is for people with a role.", way_out="Ask an administrator for one.")
    return user


@app.command()
def draw(
    person: As,
    at: Annotated[str, typer.Option("--at", "--day", help=f"When: {POINT}")] = "today",
    out: Annotated[Path | None, typer.Option(help="The file to write; else it is printed.")] = None,
    around: Annotated[int | None, typer.Option(help="Only around the entry with this number.")] = None,
    steps: Annotated[int, typer.Option(min=1, max=3, help="How many steps around it.")] = 1,
    group: Annotated[str, typer.Option(help="Together by: none, capability, whole, side or stage.")] = "",
    as_json: AsJson = False,
) -> None:
    """Draw the estate as SVG."""
    from lintel.estate.blueprint.drawing.view import GROUPINGS, View
    from lintel.estate.blueprint.models import Plateau
    from lintel.estate.blueprint.picture import file_of
    from lintel.estate.blueprint.points import read_point, standing_there
    from lintel.ui.problems import Problem

    _reader(person)
    if group and group not in GROUPINGS:
        raise Problem(
            f"“{group}” groups nothing.", way_out=f"Use one of: {', '.join(GROUPINGS)}.", field="group"
        )
    point = read_point(at, list(Plateau.objects.all()))
    standing = standing_there(point).standing
    view = View(group=group, around=around, steps=steps)
    svg = file_of(standing, view, title=f"Blueprint: {point.label}")
    if out is None:
        typer.echo(str(svg))
        return
    out.write_text(str(svg), encoding="utf-8")
    facts = {"file": str(out), "day": point.day, "elements": len(standing.parts)}
    _print(facts, as_json, f"{out}: {point.label}, {len(standing.parts)} entries.")


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help=f"From: {POINT}")],
    after: Annotated[str, typer.Argument(help=f"To: {POINT}")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """What comes, goes and changes, and what it costs."""
    from lintel.estate.blueprint.differing import differences
    from lintel.estate.blueprint.models import Plateau
    from lintel.estate.blueprint.picture import house_currency
    from lintel.estate.blueprint.plateaus import planned
    from lintel.estate.blueprint.points import read_point, standing_there
    from lintel.estate.blueprint.risks import shifts

    _reader(person)
    plateaus, plan = list(Plateau.objects.all()), planned()
    old, new = (standing_there(read_point(text, plateaus), plan).standing for text in (before, after))
    found, moved = differences(old, new), shifts(old, new)
    facts = {
        "currency": house_currency(), "cost_before": found.money.before, "cost_after": found.money.after,
        "rows": [
            {"what": one.what, "kind": one.kind, "name": one.name, "detail": one.detail} for one in found.rows
        ],
        "risks": {one.after.slug: [len(one.before.rows), len(one.after.rows)] for one in moved},
    }  # fmt: skip
    words = [f"{one.meaning:<8} {one.kind:<12} {one.name}  {one.detail}".rstrip() for one in found.rows]
    words.append(f"Cost a year: {found.money.before} → {found.money.after} {facts['currency']}")
    words += [f"{one.after.title}: {len(one.before.rows)} → {len(one.after.rows)}" for one in moved]
    _print(facts, as_json, "\n".join(words))


@app.command()
def plateaus(person: As, as_json: AsJson = False) -> None:
    """The plateaus in their order."""
    from lintel.estate.blueprint.models import Plateau

    rows: Any = Plateau.objects.visible_to(_reader(person)).counted()
    facts = [
        {
            "id": one.pk, "name": one.name, "day": one.day, "planned": one.planned,
            "carried_out": one.carried_out,
        }
        for one in rows
    ]  # fmt: skip
    lines = [f"p{one['id']:<5} {one['day']}  {one['planned']:>3} changes  {one['name']}" for one in facts]
    _print(facts, as_json, "\n".join(lines) or "There is no plateau yet.")


@app.command()
def versions(person: As, as_json: AsJson = False) -> None:
    """The versions, the newest first."""
    from lintel.estate.blueprint.models import Version

    rows: Any = Version.objects.visible_to(_reader(person)).slim()
    facts = [
        {
            "id": one.pk, "number": one.number, "state": one.state, "awaits": one.awaits,
            "made_at": one.made_at, "signed_at": one.signed_at, "note": one.note,
        }
        for one in rows
    ]  # fmt: skip
    lines = [f"{one['number']:>4}  {one['state']:<10} {one['note']}" for one in facts]
    _print(facts, as_json, "\n".join(lines) or "There is no version yet.")
