"""`lintel customers`: each chamber brings its commands; this file gathers them."""

from importlib import import_module

import typer

app = typer.Typer(no_args_is_help=True, help="Customers, from their sources to their erasure.")

CHAMBERS: tuple[str, ...] = (
    "sources",
    "matching",
    "consent",
    "profiles",
    "journeys",
    "segments",
    "privacy",
)  # those that have commands

for chamber in CHAMBERS:
    app.add_typer(import_module(f"lintel.customers.{chamber}.commands").app, name=chamber)
