"""`lintel portfolio`: proposals stand first, each further chamber brings commands under its name."""

from importlib import import_module

from lintel.portfolio.proposals.commands import app

CHAMBERS: tuple[str, ...] = ("roadmaps", "outcomes", "sessions", "flow", "returns")

for chamber in CHAMBERS:
    app.add_typer(import_module(f"lintel.portfolio.{chamber}.commands").app, name=chamber)
