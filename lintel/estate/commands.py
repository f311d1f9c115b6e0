"""`lintel estate`: the inventory stands first, each further chamber brings commands under its name."""

from importlib import import_module

from lintel.estate.inventory.commands import app

CHAMBERS: tuple[str, ...] = ("purchases", "stress", "blueprint", "shadow", "spending", "access")

for chamber in CHAMBERS:
    app.add_typer(import_module(f"lintel.estate.{chamber}.commands").app, name=chamber)
