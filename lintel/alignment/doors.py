"""Where a next step is taken: pages of the house by the names that items use."""

from django.urls import reverse

_DOORS = {
    "home": "home:common-ground",
    "intake": "intake:new",
    "figures": "intake:figures",
    "portfolio": "portfolio:proposals",
    "backlog": "portfolio:backlog",
    "board": "portfolio:board",
    "consent": "consent:overview",
    "review": "matching:review",
    "sources": "sources:sources",
    "warehouse": "warehouse:datasets",
    "people": "people:people",
    "ledger": "audit:entries",
    "language": "language:terms",
    "charter": "expectations:expectations",
    "insight": "asking:ask",
    "experiments": "experiments:experiments",
    "embeds": "embeds:overview",
}


def door(name: str) -> str:
    """The address, or nothing where the house has no such room."""
    return reverse(_DOORS[name]) if name in _DOORS else ""
