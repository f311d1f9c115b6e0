"""One step per dataset and way of looking: its rows, filtered and guarded, aggregated on their own grain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from lintel.engines.metrics import early, expressions, filters, splits, toplists
from lintel.engines.metrics.model import Dataset, Field
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.resolve import Leaf
from lintel.engines.metrics.rows import Rows
from lintel.engines.metrics.splits import Split

if TYPE_CHECKING:
    from lintel.engines.metrics.frame import Frame

Named = Sequence[tuple[str, Leaf]]


@dataclass(frozen=True)
class Part:
    """A step with one row for each combination of the splits, and the columns it gives."""

    step: str
    columns: tuple[str, ...]


def plain(frame: Frame, by: Sequence[Split], leaves: Named) -> Part:
    """Aggregates the rows of the question's period as they are."""
    first = leaves[0][1]
    rows = Rows(frame, first.measure.dataset)
    time = own_time(frame, first)
    if toplists.ranked(by, leaves) and not frame.entity(rows):
        again = _from_groups(frame, by[0], leaves, time)
        if again:
            return again
    values = splits.values(frame, rows, by, time)
    where = [*filters.conditions(frame, rows), *period(frame, rows, time)]
    return aggregate(frame, by, leaves, rows, values, where)


def _from_groups(
    frame: Frame, split: Split, leaves: Named, time: tuple[Dataset, Field] | None
) -> Part | None:
    """The top list over the very step that its ranking was made of; None where that held something else."""
    rows, bare = Rows(frame, leaves[0][1].measure.dataset), (replace(split, top=""),)
    values = splits.values(frame, rows, bare, time)
    where = [*filters.conditions(frame, rows), *period(frame, rows, time)]
    _, text = _written(frame, bare, leaves, rows, values, where)
    groups = next((name for name, known in frame.steps.items() if known == text), None)
    if groups is None:
        return None
    step = frame.step(rows.root.name, toplists.regrouped(frame, split, leaves, groups))
    return Part(step, tuple(name for name, _ in leaves))


def aggregate(
    frame: Frame, by: Sequence[Split], leaves: Named, rows: Rows, values: Sequence[str], where: list[str]
) -> Part:
    """One step that aggregates the leaves, and counts who stands behind each where groups have a minimum."""
    columns, text = _written(frame, by, leaves, rows, values, where)
    return Part(frame.step(rows.root.name, text), tuple(name for name, _ in columns))


def _written(
    frame: Frame, by: Sequence[Split], leaves: Named, rows: Rows, values: Sequence[str], where: list[str]
) -> tuple[list[tuple[str, str]], str]:
    """The columns of such a step, and its SELECT."""
    shared, rest = _shared(leaves)
    where = [*where, *(f"({rows.expression(item, leaves[0][1].place)})" for item in shared)]
    columns = [(name, aggregated(rows, leaf, rest[name])) for name, leaf in leaves]
    columns += counts(frame, rows, leaves, rest)
    keys = list(zip(splits.keys(by), values, strict=True))
    return columns, early.statement(rows, keys, columns, where) or select(frame, keys, columns, rows, where)


def _shared(leaves: Named) -> tuple[list[exp.Expr], dict[str, exp.Expr | None]]:
    """The conditions that all leaves share, for WHERE; and what is left of each."""
    conjuncts = {name: {item.sql(): item for item in _conjuncts(leaf)} for name, leaf in leaves}
    common = set.intersection(*(set(items) for items in conjuncts.values()))
    rest: dict[str, exp.Expr | None] = {}
    for name, items in conjuncts.items():
        left = [item for text, item in items.items() if text not in common]
        rest[name] = exp.and_(*left, copy=True) if left else None
    first = conjuncts[leaves[0][0]]
    return [item for text, item in first.items() if text in common], rest


def _conjuncts(leaf: Leaf) -> list[exp.Expr]:
    if not leaf.measure.filter:
        return []
    tree = condition(leaf)
    return list(tree.flatten()) if isinstance(tree, exp.And) else [tree]


def counts(
    frame: Frame, rows: Rows, leaves: Named, rest: Mapping[str, exp.Expr | None]
) -> list[tuple[str, str]]:
    """How many stand behind each leaf, NULL where there are no rows; leaves over the same rows share it."""
    entity = frame.entity(rows)
    if not entity:
        return []
    found: dict[str, tuple[str, str]] = {}
    for name, leaf in leaves:
        left = rest[name]
        limit = f" FILTER (WHERE {rows.expression(left, f'{leaf.place}.filter')})" if left else ""
        if limit not in found:
            many = f"COUNT(DISTINCT {entity}){limit}"
            found[limit] = (frame.count(rows.root.name), f"CASE WHEN COUNT(*){limit} > 0 THEN {many} END")
    return list(found.values())


def own_time(frame: Frame, leaf: Leaf) -> tuple[Dataset, Field] | None:
    """The time of a measure: a field of its dataset, or of a parent."""
    text, place = leaf.measure.time, f"{leaf.place}.time"
    if not text:
        return None
    if "." in text:
        dataset, field = frame.model.dimension(text, place)
    else:
        dataset = frame.model.dataset(leaf.measure.dataset, place)
        known = dataset.field(text)
        if known is None:
            raise MetricsError(
                place, f"“{dataset.name}” has no field “{text}”.", "Name one of its time fields."
            )
        field = known
    if field.type not in ("date", "timestamp", "timestamptz"):
        raise MetricsError(place, f"“{field.name}” is no time.", "Name a field of type date or timestamp.")
    return dataset, field


def period(frame: Frame, rows: Rows, time: tuple[Dataset, Field] | None) -> list[str]:
    """Rows within the question's period, by its own time dimension or the measure's."""
    wanted = frame.query.period
    if wanted is None:
        return []
    if wanted.dimension:
        time = frame.model.dimension(wanted.dimension, "period")
    if time is None:
        raise MetricsError(
            "period",
            f"“{rows.root.name}” has no time of its own.",
            "Name the period's dimension, or leave it out.",
        )
    return between(frame, rows, time, wanted.first, wanted.last)


def between(frame: Frame, rows: Rows, time: tuple[Dataset, Field], first: object, last: object) -> list[str]:
    """Bounds on the bare column, so that the database can skip what lies outside."""
    dataset, field = time
    value = rows.field(dataset, field, "period")
    found = []
    for bound, after in ((first, False), (last, True)):
        if bound is None:
            continue
        if field.type == "date":
            found.append(f"{value} {'<=' if after else '>='} {frame.parameters.add(bound)}")
        else:
            moment = filters.instant(frame, bound, field.type, after=after)  # type: ignore[arg-type] # days
            found.append(f"{value} {'<' if after else '>='} {frame.parameters.add(moment)}")
    return found


def aggregated(rows: Rows, leaf: Leaf, rest: exp.Expr | None) -> str:
    """The leaf's aggregate, over only those rows for which the rest of its filter holds."""
    tree = limited(leaf.tree, rest) if rest else leaf.tree
    return rows.expression(tree, f"{leaf.place}.expression")


def limited(tree: exp.Expr, condition: exp.Expr) -> exp.Expr:
    """Every aggregate of the tree over only those rows for which the condition holds."""

    wrapped = exp.paren(tree.copy())
    for found in list(wrapped.find_all(exp.AggFunc)):
        within = found.parent if isinstance(found.parent, exp.Filter) else None
        both = exp.and_(within.expression.this, condition.copy()) if within else condition.copy()
        (within or found).replace(exp.Filter(this=found.copy(), expression=exp.Where(this=both)))
    return wrapped.this if isinstance(wrapped.this, exp.Expr) else wrapped


def condition(leaf: Leaf) -> exp.Expr:
    """The measure's own filter, checked."""
    return expressions.scalar(leaf.measure.filter or "true", f"{leaf.place}.filter")


def condition_sql(rows: Rows, leaf: Leaf) -> str:
    """The measure's own filter over these rows."""
    return rows.expression(condition(leaf), f"{leaf.place}.filter")


def select(
    frame: Frame,
    keys: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    rows: Rows,
    where: Sequence[str],
) -> str:
    """SELECT keys and aggregates FROM rows and joins WHERE … GROUP BY the keys."""
    selected = [f"{value} AS {frame.sql.quoted(name)}" for name, value in (*keys, *columns)]
    lines = ["SELECT\n  " + ",\n  ".join(selected), rows.from_sql()]
    conditions = [*rows.conditions, *where]
    if conditions:
        lines.append("WHERE " + "\n  AND ".join(conditions))
    if keys:
        lines.append("GROUP BY " + ", ".join(str(index + 1) for index in range(len(keys))))
    return "\n".join(lines)
