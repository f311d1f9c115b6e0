"""Own and market lines over time, with the events of that time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lintel.insight.context.comparing import Comparison
from lintel.insight.context.happenings import Happening
from lintel.ui.charts import Figure

GREY = "#5b6472"


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
    spec: dict[str, Any] = layers[0].to_dict()
    days = sorted({day for line in found.lines for day in line.values})
    if events and days:
        spec = _layered(spec, marks(events, days[0], days[-1]))
    return Figure(title, spec, *_table(found, events), note=" ".join(found.notes))


def is_over_time(figure: Figure) -> bool:
    """Whether a picture runs along time, so that events can stand on it."""
    spec = figure.spec if isinstance(figure.spec, dict) else {}
    across = spec.get("encoding", {}).get("x", {})
    return isinstance(across, dict) and across.get("type") == "temporal"


def annotated(figure: Figure, events: Sequence[Happening], days: tuple[dt.date, dt.date]) -> Figure:
    """The same figure with what happened from a day to a day behind its lines; the table stays as it is."""
    if not events or not is_over_time(figure):
        return figure
    return replace(figure, spec=_layered(figure.spec, marks(events, *days)))


def _layered(spec: dict[str, Any], below: list[dict[str, Any]]) -> dict[str, Any]:
    """A spec of one layer with others behind it; what is not the layer's own stays outside."""
    own = {name: spec[name] for name in ("mark", "encoding", "data") if name in spec}
    rest = {name: value for name, value in spec.items() if name not in own}
    return {**rest, "layer": [*below, own]}


def marks(events: Sequence[Happening], first: dt.date, last: dt.date) -> list[dict[str, Any]]:
    """Layers behind any chart over time: a band for several days, a line for a single one; both say what
    it is when one points at them. What reaches beyond the chart is cut off, so that the axis stays."""
    rows = [
        {
            "from": f"{max(one.first, first)}T00:00:00",
            "to": f"{min(one.last, last) + dt.timedelta(days=1)}T00:00:00",
            "event": one.name,
            "kind": one.kind_label,
            "when": str(one.first) if one.first == one.last else f"{one.first} to {one.last}",
            "long": one.first != one.last,
        }
        for one in events
        if one.first <= last and one.last >= first
    ]
    tip = [{"field": name, "title": name.capitalize()} for name in ("event", "kind", "when")]
    across = {"field": "from", "type": "temporal"}
    shapes: dict[bool, dict[str, Any]] = {
        True: {
            "mark": {"type": "rect", "color": GREY, "opacity": 0.13},
            "encoding": {"x": across, "x2": {"field": "to"}, "tooltip": tip},
        },
        False: {
            "mark": {"type": "rule", "color": GREY, "opacity": 0.6, "strokeDash": [3, 3], "strokeWidth": 1.5},
            "encoding": {"x": across, "tooltip": tip},
        },
    }
    found = {long: [row for row in rows if row["long"] is long] for long in shapes}
    # A layer of nothing has no extent, which the library complains about.
    return [{"data": {"values": found[long]}, **shape} for long, shape in shapes.items() if found[long]]


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
