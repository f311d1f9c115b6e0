"""Operations of the goals; each chamber brings its own router."""

from importlib import import_module

from ninja import Router

CHAMBERS: tuple[str, ...] = ("rewards", "radar", "objectives")  # fixed addresses go before /goals/{goal_id}

routers: list[Router] = [import_module(f"lintel.goals.{chamber}.api").router for chamber in CHAMBERS]
