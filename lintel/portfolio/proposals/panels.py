"""What chambers above add to a proposal's page: a port that they fill at start-up."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from lintel.portfolio.proposals.models import Proposal

Panel = Callable[[HttpRequest, Proposal], SafeString]
_panels: dict[str, Panel] = {}


def register(name: str, panel: Panel) -> None:
    """Add a section to every proposal's page; it gives its HTML, or nothing where there is nothing to say."""
    _panels[name] = panel


def panels_of(request: HttpRequest, proposal: Proposal) -> list[SafeString]:
    """The sections of one proposal, by the panels' names; empty ones are left out."""
    found = (panel(request, proposal) for _, panel in sorted(_panels.items()))
    return [one for one in found if one]
