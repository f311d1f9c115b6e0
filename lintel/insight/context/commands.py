"""`lintel insight context`: market series, beside one's own figures, and pulling them."""

import json
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Market context: series, comparison, pulls.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", metavar="EMAIL", help="Who does it.")]
Number = Annotated[int, typer.Argument(min=1, max=2**63 - 1, help="The series' number.")]


@app.command(name="list")
def list_series(person: As, as_json: AsJson = False) -> None:
    """Series with what they cover."""
    from lintel.insight.context.models import Series
    from lintel.people.commands import by_email

    rows = Series.objects.visible_to(by_email(person)).with_extent().order_by("name")
    names = ("pk", "name", "unit", "grain", "values_count", "first_day", "last_day")
    shown = ("id", "name", "unit", "grain", "values", "first", "last")
    found = [dict(zip(shown, row, strict=True)) for row in rows.values_list(*names)]
    if as_json:
        typer.echo(json.dumps(found, default=str, ensure_ascii=False))
        return
    for one in found:
        typer.echo(
            f"{one['id']:>5}  {one['name']:40} {one['values']:>6} values, {one['first']} to {one['last']}"
        )


@app.command()
def compare(
    number: Number,
    person: As,
    metric: Annotated[str, typer.Option(help="One of our metrics beside it.")] = "",
    view: Annotated[str, typer.Option(help="values, index, share or growth.")] = "values",
    grain: Annotated[str, typer.Option(help="Longer periods than the series' own.")] = "",
    adjusted: Annotated[bool, typer.Option(help="Without the season.")] = False,
    as_json: AsJson = False,
) -> None:
    """A series by itself or beside one of our metrics, within your access."""
    from lintel.insight.context.comparing import compare as compared
    from lintel.insight.context.models import Series
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    user = by_email(person)
    series = get_visible(Series.objects.visible_to(user), pk=number)
    found = compared(series, user, view=view, metric=metric, wanted=grain, adjusted=adjusted)
    if as_json:
        lines = {line.label: {str(day): value for day, value in line.values.items()} for line in found.lines}
        typer.echo(json.dumps({"unit": found.unit, "notes": found.notes, "lines": lines}, ensure_ascii=False))
        return
    for line in found.lines:
        typer.echo(f"{line.label} ({found.unit})")
        for day, value in sorted(line.values.items()):
            typer.echo(f"  {day}  {value:>16,.2f}")
    for note in found.notes:
        typer.echo(note)


@app.command()
def pull(number: Number, person: As, as_json: AsJson = False) -> None:
    """Fetch a series from its address, in the background."""
    from lintel.insight.context.actions import pull as pulls
    from lintel.insight.context.models import Series
    from lintel.people.commands import by_email
    from lintel.ui.http import get_visible

    user = by_email(person)
    run = pulls.order(get_visible(Series.objects.visible_to(user), pk=number), by=user)
    typer.echo(json.dumps({"run": run.pk}) if as_json else f"Run {run.pk} fetches it.")
