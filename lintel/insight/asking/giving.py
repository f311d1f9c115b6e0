"""An answer as plain values, for the API and the command line."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from lintel.insight.asking.asked import stored
from lintel.insight.asking.asking import Given


def plain(given: Given) -> dict[str, Any]:
    """Everything about an answer; numbers as numbers, days in ISO."""
    result = given.result
    first, last = result.days or (None, None)
    return {
        "text": given.text,
        "asked": stored(given.reading.asked),
        "notes": list(given.reading.notes),
        "columns": [
            {
                name: getattr(column, name)
                for name in ("name", "label", "role", "type", "unit", "format", "currency")
            }
            for column in result.columns
        ],
        "rows": [[_value(value) for value in row] for row in result.rows],
        "withheld": [list(cell) for cell in sorted(result.withheld)],
        "earlier": [[_value(value) for value in row] for row in result.earlier],
        "more": result.more,
        "first_day": first,
        "last_day": last,
        "metrics": [
            {"slug": one.slug, "label": one.label, "version": one.version, "state": one.state}
            for one in result.metrics
        ],
        "snapshots": dict(result.snapshots),
        "sql": list(result.sql),
        "milliseconds": result.milliseconds,
    }


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date | dt.datetime) else value
