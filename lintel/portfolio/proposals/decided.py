"""Who keeps something of what both offices decided: a port that chambers above fill at start-up."""

from collections.abc import Callable

from lintel.portfolio.proposals.models import Decision

Listener = Callable[[Decision], None]
_listeners: dict[str, Listener] = {}


def register(name: str, listener: Listener) -> None:
    """Call this in the transaction of each second key, so that what it keeps stands or falls with it."""
    _listeners[name] = listener


def announce(decision: Decision) -> None:
    """Tell everybody what was decided just now."""
    for listener in _listeners.values():
        listener(decision)
