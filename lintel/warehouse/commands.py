"""`lintel warehouse`: what is stored, and making room."""

import dataclasses
import json
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The warehouse: what is stored, and making room.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.command()
def status(as_json: AsJson = False) -> None:
    """Every dataset with its rows, size and age; exit status 1 when a file is missing or was changed."""
    from lintel.warehouse import keeping

    found, faults = keeping.standings(), keeping.faults()
    if as_json:
        rows = [dataclasses.asdict(one) for one in found]
        typer.echo(json.dumps({"datasets": rows, "faults": faults}, default=str))
    else:
        for one in found:
            when = f"{one.published_at:%Y-%m-%d %H:%M} UTC" if one.published_at else "not yet published"
            typer.echo(f"{one.name:28} {one.rows:>12,} rows  {one.bytes / 2**20:>9,.1f} MB  {when}")
        for fault in faults:
            typer.echo(fault, err=True)
    raise typer.Exit(1 if faults else 0)


@app.command()
def vacuum(as_json: AsJson = False) -> None:
    """Remove old snapshots that nobody reads any more, and files that a killed writer left behind."""
    from lintel.warehouse import keeping

    swept = keeping.vacuum(by=None)
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(swept)))
    else:
        typer.echo(
            f"Removed {swept.snapshots} old snapshots ({swept.files} files) "
            f"and {swept.abandoned} abandoned files."
        )
