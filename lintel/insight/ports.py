"""What other chambers and rooms fill at start-up: guards, the relations their rules read, purposes.

Nothing is answered unguarded: while no guards are registered, `guards_for` refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lintel.ui.problems import Denied, Problem

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from lintel.engines.metrics import Guards
    from lintel.people.models import User

ANALYSIS = "analysis"  # what a question is for unless somebody says otherwise


@dataclass(frozen=True)
class Relation:
    """Something that row rules read besides the datasets of a question, such as the consent relation.

    `datasets` are shown as of the same moment as the rest; `prepare` makes the relation of them, before the
    connection is locked.
    """

    name: str
    datasets: tuple[str, ...]
    prepare: Callable[[DuckDBPyConnection], None]


_guards: list[Callable[[User, str], Guards]] = []
_purposes: list[Callable[[User], Sequence[tuple[str, str]]]] = []
_relations: dict[str, Relation] = {}


def register_guards(compiled: Callable[[User, str], Guards]) -> None:
    """Say who may see what; called once at start-up. The function gets the person and the purpose."""
    _guards[:] = [compiled]


def register_purposes(listed: Callable[[User], Sequence[tuple[str, str]]]) -> None:
    """Say for which purposes (slug, label) a person may ask; called once at start-up."""
    _purposes[:] = [listed]


def register_relation(relation: Relation) -> None:
    """Make a relation known that row rules may name in `needs`."""
    _relations[relation.name] = relation


def guards_for(user: User, purpose: str = ANALYSIS) -> Guards:
    """The guards that stand between this person and the data, for a purpose. Errors: `Denied`."""
    if not _guards:
        raise Denied(
            "No guard rails are set up, so no question is answered.",
            way_out="Ask your administrator to set them up under “Guard rails”.",
        )
    return _guards[0](user, purpose)


def purposes(user: User) -> Sequence[tuple[str, str]]:
    """What this person may ask for: at least analysis."""
    return (_purposes[0](user) if _purposes else ()) or ((ANALYSIS, "Analysis"),)


def relation(name: str) -> Relation:
    """The relation that a rule needs. Errors: `Problem` when nobody brings it."""
    if name not in _relations:
        raise Problem(
            f"A guard needs “{name}”, which is not there, so the question is not answered.",
            way_out="Ask your administrator to look at the guard rails.",
        )
    return _relations[name]
