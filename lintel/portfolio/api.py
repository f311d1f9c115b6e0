"""Operations of the portfolio; each chamber brings its own router."""

from importlib import import_module

from ninja import Router

CHAMBERS: tuple[str, ...] = ("returns", "proposals")

routers: list[Router] = [import_module(f"lintel.portfolio.{chamber}.api").router for chamber in CHAMBERS]
