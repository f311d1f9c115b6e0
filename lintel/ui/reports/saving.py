"""Reports from the command line: the options that all rooms share, and the file."""

from pathlib import Path
from typing import Annotated

import typer

from lintel.ui.reports.sending import Form, file_name, written
from lintel.ui.reports.shape import Report

AsForm = Annotated[Form, typer.Option("--format", help="pdf, xlsx or pptx.")]
Out = Annotated[Path | None, typer.Option("--out", help="Where the file goes; by default, here.")]


def save(report: Report, form: Form, out: Path | None) -> None:
    """Write the report where it is wanted, and say so."""
    target = out or Path(file_name(report, form))
    target.write_bytes(written(report, form))
    typer.echo(f"{target} is written.")
