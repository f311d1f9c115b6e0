"""Who wants to know that the ledger went on: a room above says so at start-up, and is told after commits."""

from collections.abc import Callable

_followers: list[Callable[[int], object]] = []


def follow(follower: Callable[[int], object]) -> None:
    """Have a function called with an entry's number once that entry is committed. It asks the ledger what
    happened, so that nothing is lost when it was not called: read on from where you were last."""
    _followers.append(follower)


def tell(seq: int) -> None:
    """Call all followers."""
    for follower in _followers:
        follower(seq)
