"""Row and column rules as SQL."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from lintel.engines.metrics import expressions
from lintel.engines.metrics.model import Dataset, Field
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.query import ColumnRule, RowRule

if TYPE_CHECKING:
    from lintel.engines.metrics.frame import Frame

HERE = "lintel_this_row"
MASKED = "masked"
_QUERY = frozenset(
    (
        *(exp.Select, exp.Subquery, exp.From, exp.Where, exp.Table, exp.TableAlias, exp.Exists, exp.Alias),
        *(exp.Placeholder, exp.Group, exp.Having, exp.Max, exp.Min, exp.Count, exp.Star),
    )
)


def written(frame: Frame, rule: RowRule, alias: str) -> str:
    """The rule over the rows of an alias, values as parameters; NULL counts as no."""
    place = f"guards.{rule.dataset}"
    tree = _tree(rule.sql, rule.needs, place)
    if isinstance(tree, exp.Boolean) and not tree.this:
        label = frame.model.dataset(rule.dataset).label or rule.dataset
        raise MetricsError(
            place, f"“{label}” is not open to you. {rule.reason}".strip(), "Ask for access to it."
        )

    def change(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Placeholder):
            if node.name not in rule.parameters:
                raise MetricsError(
                    place, f"The rule has no value for ${node.name}.", "Give one in its parameters."
                )
            return exp.var(frame.parameters.add(rule.parameters[node.name]))
        if isinstance(node, exp.Column) and node.table == HERE:
            return exp.column(node.name, table=alias, quoted=True)
        return node

    return f"({frame.sql.write(tree.copy().transform(change, copy=False))})"


@lru_cache(maxsize=1024)
def _tree(text: str, needs: tuple[str, ...], place: str) -> exp.Expr:
    """Parsed and checked: it reads the row, and the relations that it says it needs."""
    try:
        trees = sqlglot.parse(text.replace("{t}", HERE), read=expressions.READ)
    except (SqlglotError, RecursionError) as error:
        raise MetricsError(
            place, f"The rule cannot be read: {str(error)[:120]}.", "Write a condition."
        ) from error
    if len(trees) != 1 or trees[0] is None or expressions.MARKS.search(text):
        raise MetricsError(place, "The rule is not exactly one condition.", "Join conditions with and.")
    for node in trees[0].walk():
        if type(node) not in expressions.SCALAR | _QUERY:
            raise MetricsError(
                place, f"The rule uses “{node.sql()[:60]}”.", "Use comparisons, in and exists."
            )
        if isinstance(node, exp.Table) and (
            not isinstance(node.this, exp.Identifier)
            or ".".join(part.name for part in node.parts) not in needs
        ):
            raise MetricsError(place, f"The rule reads {node.sql()}.", "List it in `needs`.")
        if isinstance(node, exp.Column) and not node.table:
            _qualify(node, place)
    _rename(trees[0], place)
    return trees[0]


def _rename(tree: exp.Expr, place: str) -> None:
    """Gives the rule's own tables names that nothing else has: `{t}` must never mean one of them."""
    names: dict[str, str] = {}
    for table in tree.find_all(exp.Table):
        if table.alias_or_name in names:
            raise MetricsError(
                place, f"The rule reads “{table.alias_or_name}” twice.", "Give each its own alias."
            )
        names[table.alias_or_name] = own = f"lintel_rule_{len(names) + 1}"
        table.set("alias", exp.TableAlias(this=exp.to_identifier(own)))
    for column in tree.find_all(exp.Column):
        if column.table in names:
            column.set("table", exp.to_identifier(names[column.table]))
        elif column.table != HERE:
            raise MetricsError(
                place, f"“{column.sql()}” is of no table.", "Write {t}.column for the guarded row."
            )


def _qualify(column: exp.Column, place: str) -> None:
    """A bare column is of its subquery's one table; left bare it could mean the outer row and fail open."""
    query = column.find_ancestor(exp.Select)
    source = query.args.get("from_") if query and not query.args.get("joins") else None
    if source is None or not isinstance(source.this, exp.Table):
        raise MetricsError(
            place,
            f"It is not clear whose column “{column.sql()}” is.",
            "Write {t}.column for the guarded row.",
        )
    column.set("table", exp.to_identifier(source.this.alias_or_name))


def column_rule(frame: Frame, dataset: Dataset, field: Field, place: str) -> ColumnRule | None:
    """The mask of a field; refuses a hidden one, also when another field shows the same column."""
    columns = _columns(dataset, field)
    found: ColumnRule | None = None
    for rule in frame.guards.columns:
        if rule.dataset != dataset.name:
            continue
        guarded = dataset.field(rule.field)
        covers = _columns(dataset, guarded) if guarded else {rule.field}
        if rule.field != field.name and not (len(covers) == 1 and covers <= columns):
            continue
        if rule.action == "hide":
            because = f" {rule.reason}" if rule.reason else ""
            raise MetricsError(
                place, f"“{dataset.name}.{field.name}” is not open to you.{because}", "Ask for access to it."
            )
        found = rule
    return found


def _columns(dataset: Dataset, field: Field) -> set[str]:
    tree = expressions.scalar(field.expression, f"datasets.{dataset.name}.fields.{field.name}.expression")
    return {column.name for column in tree.find_all(exp.Column)}
