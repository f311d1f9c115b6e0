"""`lintel estate`: what stands, who owns it, what lacks."""

import json
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="The estate: what stands, who owns it, what it costs.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The entry's number.")]
Version = Annotated[int, typer.Option(min=1, help="The version that was read.")]


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


def _load(number: int, person: str) -> tuple[Any, Any]:
    from django.utils import timezone

    from lintel.estate.inventory.models import Element
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    user = by_email(person)
    rows = Element.objects.visible_to(user).with_owners().at(timezone.localdate())
    return get_visible(rows, pk=number), user


@app.command(name="list")
def list_elements(
    person: As,
    kind: Annotated[str, typer.Option(help="Only this kind, such as system.")] = "",
    lacks: Annotated[str, typer.Option(help="Only what lacks an owner, a word or a date.")] = "",
    as_json: AsJson = False,
) -> None:
    """What stands."""
    from django.utils import timezone

    from lintel.estate.inventory.models import Element
    from lintel.estate.inventory.tables import ElementFilter
    from lintel.people.commands import by_email

    rows: Any = Element.objects.visible_to(by_email(person)).of_kind(kind).at(timezone.localdate())
    found = ElementFilter({"lacks": lacks}, queryset=rows).qs if lacks else rows
    facts = [
        {"id": one.pk, "kind": one.kind, "name": one.name, "key": one.key, "stage": one.stage}
        for one in found
    ]
    lines = [f"{one['id']:>6}  {one['kind']:<12} {one['stage']:<12} {one['name']}" for one in facts]
    _print(facts, as_json, "\n".join(lines) or "There is nothing of that kind.")


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One entry: its facts, what it hangs together with, and what lacks."""
    from django.utils import timezone

    from lintel.estate.inventory import showing
    from lintel.estate.inventory.beside import beside
    from lintel.estate.inventory.models import CONTENT

    row, user = _load(number, person)
    known = showing.quality(row, timezone.localdate())
    groups = {group.title: [one.element.name for one in group.rows] for group in showing.groups(row)}
    facts = {"id": row.pk, "kind": row.kind, "stage": row.stage, "version": row.version} | {
        name: getattr(row, name) for name in CONTENT
    }
    facts |= {"relations": groups, "quality": round(known.score, 4), "missing": list(known.missing)}
    words = [f"{row.name} ({row.get_kind_display().lower()}, version {row.version}, {known.percent} % known)"]
    words += [f"{title}: {', '.join(names)}" for title, names in groups.items()]
    hangs = {one.title: [thing.name for thing in one.things] for one in beside(row, user)}
    facts["beside"] = hangs
    words += [f"{title}: {', '.join(names)}" for title, names in hangs.items()]
    words += [f"Missing: {', '.join(known.missing)}"] if known.missing else []
    _print(facts, as_json, "\n".join(words))


@app.command()
def enter(
    person: As,
    kind: Annotated[str, typer.Option(help="What it is, such as system or vendor.")],
    name: Annotated[str, typer.Option(help="What it is called.")],
    description: Annotated[str, typer.Option(help="What it is for.")] = "",
    as_json: AsJson = False,
) -> None:
    """Enter something."""
    from lintel.estate.inventory.actions import element
    from lintel.estate.inventory.models import KINDS
    from lintel.people.commands import by_email
    from lintel.ui.problems import Problem

    if kind not in KINDS:
        raise Problem(f"There is no kind “{kind}”.", way_out=f"Use one of: {', '.join(KINDS)}.", field="kind")
    made = element.create(kind, {"name": name, "description": description}, by=by_email(person))
    _print({"id": made.pk, "version": made.version}, as_json, f"Entry {made.pk} is there.")


@app.command()
def join(
    number: Number,
    kind: Annotated[str, typer.Argument(help="serves, needs, holds, supplied_by, runs_in or part_of.")],
    target: Annotated[int, typer.Argument(min=1, help="The other entry's number.")],
    person: As,
    instead: Annotated[str, typer.Option(help="Of needs with the same word one is enough.")] = "",
    as_json: AsJson = False,
) -> None:
    """Say what an entry is to another."""
    from lintel.estate.inventory.actions import relation

    (row, user), (other, _) = _load(number, person), _load(target, person)
    made = relation.join(row, kind, other, instead=instead, by=user)
    _print({"id": made.pk}, as_json, f"{made}.")


@app.command()
def confirm(number: Number, person: As, version: Version, as_json: AsJson = False) -> None:
    """Say as an owner that an entry is right."""
    from lintel.estate.inventory.actions import element

    row, user = _load(number, person)
    done = element.confirm(row, version=version, by=user)
    facts = {"id": done.pk, "version": done.version, "confirmed_at": done.confirmed_at}
    _print(facts, as_json, f"{done.name} stands as confirmed.")


@app.command()
def contracts(person: As, as_json: AsJson = False) -> None:
    """Contracts with their last day to say no and unused seats, those that end first on top."""
    from lintel.estate.inventory.models import Contract
    from lintel.people.commands import by_email

    rows: Any = Contract.objects.visible_to(by_email(person)).with_parts()
    facts = [
        {
            "id": one.pk, "title": one.title, "vendor": one.vendor.name, "ends_on": one.ends_on,
            "notice_by": one.notice_by, "a_year": one.a_year, "currency": one.currency,
            "seats": one.seats, "seats_used": one.seats_used,
        }
        for one in rows
    ]  # fmt: skip
    lines = [
        f"{one['id']:>6}  {one['notice_by'] or one['ends_on'] or '–'!s:<11} {one['title']}" for one in facts
    ]
    _print(facts, as_json, "\n".join(lines) or "There are no contracts.")
