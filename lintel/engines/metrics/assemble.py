"""From a question to one statement: a step for each fact, drilled across, arithmetic last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlglot import exp

from lintel.engines.metrics import calendars, facts, filling, splits, windows, withholding
from lintel.engines.metrics.dialects import writer
from lintel.engines.metrics.facts import Part
from lintel.engines.metrics.frame import Frame
from lintel.engines.metrics.model import TIME
from lintel.engines.metrics.parameters import placed
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.query import DIALECTS, Column, Compiled, Dialect, Guards, Query, Top
from lintel.engines.metrics.resolve import Leaf, Leaves
from lintel.engines.metrics.splits import Split

if TYPE_CHECKING:
    from lintel.engines.metrics.model import Metric, Model

NO_GUARDS = Guards()
OTHER = "Other"


def compile(  # the contract's name
    model: Model, query: Query, *, dialect: Dialect = "duckdb", guards: Guards = NO_GUARDS, as_of: datetime
) -> Compiled:
    """One SQL statement that answers the question within the guards.

    `as_of` is where open windows end. Raises MetricsError with place, reason and way out.
    """
    _check(query, dialect)
    zone = query.timezone or model.calendar.timezone
    calendars.zone(zone, "timezone")
    frame = Frame(model, query, guards, writer(dialect, zone, query.period), zone, as_of)
    by = splits.splits(frame)
    if query.top:
        by = _topped(frame, by, query.top)
    return _finish(frame, by, _answer(frame, by, query.metrics, fill=query.fill))


@dataclass(frozen=True)
class _Answer:
    """A step with the keys and leaves, and what makes metrics of the leaves."""

    step: str
    values: tuple[exp.Expr, ...]
    flags: tuple[tuple[str, ...], ...]  # the columns that withhold each metric


def _answer(frame: Frame, by: Sequence[Split], metrics: Sequence[str], *, fill: bool = False) -> _Answer:
    leaves = Leaves(frame.model)
    values = tuple(leaves.value(name, f"metrics[{index}]") for index, name in enumerate(metrics))
    frame.counted.clear()
    parts = [_part(frame, by, group) for group in _groups(leaves)]
    step, columns = across(frame, by, parts), [column for part in parts for column in part.columns]
    step, flags = withholding.withheld(frame, by, step, list(leaves.names))
    if fill:
        step = filling.filled(frame, by, step, [*columns, *flags.values()])
    dataset = {name: leaf.measure.dataset for leaf, name in leaves.names.items()}
    touched = [
        sorted({flags[d] for c in v.find_all(exp.Column) if (d := dataset[c.name]) in flags}) for v in values
    ]
    return _Answer(step, values, tuple(tuple(names) for names in touched))


def _part(frame: Frame, by: Sequence[Split], group: list[tuple[str, Leaf]]) -> Part:
    leaf = group[0][1]
    special = leaf.steps or leaf.snapshot or leaf.conversion
    return windows.part(frame, by, group) if special else facts.plain(frame, by, group)


def _topped(frame: Frame, by: tuple[Split, ...], top: Top) -> tuple[Split, ...]:
    """The splits, with a step that names the values to be shown by themselves."""
    if top.n < 1:
        raise MetricsError("top", f"{top.n} values cannot be shown.", "Ask for at least one.")
    names = [{split.name, *_spellings(split)} for split in by]
    fitting = [
        index
        for index, split in enumerate(by)
        if not split.is_time and (top.dimension is None or top.dimension in names[index])
    ]
    if not fitting:
        raise MetricsError(
            "top", "There is no split to take the top of.", "Split by something that is no time."
        )
    chosen = by[fitting[0]]
    ranked = _answer(frame, [chosen], (top.by_metric,))
    quoted = frame.sql.quoted
    value = _written(frame, ranked, 0)
    rank = f"ROW_NUMBER() OVER (ORDER BY {quoted('size')} DESC, {quoted('value')} NULLS LAST)"
    step = frame.step(
        "top",
        f"SELECT {quoted('value')}, {rank} AS {quoted('rank')}\n"
        f"FROM (SELECT {quoted('d0')} AS {quoted('value')}, {value} AS {quoted('size')} "
        f"FROM {quoted(ranked.step)}) AS {quoted('ranked')}\n"
        f"WHERE {quoted('size')} IS NOT NULL\nORDER BY {quoted('rank')}\nLIMIT {top.n:d}",
    )
    changed = replace(chosen, top=step, rest=top.other)
    return tuple(changed if index == fitting[0] else split for index, split in enumerate(by))


def _written(frame: Frame, answer: _Answer, index: int) -> str:
    """A metric over the answer's step; NULL where it is withheld."""
    value, flags = frame.sql.write(answer.values[index]), answer.flags[index]
    if not flags:
        return value
    return f"CASE WHEN NOT {_flag(frame, flags)} THEN {value} END"


def _flag(frame: Frame, flags: Sequence[str]) -> str:
    return "(" + " OR ".join(f"COALESCE({frame.sql.quoted(flag)}, FALSE)" for flag in flags) + ")"


def _spellings(split: Split) -> set[str]:
    if split.dataset and split.field:
        return {split.field.name, f"{split.dataset.name}.{split.field.name}"}
    return {TIME}


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
    keys = [quoted(key) for key in splits.keys(by)]
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


def _finish(frame: Frame, by: Sequence[Split], answer: _Answer) -> Compiled:
    query, sql = frame.query, frame.sql
    columns, selected = _keys(frame, by)
    for index, name in enumerate(query.metrics):
        columns.append(_column(frame.model.metric(name)))
        selected.append(f"{_written(frame, answer, index)} AS {sql.quoted(name)}")
    if frame.guards.group_minimum > 0:
        for index, name in enumerate(query.metrics):
            flag = f"{name}__withheld"
            columns.append(Column(flag, f"{columns[len(by)].label} withheld", "withheld", "boolean"))
            flags = answer.flags[index]
            selected.append(f"{_flag(frame, flags) if flags else 'FALSE'} AS {sql.quoted(flag)}")
    text = "SELECT\n  " + ",\n  ".join(selected) + f"\nFROM {sql.quoted(answer.step)}"
    text += _ordered(frame, by)
    if query.limit is not None:
        text += f"\nLIMIT {query.limit:d}"
    return _compiled(frame, text, tuple(columns))


def _keys(frame: Frame, by: Sequence[Split]) -> tuple[list[Column], list[str]]:
    """The splits in the result; the rest of a top list is called so, and marked."""
    quoted = frame.sql.quoted
    columns, selected = [], []
    for index, split in enumerate(by):
        column, value = split.column(frame.zone), quoted(f"d{index}")
        rest = bool(split.top and split.rest)
        if rest and column.type == "text":
            value = f"CASE WHEN {quoted('other')} THEN {frame.sql.text(OTHER)} ELSE {value} END"
        columns.append(column)
        selected.append(f"{value} AS {quoted(split.name)}")
        if rest:
            flag = f"{split.name}__other"
            columns.append(Column(flag, f"{column.label}: all others", "other", "boolean"))
            selected.append(f"{quoted('other')} AS {quoted(flag)}")
    return columns, selected


def _ordered(frame: Frame, by: Sequence[Split]) -> str:
    """As asked, then by the splits, so that the same question gives the same order; the rest comes last."""
    query = frame.query
    names = {split.name: split.name for split in by} | {name: name for name in query.metrics}
    for split in by:
        for spelling in sorted(_spellings(split)):
            names.setdefault(spelling, split.name)
    terms: dict[str, str] = {f"{split.name}__other": "ASC" for split in by if split.top and split.rest}
    for index, order in enumerate(query.order):
        if order.by not in names:
            raise MetricsError(
                f"order[{index}]",
                f"“{order.by}” is not in the result.",
                f"Sort by {', '.join(sorted(names))}.",
            )
        terms.setdefault(names[order.by], "DESC" if order.descending else "ASC")
    if query.top and not query.order and len(by) == 1 and query.top.by_metric in query.metrics:
        terms[query.top.by_metric] = "DESC"
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
