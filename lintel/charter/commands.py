"""`lintel charter`: each chamber brings its commands; this file gathers them."""

from importlib import import_module

import typer

app = typer.Typer(no_args_is_help=True, help="What the two sides agreed: vision, expectations, concerns.")

CHAMBERS: tuple[str, ...] = ("vision", "expectations", "concerns", "fuel")

for chamber in CHAMBERS:
    app.add_typer(import_module(f"lintel.charter.{chamber}.commands").app, name=chamber)
