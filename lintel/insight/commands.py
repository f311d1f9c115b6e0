"""`lintel insight`: each chamber brings its commands; this file gathers them."""

from importlib import import_module

import typer

app = typer.Typer(no_args_is_help=True, help="Metrics, questions and dashboards.")

CHAMBERS: tuple[str, ...] = (
    "definitions",
    "asking",
    "dashboards",
    "guards",
    "quality",
    "context",
    "learning",
)  # those that have commands

for chamber in CHAMBERS:
    app.add_typer(import_module(f"lintel.insight.{chamber}.commands").app, name=chamber)
