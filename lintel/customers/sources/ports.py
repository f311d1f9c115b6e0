"""What the chambers above fill: what follows when a source changed."""

from collections.abc import Callable
from typing import Any

Follower = Callable[[Any], object]
_followers: list[Follower] = []


def after_load(follower: Follower) -> None:
    """Have something done after each load that changed rows, with who loaded; called at start-up."""
    if follower not in _followers:
        _followers.append(follower)


def changed(by: Any) -> None:
    """Tell the followers; called after the load's transaction."""
    for follower in _followers:
        follower(by)
