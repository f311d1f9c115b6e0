"""From a question to one statement: a step for each fact, drilled across, arithmetic last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from lintel.engines.metrics import calendars, facts, splits
from lintel.engines.metrics.dialects import WRITERS
from lintel.engines.metrics.facts import Part
from lintel.engines.metrics.frame import Frame
from lintel.engines.metrics.parameters import placed
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.query import DIALECTS, Column, Compiled, Dialect, Guards, Query
from lintel.engines.metrics.resolve import Leaf, Leaves
from lintel.engines.metrics.splits import Split

if TYPE_CHECKING:
    from sqlglot import exp

    from lintel.engines.metrics.model import Metric, Model

NO_GUARDS = Guards()


def compile(  # the contract's name
    model: Model, query: Query, *, dialect: Dialect = "duckdb", guards: Guards = NO_GUARDS, as_of: datetime
) -> Compiled:
    """One SQL statement that answers the question within the guards.

    `as_of` is where open windows end. Raises MetricsError with place, reason and way out.
    """
    _check(query, dialect)
    zone = query.timezone or model.calendar.timezone
    calendars.zone(zone, "timezone")
    frame = Frame(model, query, guards, WRITERS[dialect], zone, as_of)
    by = splits.splits(frame)
    leaves = Leaves(model)
    values = [leaves.value(name, f"metrics[{index}]") for index, name in enumerate(query.metrics)]
    groups = _groups(leaves)
    if any(leaf.steps or leaf.snapshot or leaf.conversion for group in groups for _, leaf in group):
        raise MetricsError("metrics", "This kind is not compiled yet.", "Use simple, ratio and derived.")
    parts = [facts.plain(frame, by, group) for group in groups]
    joined = across(frame, by, parts)
    return _finish(frame, by, values, joined)


def _check(query: Query, dialect: str) -> None:
    if dialect not in DIALECTS:
        raise MetricsError(
            "dialect", f"There is no dialect “{dialect}”.", f"Use one of {', '.join(DIALECTS)}."
        )
    if not query.metrics:
        raise MetricsError("metrics", "No metric is asked for.", "Name at least one.")
    twice = {name for name in query.metrics if query.metrics.count(name) > 1}
    if twice:
        raise MetricsError("metrics", f"“{min(twice)}” is asked for twice.", "Name each metric once.")
    if query.limit is not None and query.limit < 1:
        raise MetricsError("limit", f"{query.limit} rows cannot be shown.", "Ask for at least one.")
    if query.period and query.period.first > query.period.last:
        raise MetricsError("period", "It ends before it begins.", "Put the earlier day first.")


def _groups(leaves: Leaves) -> list[list[tuple[str, Leaf]]]:
    groups: dict[tuple[object, ...], list[tuple[str, Leaf]]] = {}
    for leaf, name in leaves.names.items():
        groups.setdefault(leaf.part, []).append((name, leaf))
    return list(groups.values())


def across(frame: Frame, by: Sequence[Split], parts: Sequence[Part]) -> str:
    """One row for each combination of the splits that any part has; NULL is a value like others."""
    if len(parts) == 1:
        return parts[0].step
    quoted, every = frame.sql.quoted, [column for part in parts for column in part.columns]
    keys = [quoted(f"d{index}") for index in range(len(by))]
    selects = []
    for part in parts:
        columns = [
            quoted(c) if c in part.columns else f"{_null(frame, c, parts)} AS {quoted(c)}" for c in every
        ]
        selects.append(f"  SELECT {', '.join([*keys, *columns])} FROM {quoted(part.step)}")
    found = ", ".join([*keys, *(f"MAX({quoted(c)}) AS {quoted(c)}" for c in every)])
    union = "\n  UNION ALL\n".join(selects)
    grouped = f"\nGROUP BY {', '.join(keys)}" if keys else ""
    return frame.step("across", f"SELECT {found}\nFROM (\n{union}\n) AS {quoted('parts')}{grouped}")


def _null(frame: Frame, column: str, parts: Sequence[Part]) -> str:
    """NULL of the column's type; PostgreSQL would take a bare one in a longer UNION for text."""
    if frame.sql.dialect != "postgres" or len(parts) == 2:
        return "NULL"
    owner = next(part for part in parts if column in part.columns)
    return f"(SELECT {frame.sql.quoted(column)} FROM {frame.sql.quoted(owner.step)} LIMIT 0)"


def _finish(frame: Frame, by: Sequence[Split], values: Sequence[exp.Expr], source: str) -> Compiled:
    query, sql = frame.query, frame.sql
    columns = [split.column(frame.zone) for split in by]
    selected = [f"{sql.quoted(f'd{index}')} AS {sql.quoted(split.name)}" for index, split in enumerate(by)]
    for name, value in zip(query.metrics, values, strict=True):
        columns.append(_column(frame.model.metric(name)))
        selected.append(f"{sql.write(value)} AS {sql.quoted(name)}")
    text = "SELECT\n  " + ",\n  ".join(selected) + f"\nFROM {sql.quoted(source)}"
    text += _ordered(frame, by)
    if query.limit is not None:
        text += f"\nLIMIT {query.limit:d}"
    return _compiled(frame, text, tuple(columns))


def _ordered(frame: Frame, by: Sequence[Split]) -> str:
    """As asked, then by the splits, so that the same question gives the same order."""
    names = {split.name: split.name for split in by} | {name: name for name in frame.query.metrics}
    for split in by:
        if split.dataset and split.field:
            names.setdefault(f"{split.dataset.name}.{split.field.name}", split.name)
            names.setdefault(split.field.name, split.name)
    terms: dict[str, str] = {}
    for index, order in enumerate(frame.query.order):
        if order.by not in names:
            raise MetricsError(
                f"order[{index}]",
                f"“{order.by}” is not in the result.",
                f"Sort by {', '.join(sorted(names))}.",
            )
        terms.setdefault(names[order.by], "DESC" if order.descending else "ASC")
    for split in by:
        terms.setdefault(split.name, "ASC")
    if not terms:
        return ""
    return "\nORDER BY " + ", ".join(
        f"{frame.sql.quoted(name)} {way} NULLS LAST" for name, way in terms.items()
    )


def _column(metric: Metric) -> Column:
    label = metric.label or metric.name
    return Column(metric.name, label, "metric", "number", metric.unit, metric.format, metric.currency)


def _compiled(frame: Frame, text: str, columns: tuple[Column, ...]) -> Compiled:
    dialect, values = frame.sql.dialect, frame.parameters.values
    steps = ",\n".join(
        f"{frame.sql.quoted(name)} AS (\n{_indent(body)}\n)" for name, body in frame.steps.items()
    )
    sql, order = placed(f"WITH {steps}\n{text}" if steps else text, values, dialect)
    return Compiled(
        sql=sql,
        parameters={name: values[name] for name in dict.fromkeys(order)},
        columns=columns,
        datasets=tuple(sorted(frame.sources)),
        metrics=frame.query.metrics,
        steps=tuple((name, placed(body, values, dialect)[0]) for name, body in frame.steps.items()),
        dialect=dialect,
        order=order,
    )


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())
