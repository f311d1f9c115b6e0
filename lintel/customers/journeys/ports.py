"""What segments, which stand above, fill: groups of customers that a flow may be asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from lintel.people.models import User


@dataclass(frozen=True)
class Groups:
    """`choices` gives (key, title) of the groups that a person may ask for; `write` makes a temporary table
    `chosen_group` with one column `customer_id` of one of them."""

    choices: Callable[[User], Sequence[tuple[str, str]]]
    write: Callable[[DuckDBPyConnection, str, User], Any]


_filled: list[Groups] = []


def fill(groups: Groups) -> None:
    """Offer groups; called once at start-up by the room that has them."""
    _filled[:] = [groups]


def choices(user: User) -> Sequence[tuple[str, str]]:
    """The groups that this person may ask for."""
    return _filled[0].choices(user) if _filled else ()


def write(connection: DuckDBPyConnection, key: str, user: User) -> None:
    """Make `chosen_group` in the connection; the key must be among the choices."""
    _filled[0].write(connection, key, user)
