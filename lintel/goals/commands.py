"""`lintel goals`: goals, key results and the cascade; `lintel goals rewards` and `radar` beside them."""

from importlib import import_module

import typer

CHAMBERS: tuple[str, ...] = ("rewards", "radar")

app: typer.Typer = import_module("lintel.goals.objectives.commands").app

for chamber in CHAMBERS:
    app.add_typer(import_module(f"lintel.goals.{chamber}.commands").app, name=chamber)
