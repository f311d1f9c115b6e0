"""What the chambers above fill: tables that are written anew with every matching, in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from lintel.warehouse.writing import Sealed

Follower = Callable[["DuckDBPyConnection"], "Sealed"]
followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Have a table written with every matching; called once at start-up.

    The follower is given a connection that shows `customers.records` and the new state of
    `customers.members`, `customers.identities` and `customers.aliases`; what it seals is published together
    with them.
    """
    if follower not in followers:
        followers.append(follower)
