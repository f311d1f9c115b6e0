"""Operations of the estate; each chamber brings its own router."""

from importlib import import_module

from ninja import Router

CHAMBERS: tuple[str, ...] = ("inventory", "purchases", "stress", "blueprint", "shadow", "spending", "access")

routers: list[Router] = [import_module(f"lintel.estate.{chamber}.api").router for chamber in CHAMBERS]
