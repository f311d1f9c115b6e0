"""`lintel customers sources`: files and tables into the warehouse."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from lintel.imports.commands import pairs


class Expected(StrEnum):
    """How often new data is expected."""

    never = "never"
    hourly = "hourly"
    daily = "daily"
    weekly = "weekly"
    monthly = "monthly"


app = typer.Typer(no_args_is_help=True, help="Where customers' data comes from.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", help="E-mail of the person who does it.", metavar="EMAIL")]
Read = Annotated[
    list[str] | None,
    typer.Option("--read", help="How it is read, such as decimal=. or date_order=dmy.", metavar="NAME=VALUE"),
]
Option = Annotated[
    list[str] | None,
    typer.Option("--option", help="An option of the format, such as people=webshop.", metavar="NAME=VALUE"),
]
Trust = Annotated[
    int | None, typer.Option("--trust", min=1, max=9, help="1 is trusted most, 9 least; else 5.")
]
Every = Annotated[
    Expected | None, typer.Option("--every", help="How often new data is expected; else not at all.")
]
Env = Annotated[
    str | None,
    typer.Option("--env", help="Environment variable LINTEL_SOURCE_… with the database's address."),
]
Table = Annotated[str | None, typer.Option("--table", help="Its table or view.")]
Watermark = Annotated[
    str | None, typer.Option("--watermark", help="Column by which new rows are known.", metavar="COLUMN")
]
Slug = Annotated[str, typer.Argument(help="The source's name in addresses.")]


@app.command(name="list")
def list_sources(as_json: AsJson = False) -> None:
    """Every source with its rows, its last load, and whether that came when it was expected."""
    from lintel.customers.sources.models import Source
    from lintel.customers.sources.tables import share

    found = [_values(source) for source in Source.objects.with_last_load()]
    if as_json:
        typer.echo(json.dumps(found, default=str))
        return
    for one in found:
        when = f"{one['last_load']:%Y-%m-%d %H:%M} UTC" if one["last_load"] else "nothing loaded yet"
        good = "" if one["quality"] is None else f"  {share(one['quality'])} look right"
        typer.echo(
            f"{one['slug']:24} {one['kind']:9} {one['rows']:>12,} rows  {when}  {one['freshness']}{good}"
        )


@app.command()
def add(
    name: Annotated[str, typer.Argument(help="As people call it, such as “Webshop”.")],
    importer: Annotated[str, typer.Option("--importer", help="Its format, such as customer-people.")],
    person: As,
    trust: Trust = None,
    every: Every = None,
    env: Env = None,
    table: Table = None,
    watermark: Watermark = None,
    as_json: AsJson = False,
) -> None:
    """Describe a source before its first load: a database's table, or a file that comes again and again."""
    from lintel.customers.sources.actions import source
    from lintel.customers.sources.settled import Settings

    said = _said(Settings(), trust, every, env, table, watermark)
    _tell(source.register(name, importer, said, by=_person(person)), as_json)


@app.command()
def change(
    slug: Slug,
    person: As,
    trust: Trust = None,
    every: Every = None,
    env: Env = None,
    table: Table = None,
    watermark: Watermark = None,
    as_json: AsJson = False,
) -> None:
    """Change what is expected of a source; what is not said stays."""
    from lintel.customers.sources.actions import source
    from lintel.customers.sources.settled import Settings

    found = _source(slug)
    said = _said(Settings.of(found), trust, every, env, table, watermark)
    _tell(source.change(found, said, by=_person(person)), as_json)


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
    option: Option = None,
    read: Read = None,
    accept_good_rows: Annotated[
        bool, typer.Option("--accept-good-rows", help="Load the good rows although there are bad ones.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Load a file into a source, all good rows or none."""
    from lintel.customers.sources.loading import load_file

    mapping = {name: [column] for name, column in pairs(columns).items()}
    said = pairs(option) | ({"whole": "Yes"} if whole else {})
    done = load_file(
        file, source=source, by=_person(person), importer=importer, mapping=mapping,
        options=said, reading=pairs(read), accept_good_rows=accept_good_rows,
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


def _said(
    before: Any,
    trust: int | None,
    every: Expected | None,
    env: str | None,
    table: str | None,
    watermark: str | None,
) -> Any:
    """The settings with what was said in place of what stood."""
    from dataclasses import replace

    from lintel.customers.sources.models import Rhythm

    rhythm = None if every is None else Rhythm[every.name.upper()]
    said = {"trust": trust, "rhythm": rhythm, "env": env, "table": table, "watermark_column": watermark}
    return replace(before, **{name: value for name, value in said.items() if value is not None})


def _tell(source: Any, as_json: bool) -> None:
    found = _values(_source(source.slug))
    if as_json:
        typer.echo(json.dumps(found, default=str))
    else:
        typer.echo(f"{found['name']} is described. Its name in addresses is {found['slug']}.")


def _source(slug: str) -> Any:
    from lintel.customers.sources.models import Source
    from lintel.ui.problems import Missing

    found = Source.objects.with_last_load().filter(slug=slug).first()
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
    from django.utils import timezone

    from lintel.customers.sources.tables import freshness

    names = ("slug", "name", "kind", "importer", "rows", "last_load", "trust", "rhythm", "table",
             "watermark_column", "watermark", "quality")  # fmt: skip
    fresh = freshness(source, timezone.now())[0]
    return {name: getattr(source, name) for name in names} | {"freshness": fresh}


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
