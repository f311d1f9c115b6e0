"""What people are told who may look at sources but not bring them in."""

from typing import Any

from lintel.customers.sources import access
from lintel.ui.problems import Denied


def require(by: Any) -> None:
    """Whoever brings sources in."""
    if not access.may_bring(by):
        raise Denied(
            "Sources are brought in by people who work in one of the two departments, and by administrators.",
            way_out="Ask one of them, or ask an administrator for a role.",
        )
