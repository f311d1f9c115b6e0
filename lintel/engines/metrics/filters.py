"""Conditions on dimensions: values are typed, checked against the field, and travel as parameters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lintel.engines.metrics import calendars, rules
from lintel.engines.metrics.dialects import AWARE, NAIVE
from lintel.engines.metrics.model import Field
from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.query import OPS, Filter

if TYPE_CHECKING:
    from lintel.engines.metrics.frame import Frame
    from lintel.engines.metrics.rows import Rows

_KINDS: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float, Decimal),
    "boolean": (bool,),
    "date": (date,),
    "timestamp": (date,),
    "timestamptz": (date,),
}
_COUNTS = {
    "between": 2,
    "<": 1,
    "<=": 1,
    ">": 1,
    ">=": 1,
    "contains": 1,
    "begins": 1,
    "known": 0,
    "unknown": 0,
}


def conditions(frame: Frame, rows: Rows) -> list[str]:
    """Every filter of the question, over these rows."""
    return [_condition(frame, rows, f, f"where[{index}]") for index, f in enumerate(frame.query.where)]


def _condition(frame: Frame, rows: Rows, wanted: Filter, place: str) -> str:
    dataset, field = frame.model.dimension(wanted.dimension, place)
    if rules.column_rule(frame, dataset, field, place):
        raise MetricsError(
            place, f"“{dataset.name}.{field.name}” is masked for you.", "Ask for access to it."
        )
    _check(wanted, field, place)
    value = rows.field(dataset, field, place)
    if wanted.op in ("known", "unknown"):
        return f"({value}) IS {'NOT ' if wanted.op == 'known' else ''}NULL"
    if wanted.op in ("contains", "begins"):
        return frame.sql.contains(value, frame.parameters.add(wanted.values[0]), begins=wanted.op == "begins")
    if field.type in (NAIVE, AWARE):
        return _moments(frame, value, field.type, wanted)
    marks = [frame.parameters.add(v) for v in wanted.values]
    return _compared(value, wanted.op, marks)


def _compared(value: str, op: str, marks: list[str]) -> str:
    if op == "in":
        return f"({value}) IN ({', '.join(marks)})"
    if op == "not_in":
        return f"(({value}) NOT IN ({', '.join(marks)}) OR ({value}) IS NULL)"
    if op == "between":
        return f"({value}) BETWEEN {marks[0]} AND {marks[1]}"
    return f"({value}) {op} {marks[0]}"


def _moments(frame: Frame, value: str, kind: str, wanted: Filter) -> str:
    """A day stands for all of it, in the question's zone: "<= 31 March" takes the 31st in."""
    first, last = wanted.values[0], wanted.values[-1]
    begin, end = instant(frame, first, kind, after=False), instant(frame, last, kind, after=True)
    strict = "<" if _is_day(last) else "<="
    add: Callable[[Any], str] = frame.parameters.add
    if wanted.op == "between":
        return f"({value} >= {add(begin)} AND {value} {strict} {add(end)})"
    if wanted.op in ("<", ">="):
        return f"{value} {wanted.op} {add(begin)}"
    if wanted.op in ("<=", ">"):
        sign = {"<=": strict, ">": ">=" if _is_day(last) else ">"}[wanted.op]
        return f"{value} {sign} {add(end)}"
    found = []
    for item in wanted.values:
        low, high = instant(frame, item, kind, after=False), instant(frame, item, kind, after=True)
        found.append(f"({value} >= {add(low)} AND {value} {'<' if _is_day(item) else '<='} {add(high)})")
    either = f"({' OR '.join(found)})"
    return either if wanted.op == "in" else f"(NOT {either} OR {value} IS NULL)"


def instant(frame: Frame, value: date, kind: str, *, after: bool) -> datetime:
    """A day's first instant, or that of the next day; a moment stays itself. Naive where the column is."""
    if isinstance(value, datetime):
        moment = value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    else:
        moment = calendars.midnight(value + timedelta(1) if after else value, frame.zone)
    return moment.replace(tzinfo=None) if kind == NAIVE and frame.sql.dialect != "spark" else moment


def _is_day(value: date) -> bool:
    return not isinstance(value, datetime)


def _check(wanted: Filter, field: Field, place: str) -> None:
    if wanted.op not in OPS:
        raise MetricsError(place, f"“{wanted.op}” is no condition.", f"Use one of {', '.join(OPS)}.")
    count = _COUNTS.get(wanted.op)
    if len(wanted.values) != count if count is not None else not wanted.values:
        raise MetricsError(
            place,
            f"“{wanted.op}” has {len(wanted.values)} values.",
            f"Give {count if count is not None else 'some'}.",
        )
    if wanted.op in ("contains", "begins") and field.type != "text":
        raise MetricsError(place, f"“{field.name}” is no text.", "Use in, between or a comparison.")
    for value in wanted.values:
        fits = isinstance(value, _KINDS[field.type]) and (
            field.type == "boolean" or not isinstance(value, bool)
        )
        if not fits or (field.type == "date" and isinstance(value, datetime)):
            raise MetricsError(
                place,
                f"{value!r} is no {field.type}, but “{field.name}” is.",
                "To look for rows without a value, use “unknown”."
                if value is None
                else f"Give a {field.type}.",
            )
