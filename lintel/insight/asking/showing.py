"""Values as people read them: numbers with units, days by their grain, changes with their direction."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lintel.insight.asking.answering import Result, change
from lintel.insight.asking.words.periods import say

if TYPE_CHECKING:
    from lintel.engines.metrics import Column

WITHHELD = "too few"  # stands for a figure about so few that it would tell of somebody
NOTHING = "–"
UNKNOWN = "Not known"
OTHER = "All others"


def figure(value: Any, column: Column, *, bare: bool = False) -> str:
    """A metric's value; `bare` where the header of its column has the currency."""
    if value is None:
        return NOTHING
    number = float(value)
    if column.format == "percent":
        return f"{number * 100:,.1f} %"
    if column.format == "money":
        digits = 0 if abs(number) >= 1000 else 2
        return f"{number:,.{digits}f}" + ("" if bare else f" {column.currency}".rstrip())
    text = f"{number:,.0f}" if number == int(number) or abs(number) >= 1000 else f"{number:,.2f}"
    return f"{text} {column.unit}" if column.unit in {"days", "hours", "minutes", "s", "h"} else text


def key(value: Any, column: Column, *, other: bool = False) -> str:
    """The value of a split."""
    if value is None:
        return OTHER if other else UNKNOWN
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, dt.datetime | dt.date) and column.role == "time":
        return bucket(value, column.grain)
    return str(value)


def bucket(value: dt.date | dt.datetime, grain: str) -> str:
    """A bucket of time by its grain."""
    match grain:
        case "hour" if isinstance(value, dt.datetime):
            return f"{value.day} {value:%b %Y, %H:00}"
        case "week":
            return f"week of {value.day} {value:%b %Y}"
        case "month" | "fiscal_month":
            return f"{value:%b %Y}"
        case "quarter":
            return f"Q{(value.month + 2) // 3} {value.year}"
        case "year":
            return str(value.year)
        case "fiscal_quarter" | "fiscal_year":
            return f"from {value.day} {value:%b %Y}"
    return f"{value.day} {value:%b %Y}"


def moved(now: Any, before: Any) -> str:
    """The change in per cent with its sign."""
    share = change(now, before)
    return NOTHING if share is None else f"{share * 100:+,.1f} %".replace("-", "−")


def tone(now: Any, before: Any, better: str) -> str:
    """Whether a change is good, bad, or neither."""
    share = change(now, before)
    if share is None or not better or abs(share) < 0.0005:
        return ""
    return "good" if (share > 0) == (better == "up") else "bad"


def header(result: Result, *, short: bool = False) -> list[str]:
    """What the columns are called, with units; `short` where the page says beside it which days are
    compared."""
    names = []
    alone = len(result.figures) == 1
    before = "Year before" if result.asked.versus == "year" else "Period before"
    for column in result.columns:
        if column.role == "time" and column.grain:
            names.append(column.grain.replace("_", " ").capitalize())
            continue
        unit = {"percent": "%", "money": column.currency}.get(column.format, column.unit)
        told = column.role == "metric" and unit and unit.casefold() not in column.label.casefold()
        names.append(f"{column.label} ({unit})" if told else column.label)
        if column.role == "metric" and result.earlier_days:
            if short:
                names += [before, "Change"] if alone else [f"{column.label}, {before.lower()}", "Change"]
            else:
                names += [f"{column.label}, {say(*result.earlier_days)}", f"{column.label}, change"]
    return names


def cells(result: Result, line: int) -> list[str]:
    """A row as text."""
    row, found = result.rows[line], []
    for at, column in enumerate(result.columns):
        if column.role != "metric":
            found.append(key(row[at], column, other=line in result.others))
            continue
        hidden = (line, at) in result.withheld
        found.append(WITHHELD if hidden else figure(row[at], column, bare=True))
        if result.compared:
            before = result.earlier[line][result.figures.index(at)]
            found += [figure(before, column, bare=True), NOTHING if hidden else moved(row[at], before)]
    return found


def values(result: Result, line: int) -> list[Any]:
    """A row as a file holds it: numbers as numbers, days as days."""
    row = result.rows[line]
    found: list[Any] = []
    for at, column in enumerate(result.columns):
        if column.role != "metric":
            value = row[at]
            found.append(
                value if isinstance(value, dt.date) else key(value, column, other=line in result.others)
            )
            continue
        hidden = (line, at) in result.withheld
        found.append(WITHHELD if hidden else _number(row[at]))
        if result.compared:
            before = result.earlier[line][result.figures.index(at)]
            share = None if hidden else change(row[at], before)
            found += [_number(before), share]
    return found


def _number(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | Decimal) else str(value)
