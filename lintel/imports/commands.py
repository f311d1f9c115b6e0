"""`lintel imports`: check, run, undo and list imports; also for files too large for the page."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(no_args_is_help=True, help="Bring files in: check them, import them, undo that.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
As = Annotated[str, typer.Option("--as", help="E-mail of the person who does it.", metavar="EMAIL")]
File = Annotated[Path, typer.Argument(help="CSV, XLSX, JSON lines or a JSON list.")]
Kind = Annotated[str, typer.Option("--importer", help="What the file holds; without it, it is recognised.")]
Map = Annotated[
    list[str] | None, typer.Option("--map", help="field=Column; repeat it for more.", metavar="FIELD=COLUMN")
]
Option = Annotated[
    list[str] | None, typer.Option("--option", help="An option of the importer.", metavar="NAME=VALUE")
]
Read = Annotated[
    list[str] | None,
    typer.Option(
        "--read",
        help="How it is read: encoding, delimiter, sheet, header_row, date_order (dmy, mdy, ymd), decimal.",
        metavar="NAME=VALUE",
    ),
]


@app.command()
def run(
    file: File,
    person: As,
    importer: Kind = "",
    columns: Map = None,
    option: Option = None,
    read: Read = None,
    accept_good_rows: Annotated[
        bool, typer.Option("--accept-good-rows", help="Import the good rows although there are bad ones.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import a file from beginning to end."""
    from lintel.imports.bringing import bring

    batch = bring(
        file,
        importer,
        by=_person(person),
        mapping=_columns(columns),
        options=pairs(option),
        reading=_reading(read),
        accept_good_rows=accept_good_rows,
    )
    _show(batch, as_json)


@app.command()
def check(
    file: File,
    person: As,
    importer: Kind = "",
    columns: Map = None,
    option: Option = None,
    read: Read = None,
    as_json: AsJson = False,
) -> None:
    """Judge every row of a file and change nothing; exit status 1 when there are bad rows."""
    from lintel.imports.bringing import Settings, check_file

    settings = Settings(_columns(columns), pairs(option), _reading(read))
    batch = check_file(file, importer, by=_person(person), settings=settings)
    _show(batch, as_json)
    if not as_json:
        for row in batch.bad_rows.all()[:50]:
            typer.echo(f"  row {row.number}: {' '.join(fault['reason'] for fault in row.faults)}")
    raise typer.Exit(1 if batch.bad_count else 0)


@app.command()
def undo(
    number: Annotated[int, typer.Argument(help="The import's number.")], person: As, as_json: AsJson = False
) -> None:
    """Take an import back."""
    from lintel.imports.bringing import take_out
    from lintel.imports.models import Batch
    from lintel.ui.http import get_visible

    by = _person(person)
    batch = get_visible(Batch.objects.visible_to(by).select_related("created_by", "run"), pk=number)
    take_out(batch, by=by)
    _show(batch, as_json)
    if not as_json:
        for each in batch.kept:
            typer.echo(f"  stays: {each['thing']} {each['why']}".replace("  stays:  ", "  stays: "))


@app.command(name="list")
def list_imports(person: As, as_json: AsJson = False) -> None:
    """The newest 50 imports that this person may see."""
    from lintel.imports.models import Batch

    rows = list(Batch.objects.visible_to(_person(person)).kept()[:50])
    if as_json:
        typer.echo(json.dumps([_values(batch) for batch in rows], ensure_ascii=False))
        return
    for batch in rows:
        when = f"{batch.created_at:%Y-%m-%d %H:%M}"
        typer.echo(f"{batch.pk:>6}  {when}  {batch.importer:<12} {batch.file_name}: {batch.summary}")


def _person(email: str) -> Any:
    from django.contrib.auth import get_user_model

    from lintel.ui.problems import Missing

    person = get_user_model()._default_manager.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise Missing(
            f"Nobody with the e-mail {email} may sign in here.", way_out="Check the address after --as."
        )
    return person


def pairs(written: list[str] | None) -> dict[str, str]:
    """What was written as name=value, by name."""
    parts = [each.partition("=") for each in written or ()]
    wrong = [name for name, sign, _ in parts if not sign]
    if wrong:
        raise typer.BadParameter(f"“{wrong[0]}” has no “=”; write name=value.")
    return {name.strip(): value for name, _, value in parts}


def _columns(written: list[str] | None) -> dict[str, list[str]]:
    columns: dict[str, list[str]] = {}
    for each in written or ():
        ((name, column),) = pairs([each]).items()
        columns.setdefault(name, [])
        columns[name] += [column] if column else []
    return columns


def _reading(written: list[str] | None) -> dict[str, Any]:
    reading: dict[str, Any] = dict(pairs(written))
    if "header_row" in reading:
        if not reading["header_row"].isdecimal():
            raise typer.BadParameter("header_row takes the number of a row, 0 for none.")
        reading["header_row"] = int(reading["header_row"])
    if reading.get("delimiter") in {"tab", "\\t"}:
        reading["delimiter"] = "\t"
    return reading


def _values(batch: Any) -> dict[str, Any]:
    counts = (
        "row_count",
        "good_count",
        "bad_count",
        "created_count",
        "updated_count",
        "unchanged_count",
        "kept_count",
    )
    return {
        "id": batch.pk,
        "importer": batch.importer,
        "file": batch.file_name,
        "sha256": batch.sha256,
        "state": batch.state,
        **{name: getattr(batch, name) for name in counts},
        "reasons": [{"reason": text, "rows": count} for _, text, count in batch.topics],
    }


def _show(batch: Any, as_json: bool) -> None:
    if as_json:
        json.dump(_values(batch), sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    typer.echo(f"Import {batch.pk}, {batch.file_name}: {batch.summary}.")
    for _, text, count in batch.topics[:20]:
        typer.echo(f"  {count:,} × {text}")
