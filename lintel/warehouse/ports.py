"""What rooms above want to do once a new state of a dataset is published."""

from collections.abc import Callable, Sequence

Follower = Callable[[Sequence[str]], None]
_followers: list[Follower] = []


def after_publish(follower: Follower) -> None:
    """Be told the names of datasets that have a new state, after the commit; called once at start-up."""
    if follower not in _followers:
        _followers.append(follower)


def tell(names: Sequence[str]) -> None:
    """Tell everybody who wants to know."""
    for follower in _followers:
        follower(names)
