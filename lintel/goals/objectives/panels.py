"""What chambers above add to a goal's page: a port that they fill at start-up."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from lintel.goals.objectives.models import Goal

Panel = Callable[[HttpRequest, Goal], SafeString]
_panels: dict[str, Panel] = {}


def register(name: str, panel: Panel) -> None:
    """Add a section to every goal's page; it gives its HTML, or nothing where the reader may not see it."""
    _panels[name] = panel


def panels_of(request: HttpRequest, goal: Goal) -> list[SafeString]:
    """The sections of one goal, by the panels' names; empty ones are left out."""
    found = (panel(request, goal) for _, panel in sorted(_panels.items()))
    return [one for one in found if one]
