"""Operations of the insight room; each chamber brings its own router."""

from importlib import import_module

from ninja import Router

CHAMBERS: tuple[str, ...] = (
    "definitions",
    "asking",
    "dashboards",
    "guards",
    "quality",
    "context",
    "learning",
)  # those that have operations

routers: list[Router] = [import_module(f"lintel.insight.{chamber}.api").router for chamber in CHAMBERS]
