"""`lintel audit`: verify and export the ledger."""

import dataclasses
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The ledger: verify it, export it.")

AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.command()
def verify(
    anchor: Annotated[
        Path | None,
        typer.Option(help="Anchor or earlier export to compare with; by default the data folder's anchor."),
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Check this exported file instead of the database.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check every hash; exit status 1 when something was altered, removed, reordered or cut off."""
    from lintel.audit import ledger, verification

    if anchor and not anchor.exists():
        raise typer.BadParameter(f"There is no file {anchor}.", param_hint="--anchor")
    if export:
        with export.open(encoding="utf-8") as lines:
            verdict = verification.verify_export(lines, anchor)
    else:
        verdict = verification.verify(anchor or ledger.anchor_path())
    if as_json:
        typer.echo(json.dumps({"whole": verdict.whole, **dataclasses.asdict(verdict)}))
    elif verdict.whole:
        typer.echo(f"The ledger is whole: {verdict.checked} entries checked.")
    else:
        typer.echo(f"The ledger is NOT whole ({verdict.checked} entries checked):", err=True)
        for fault in verdict.faults:
            typer.echo(f"  {fault.sentence}", err=True)
    raise typer.Exit(0 if verdict.whole else 1)


@app.command(name="export")
def export_entries(
    out: Annotated[Path | None, typer.Option(help="File to write; by default standard output.")] = None,
) -> None:
    """Write the ledger as JSON lines; keep a copy elsewhere, it serves as an anchor."""
    from lintel.audit import ledger
    from lintel.audit.models import Entry

    lines = ledger.export(Entry.objects.all())
    if out is None:
        sys.stdout.writelines(lines)
    else:
        with out.open("w", encoding="utf-8") as file:
            file.writelines(lines)
