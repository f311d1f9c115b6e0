"""Own and market lines over time, with the events of that time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from lintel.insight.context.comparing import Comparison
from lintel.insight.context.happenings import Happening
from lintel.ui.charts import Figure


def figure(title: str, found: Comparison, events: Sequence[Happening]) -> Figure:
    """The chart and its table; the table names the events of each period."""
    import altair as alt

    rows = [
        {"day": day.isoformat(), "line": line.label, "value": value}
        for line in found.lines
        for day, value in sorted(line.values.items())
    ]
    labels = [line.label for line in found.lines]
    unit = found.unit or "Value"
    layers: list[Any] = [
        alt.Chart({"values": rows})
        .mark_line(point=len(rows) < 150)
        .encode(
            x=alt.X("day:T", title=None),
            y=alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False)),
            color=alt.Color("line:N", title=None, scale=alt.Scale(domain=labels)),
            strokeDash=alt.StrokeDash("line:N", title=None, scale=alt.Scale(domain=labels)),
            tooltip=[
                alt.Tooltip("day:T", title="Period"),
                alt.Tooltip("line:N", title="Line"),
                alt.Tooltip("value:Q", title=unit, format=",.2f"),
            ],
        )
    ]
    if events:
        layers += marks(events)
    return Figure(title, alt.layer(*layers), *_table(found, events), note=" ".join(found.notes))


def marks(events: Sequence[Happening]) -> list[Any]:
    """Layers that show events on any chart over time: a band for days, a rule at the first day, a tip."""
    import altair as alt

    rows = [
        {
            "from": one.first.isoformat(),
            "to": (one.last + dt.timedelta(days=1)).isoformat(),
            "event": one.name,
            "kind": one.kind_label,
        }
        for one in events
    ]
    tip = [alt.Tooltip("event:N", title="Event"), alt.Tooltip("kind:N", title="Kind"),
           alt.Tooltip("from:T", title="From"), alt.Tooltip("to:T", title="Until")]  # fmt: skip
    base: Any = alt.Chart({"values": rows})
    band = base.mark_rect(opacity=0.12, color="#5b6472").encode(x="from:T", x2="to:T", tooltip=tip)
    rule = base.mark_rule(strokeDash=[3, 3], color="#5b6472").encode(x="from:T", tooltip=tip)
    return [band, rule]


def _table(found: Comparison, events: Sequence[Happening]) -> tuple[list[str], list[tuple[Any, ...]]]:
    days = sorted({day for line in found.lines for day in line.values})
    unit = f" ({found.unit})" if found.unit else ""
    columns = ["Period", *(f"{line.label}{unit}" for line in found.lines), "Events"]
    rows = []
    for number, day in enumerate(days):
        until = days[number + 1] if number + 1 < len(days) else dt.date.max
        names = ", ".join(one.name for one in events if one.first < until and one.last >= day)
        values = (line.values.get(day) for line in found.lines)
        rows.append((day, *(None if value is None else round(value, 2) for value in values), names))
    return columns, rows
