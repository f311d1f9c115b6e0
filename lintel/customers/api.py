"""Operations of the customers' room; each chamber brings its own router."""

from importlib import import_module

from ninja import Router

CHAMBERS: tuple[str, ...] = (
    "sources",
    "matching",
    "consent",
    "privacy",
    "journeys",
    "segments",
    "profiles",
)  # those that have operations; one customer by id comes last

routers: list[Router] = [import_module(f"lintel.customers.{chamber}.api").router for chamber in CHAMBERS]
