"""A top list out of the groups from which its ranking was made, where they can be added up once more.

Whoever asks for the ten largest campaigns has every campaign’s figure already: what is shown by itself and
the rest are sums over those groups, so that the rows need not be read a second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from lintel.engines.metrics.resolve import Leaf
from lintel.engines.metrics.splits import Split

if TYPE_CHECKING:
    from lintel.engines.metrics.frame import Frame

AGAIN: dict[type[exp.Expr], str] = {exp.Sum: "SUM", exp.Count: "SUM", exp.Min: "MIN", exp.Max: "MAX"}


def ranked(by: Sequence[Split], leaves: Sequence[tuple[str, Leaf]]) -> bool:
    """Whether the only split is a top list, and each leaf of a union follows from those of its parts."""
    return len(by) == 1 and bool(by[0].top) and all(_again(leaf) for _, leaf in leaves)


def regrouped(frame: Frame, split: Split, leaves: Sequence[tuple[str, Leaf]], groups: str) -> str:
    """The SELECT of the top list over the step `groups`, which has a row for each value of the split."""
    name = frame.sql.quoted
    value = name(groups, "d0")
    hit = f"{name(split.top, 'rank')} IS NOT NULL"
    keys = [f"{value} AS {name('d0')}"]
    if split.rest:
        keys = [f"CASE WHEN {hit} THEN {value} END AS {name('d0')}", f"NOT ({hit}) AS {name('other')}"]
    columns = [f"{_added(frame, leaf, name(groups, column))} AS {name(column)}" for column, leaf in leaves]
    kind = "LEFT" if split.rest else "INNER"
    return (
        "SELECT\n  " + ",\n  ".join((*keys, *columns)) + f"\nFROM {name(groups)}\n"
        f"{kind} JOIN {name(split.top)} ON {frame.sql.same(value, name(split.top, 'value'))}\n"
        "GROUP BY " + ", ".join(str(index + 1) for index in range(len(keys)))
    )


def _again(leaf: Leaf) -> str | None:
    """The aggregate that makes the leaf of a union out of the leaves of its parts."""
    tree = leaf.tree
    if isinstance(tree, exp.Filter):
        tree = tree.this
    return None if tree.find(exp.Distinct) else AGAIN.get(type(tree))


def _added(frame: Frame, leaf: Leaf, column: str) -> str:
    sql = f"{_again(leaf)}({column})"
    counts = isinstance(leaf.tree.this if isinstance(leaf.tree, exp.Filter) else leaf.tree, exp.Count)
    return f"CAST({sql} AS BIGINT)" if counts else sql
