"""Who wants to know that a proposal was edited: a port that chambers above fill at start-up."""

from collections.abc import Callable
from functools import partial

from lintel.audit.audited import Draft
from lintel.portfolio.proposals.models import Proposal

Listener = Callable[[Proposal], None]
_listeners: dict[str, Listener] = {}


def register(name: str, listener: Listener) -> None:
    """Call this after every committed edit; what takes long belongs into a task."""
    _listeners[name] = listener


def announce(entry: Draft, proposal: Proposal) -> None:
    """Tell everybody once the edit is committed."""
    for listener in _listeners.values():
        entry.afterwards(partial(listener, proposal))
