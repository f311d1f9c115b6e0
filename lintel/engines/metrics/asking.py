"""Questions as one types them: `country,time:month`, `status in paid,open`, `2026-01-01..2026-03-31`."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from lintel.engines.metrics.problems import MetricsError
from lintel.engines.metrics.query import By, Filter, Order, Period, Top

if TYPE_CHECKING:
    from lintel.engines.metrics.model import Model

_OPS = r"not in\b|not_in\b|in\b|between\b|contains\b|begins\b|known\b|unknown\b|<=|>=|!=|=|<|>"
_WHERE = re.compile(rf"\s*([A-Za-z_][\w.]*)\s*({_OPS})\s*(.*)", re.DOTALL)
_SAME = {"=": "in", "!=": "not_in", "not in": "not_in"}


def names(text: str) -> tuple[str, ...]:
    """A list with commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def by(text: str) -> tuple[By, ...]:
    """`country,time:month`."""
    found = (part.partition(":") for part in names(text))
    return tuple(By(name, grain or None) for name, _, grain in found)  # type: ignore[arg-type] # compile checks it


def where(model: Model, texts: Sequence[str]) -> tuple[Filter, ...]:
    """`country in DE,FR`, `amount >= 10`, `email unknown`: values are read as the field's type."""
    return tuple(_filter(model, text, f"where[{index}]") for index, text in enumerate(texts))


def _filter(model: Model, text: str, place: str) -> Filter:
    match = _WHERE.fullmatch(text)
    if match is None:
        raise MetricsError(place, f"“{text}” is no condition.", "Write for example: country in DE,FR")
    name, op, rest = match[1], _SAME.get(match[2], match[2]), match[3].strip()
    _, field = model.dimension(name, place)
    values = next(csv.reader([rest], skipinitialspace=True)) if rest else []
    return Filter(name, op, tuple(value(v, field.type, place) for v in values))  # type: ignore[arg-type] # compile checks it


def value(text: str, kind: str, place: str) -> Any:
    """A value of the field's type."""
    try:
        if kind == "number":
            return int(text) if re.fullmatch(r"[+-]?\d+", text) else Decimal(text)
        if kind == "boolean":
            return {"true": True, "yes": True, "false": False, "no": False}[text.casefold()]
        if kind == "date" or (kind != "text" and re.fullmatch(r"\d{4}-\d\d-\d\d", text)):
            return date.fromisoformat(text)
        return text if kind == "text" else datetime.fromisoformat(text)
    except (ValueError, KeyError, InvalidOperation):
        example = {"number": "12.5", "boolean": "yes", "date": "2026-03-31"}.get(kind, "2026-03-31T12:00")
        raise MetricsError(place, f"“{text}” is no {kind}.", f"Write it like {example}.") from None


def period(text: str) -> Period | None:
    """`2026-01-01..2026-03-31`, a month `2026-03` or a year `2026`; `orders.day=` in front names the time."""
    if not text:
        return None
    dimension, _, days = text.rpartition("=")
    first, dots, last = days.strip().partition("..")
    try:
        begin, end = _days(first), _days(last if dots else first)
    except ValueError:
        raise MetricsError(
            "period", f"“{text}” is no period.", "Write 2026-01-01..2026-03-31 or 2026-03."
        ) from None
    return Period(begin[0], end[1], dimension.strip() or None)


def _days(text: str) -> tuple[date, date]:
    from lintel.engines.metrics.calendars import add_months

    parts = [int(part) for part in text.strip().split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    first = date(parts[0], parts[1] if len(parts) == 2 else 1, 1)
    after = add_months(first, 1 if len(parts) == 2 else 12)
    return first, after - timedelta(1)


def order(text: str) -> tuple[Order, ...]:
    """`-revenue,country`: a minus means the largest first."""
    return tuple(Order(name.lstrip("-"), name.startswith("-")) for name in names(text))


def top(text: str) -> Top | None:
    """`5:revenue`, or `5:revenue:country`."""
    if not text:
        return None
    count, metric, dimension = [*text.split(":"), "", ""][:3]
    if not count.isdecimal() or not metric:
        raise MetricsError("top", f"“{text}” is no top list.", "Write for example 5:revenue.")
    return Top(int(count), metric, dimension=dimension or None)
