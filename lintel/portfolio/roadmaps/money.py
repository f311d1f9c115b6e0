"""A budget as it is written down."""

from dataclasses import dataclass
from typing import Any

from lintel.portfolio.roadmaps.models import Scope


@dataclass(frozen=True)
class Money:
    """Its name, over what it runs, and one amount, or one for each period."""

    name: str
    scope: Scope
    amounts: list[Any]
