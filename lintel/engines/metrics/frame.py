"""What every part of one statement shares: the model, the question, the dialect, parameters, named steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lintel.engines.metrics import expressions
from lintel.engines.metrics.dialects import SQL
from lintel.engines.metrics.model import Dataset, Model
from lintel.engines.metrics.parameters import Parameters
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.query import Guards, Query

if TYPE_CHECKING:
    from lintel.engines.metrics.rows import Rows

_SELECT = expressions.AGGREGATE | frozenset(
    (
        *(exp.Select, exp.Subquery, exp.From, exp.Join, exp.Where, exp.Table, exp.TableAlias, exp.Alias),
        *(exp.Group, exp.Union, exp.Star, exp.Having),
    )
)


@dataclass
class Frame:
    """The state of one compilation."""

    model: Model
    query: Query
    guards: Guards
    sql: SQL
    zone: str
    as_of: datetime
    parameters: Parameters = field(default_factory=Parameters)
    sources: set[str] = field(default_factory=set)
    steps: dict[str, str] = field(default_factory=dict)
    counted: dict[str, list[str]] = field(
        default_factory=dict
    )  # columns that count who stands behind, by dataset

    def entity(self, rows: Rows) -> str:
        """Who is counted behind a figure of these rows; empty where groups have no minimum."""
        named = self.guards.group_entity.get(rows.root.name) if self.guards.group_minimum > 0 else None
        if not named:
            return ""
        dataset, _, column = named.rpartition(".")
        return rows.expression(exp.column(column, table=dataset or None), "guards.group_entity")

    def count(self, dataset: str) -> str:
        """A new name for such a column."""
        name = f"n{sum(map(len, self.counted.values()))}"
        self.counted.setdefault(dataset, []).append(name)
        return name

    def step(self, name: str, text: str) -> str:
        """Adds a named step (a CTE), under a free name, and returns that name."""
        taken = self.steps.keys() | self.model.bare_tables
        free = next(n for n in (name, *(f"{name}_{i}" for i in range(2, 999))) if n.lower() not in taken)
        self.steps[free] = text
        return free

    def table(self, dataset: Dataset) -> str:
        """What stands behind FROM: a dotted name, or a checked query in parentheses."""
        source = dataset.source.strip()
        place = f"datasets.{dataset.name}.source"
        if source.startswith("("):
            tree, names = _query(source, place)
            self.sources.update(names)
            return self.sql.write(tree)
        self.sources.add(source)
        return self.sql.quoted(*(expressions.name(part, place) for part in source.split(".")))


@lru_cache(maxsize=512)
def _query(text: str, place: str) -> tuple[exp.Expr, frozenset[str]]:
    """A SELECT over named tables, and their names."""
    way_out = "Write (select … from schema.table), with plain tables and the usual functions."
    try:
        trees = sqlglot.parse(text, read=expressions.READ)
    except (SqlglotError, RecursionError) as error:
        raise MetricsError(place, f"The query cannot be read: {str(error)[:120]}.", way_out) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Subquery) or expressions.MARKS.search(text):
        raise MetricsError(place, "This is not one query in parentheses.", way_out)
    names = set()
    for node in trees[0].walk():
        if type(node) not in _SELECT or node.comments:
            raise MetricsError(place, f"The query uses “{node.sql()[:60]}”, which is not allowed.", way_out)
        if isinstance(node, exp.DataType) and node.this.name not in expressions.CASTS:
            raise MetricsError(place, f"The query uses the type {node.sql()}.", way_out)
        if isinstance(node, exp.Table):
            parts = node.parts
            if not all(
                isinstance(part, exp.Identifier) and expressions.NAME.fullmatch(part.name) for part in parts
            ):
                raise MetricsError(place, f"{node.sql()[:60]} is no plain table.", way_out)
            names.add(".".join(part.name for part in parts))
    return trees[0], frozenset(names)
