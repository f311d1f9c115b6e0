"""`lintel estate purchases`: dossiers, their ranking, and what was decided against."""

import json
from typing import Annotated, Any

import typer

app = typer.Typer(
    no_args_is_help=True, help="Purchases: what is needed, what could be had, what was decided."
)

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The purchase's number.")]


def _print(facts: Any, as_json: bool, words: str) -> None:
    typer.echo(json.dumps(facts, ensure_ascii=False, default=str) if as_json else words)


def _load(number: int, person: str) -> tuple[Any, Any]:
    from lintel.estate.purchases.dossier import with_everything
    from lintel.estate.purchases.models import Purchase
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    user = by_email(person)
    return get_visible(with_everything(Purchase.objects.visible_to(user)), pk=number), user


@app.command(name="list")
def list_purchases(
    person: As, state: Annotated[str, typer.Option(help="Only in this state.")] = "", as_json: AsJson = False
) -> None:
    """All dossiers."""
    from lintel.estate.purchases.models import Purchase
    from lintel.people.commands import by_email

    rows = Purchase.objects.visible_to(by_email(person)).order_by("pk")
    found = rows.filter(state=state) if state else rows
    facts = [{"id": row.pk, "title": row.title, "state": row.state, "turn": row.turn.label} for row in found]
    lines = [f"{one['id']:>6}  {one['state']:<8} {one['title']} ({one['turn']})" for one in facts]
    _print(facts, as_json, "\n".join(lines) or "Nothing is being bought.")


@app.command()
def show(number: Number, person: As, as_json: AsJson = False) -> None:
    """One dossier, and what is missing in it."""
    from lintel.estate.purchases.completeness import gaps
    from lintel.estate.purchases.dossier import as_file

    row, _ = _load(number, person)
    missing = [gap.text for gap in gaps(row)]
    words = [f"{row.title} ({row.get_state_display().lower()}, version {row.version})"]
    words += [f"Option: {one.name} ({one.get_kind_display().lower()})" for one in row.options.all()]
    words += [f"Missing: {one}" for one in missing]
    _print(as_file(row) | {"missing": missing}, as_json, "\n".join(words))


@app.command()
def rank(number: Number, person: As, as_json: AsJson = False) -> None:
    """The ranking by both sides' weights, and how firm it is."""
    from lintel.estate.purchases.ranking import rank as ranked
    from lintel.estate.purchases.showing import firmness
    from lintel.ui.problems import Problem

    row, _ = _load(number, person)
    found = ranked(row)
    if found.choice is None:
        raise Problem(found.why_not, way_out=f"Open the dossier: lintel estate purchases show {number}.")
    firm = firmness(row, found)
    options = [
        {"option": one.name, "rank": one.rank, "score": one.score, "knocked_out": list(one.knocked_out)}
        for one in found.choice.ranking
    ]
    lines = [f"{one['rank'] or 'out':>4}  {one['score']:.2f}  {one['option']}" for one in options]
    _print(
        {"winner": found.choice.winner, "options": options, "firmness": firm},
        as_json,
        "\n".join([*lines, *firm]),
    )


@app.command()
def effect(
    option: Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The option's number.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """What an option would do to the estate of today, and to its data."""
    from django.utils import timezone

    from lintel.estate.inventory.standing import standing_on
    from lintel.estate.purchases.effect import changes
    from lintel.estate.purchases.models import Option
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    rows = Option.objects.visible_to(by_email(person)).select_related("purchase", "vendor")
    found = changes(standing_on(timezone.localdate()), get_visible(rows, pk=option))
    words = [f"{one['label']}: {one['before']} → {one['after']}  {one['because']}" for one in found["lines"]]
    words += [
        f"{one['what']:<7} {one['name']}: {one['source']} → {one['target']}  {one['note']}"
        for one in found["flows"]
    ]
    words += [f"“{one['name']}” {one['says']}." for one in found["moves"]]
    _print(found, as_json, "\n".join(word.rstrip() for word in words) or "Nothing would change.")


@app.command()
def rejected(
    text: Annotated[str, typer.Argument(help="A name, a vendor, a sentence.")],
    person: As,
    as_json: AsJson = False,
) -> None:
    """What was decided against and is like a text."""
    from lintel.estate.purchases.remembering import rejected_like
    from lintel.people.commands import by_email

    found = rejected_like(text, by_email(person))
    facts = [
        {"option": one.option.name, "vendor": one.option.by_whom, "for": one.option.purchase.title,
         "why": one.option.why, "likeness": one.likeness}
        for one in found
    ]  # fmt: skip
    lines = [f"{one['option']} (for “{one['for']}”): {one['why']}" for one in facts]
    _print(facts, as_json, "\n".join(lines) or "Nothing like it was decided against.")
