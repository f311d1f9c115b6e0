"""Operations of the charter; each chamber brings its own router."""

from importlib import import_module

from ninja import Router

CHAMBERS: tuple[str, ...] = ("vision", "expectations", "concerns", "fuel")

routers: list[Router] = [import_module(f"lintel.charter.{chamber}.api").router for chamber in CHAMBERS]
