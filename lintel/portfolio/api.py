"""Operations of the portfolio; each chamber brings its own router."""

from importlib import import_module

from ninja import Router

# Fixed addresses go before those with a number, such as /backlog/{proposal_id}.
CHAMBERS: tuple[str, ...] = ("roadmaps", "outcomes", "sessions", "flow", "returns", "proposals")

routers: list[Router] = [import_module(f"lintel.portfolio.{chamber}.api").router for chamber in CHAMBERS]
