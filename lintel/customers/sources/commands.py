"""`lintel customers sources`: files and tables into the warehouse."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Where customers' data comes from.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", help="E-mail of the person who does it.", metavar="EMAIL")]
Slug = Annotated[str, typer.Argument(help="The source's name in addresses.")]


@app.command(name="list")
def list_sources(as_json: AsJson = False) -> None:
    """Every source with its rows and its last load."""
    from lintel.customers.sources.models import Source

    found = [_values(source) for source in Source.objects.with_last_load()]
    if as_json:
        typer.echo(json.dumps(found, default=str))
        return
    for one in found:
        when = f"{one['last_load']:%Y-%m-%d %H:%M} UTC" if one["last_load"] else "nothing loaded yet"
        typer.echo(f"{one['slug']:24} {one['kind']:9} {one['rows']:>12,} rows  {when}")


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, Parquet, JSON lines or a JSON list.")],
    source: Annotated[str, typer.Option("--source", help="The source's name; a new one is made.")],
    person: As,
    importer: Annotated[
        str, typer.Option("--importer", help="Its format; else as last time, or recognised.")
    ] = "",
    columns: Annotated[
        list[str] | None, typer.Option("--map", help="field=Column; repeat it.", metavar="FIELD=COLUMN")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="What the file does not have is gone from the source.")
    ] = False,
    accept_good_rows: Annotated[
        bool, typer.Option("--accept-good-rows", help="Load the good rows although there are bad ones.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Load a file into a source, all good rows or none."""
    from lintel.customers.sources.loading import load_file

    mapping = {name: [column] for name, _, column in (each.partition("=") for each in columns or ())}
    done = load_file(
        file, source=source, by=_person(person), importer=importer, mapping=mapping,
        options={"whole": "Yes"} if whole else {}, accept_good_rows=accept_good_rows,
    )  # fmt: skip
    _show(done, as_json)


@app.command()
def run(slug: Slug, person: As, as_json: AsJson = False) -> None:
    """Load the new rows of a source's database."""
    from lintel.customers.sources.loading import load_table

    _show(load_table(_source(slug), by=_person(person)), as_json)


@app.command()
def profile(slug: Slug, as_json: AsJson = False) -> None:
    """How many of a source's values are filled, look right and differ, column by column."""
    from lintel.customers.sources.quality import profile as profile_of

    found = profile_of(_source(slug))
    if as_json:
        typer.echo(json.dumps(found))
        return
    typer.echo(f"{found['rows']:,} rows")
    for column in found["columns"]:
        typer.echo(
            f"{column['name']:16} {column['filled']:>7.1%} filled  {column['valid']:>7.1%} look right  "
            f"{column['distinct']:>10,} different"
        )


def _source(slug: str) -> Any:
    from lintel.customers.sources.models import Source
    from lintel.ui.problems import Missing

    found = Source.objects.filter(slug=slug).first()
    if found is None:
        raise Missing(f"There is no source “{slug}”.", way_out="See `lintel customers sources list`.")
    return found


def _person(email: str) -> Any:
    from lintel.people.models import User
    from lintel.ui.problems import Missing

    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise Missing(
            f"Nobody with the e-mail {email} may sign in here.", way_out="Check the address after --as."
        )
    return person


def _values(source: Any) -> dict[str, Any]:
    names = ("slug", "name", "kind", "importer", "rows", "last_load", "trust")
    return {name: getattr(source, name) for name in names}


def _show(done: Any, as_json: bool) -> None:
    names = ("created", "updated", "unchanged", "removed", "bad", "erased")
    counts = {name: getattr(done, name) if done else 0 for name in names}
    if as_json:
        where = {"source": done.source.slug, "load": done.number, "import": done.batch_id} if done else {}
        typer.echo(json.dumps({**where, **counts}))
    elif done is None:
        typer.echo("Nothing new.")
    else:
        typer.echo(
            f"{done.source}: {counts['created']:,} new, {counts['updated']:,} changed, "
            f"{counts['unchanged']:,} as they were, {counts['removed']:,} gone, {counts['bad']:,} left out."
        )
