"""The picture of an answer, chosen by its shape: a line for time, bars for categories, a heat map for two splits.

One chart shows figures of one unit; several units stand below each other on the same days. What is compared
with stands behind in a lighter tone. Every chart has its table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lintel.insight.asking import showing
from lintel.insight.asking.answering import Result
from lintel.insight.asking.words.periods import say
from lintel.ui.charts import Figure

MOST_BARS = 20
MOST_LINES = 6
NOW, BEFORE = "This period", "Before"


def kind_of(result: Result) -> str:
    """Which picture fits: line, bar, area, heat, or none; what was asked for, where that is possible."""
    keys = result.keys
    times = [at for at in keys if result.columns[at].role == "time"]
    if not result.rows or not keys or len(keys) > 2:
        return ""
    possible = ["heat", "bar"] if len(keys) == 2 and not times else ["bar"]
    if times:
        possible = ["line", "bar", "area"]
    wished = result.asked.chart
    if wished == "table":
        return ""
    return wished if wished in possible else possible[0]


def figure(result: Result, title: str) -> Figure | None:
    """The chart with its table; None where the answer is one number or too much for a picture."""
    kind = kind_of(result)
    if not kind:
        return None
    spec = (
        _heat(result)
        if kind == "heat"
        else _over_time(result, kind)
        if _time_at(result) is not None
        else _bars(result)
    )
    return Figure(title, spec, showing.header(result), _table(result), note=note(result))


def note(result: Result) -> str:
    """What a reader of the picture should know."""
    said = []
    if result.days:
        said.append(f"{say(*result.days)}.")
    if result.earlier_days:
        said.append(f"Compared with {say(*result.earlier_days)}.")
    if len(result.rows) > MOST_BARS and _time_at(result) is None:
        said.append(f"The chart shows the first {MOST_BARS} of {len(result.rows)}; the table has all.")
    if result.withheld:
        said.append("Some figures are withheld because they stand for too few.")
    not_agreed = [one.label for one in result.metrics if not one.agreed]
    if not_agreed:
        said.append(f"Not agreed by both offices: {', '.join(not_agreed)}.")
    return " ".join(said)


def _table(result: Result) -> list[tuple[str, ...]]:
    return [tuple(showing.cells(result, line)) for line in range(len(result.rows))]


def _time_at(result: Result) -> int | None:
    return next((at for at in result.keys if result.columns[at].role == "time"), None)


def _format(column: Any) -> str:
    return ".1%" if column.format == "percent" else ",.2~f"


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _title(result: Result, at: int) -> str:
    return next(name for name in showing.header(result) if name.startswith(result.columns[at].label))


def _over_time(result: Result, kind: str) -> dict[str, Any]:
    """Time from left to right; one colour for each category, or the period before behind the present one."""
    at = _time_at(result)
    split = next((one for one in result.keys if one != at), None)
    charts = [_timed(result, kind, at or 0, split, one) for one in result.figures]
    if len(charts) == 1:
        return charts[0]
    return {
        "vconcat": [{**chart, "width": 560, "height": 140} for chart in charts],
        "resolve": {"scale": {"color": "independent"}},
    }


def _timed(result: Result, kind: str, at: int, split: int | None, figure_at: int) -> dict[str, Any]:
    column, time = result.columns[figure_at], result.columns[at]
    shown = _largest(result, split, figure_at) if split is not None else {}
    rows = []
    for line, row in enumerate(result.rows):
        if row[at] is None or (line, figure_at) in result.withheld:
            continue
        series = (
            NOW
            if split is None
            else showing.key(row[split], result.columns[split], other=line in result.others)
        )
        if split is not None and series not in shown:
            continue
        rows.append(
            {"t": _day(row[at]), "v": _number(row[figure_at]), "s": series, "p": showing.key(row[at], time)}
        )
        if result.compared and split is None:
            before = result.earlier[line][result.figures.index(figure_at)]
            rows.append(
                {"t": _day(row[at]), "v": _number(before), "s": BEFORE, "p": showing.key(row[at], time)}
            )
    colour = _colours(result, split, shown)
    mark: dict[str, Any] = {"type": {"line": "line", "area": "area", "bar": "bar"}[kind]}
    if kind == "line":
        mark |= {"point": len(rows) <= 60, "strokeWidth": 2.5, "interpolate": "monotone"}
    if kind == "area":
        mark |= {"opacity": 0.75}
    encoding: dict[str, Any] = {
        "x": {"field": "t", "type": "temporal", "title": None, "axis": _time_axis(time.grain)},
        "y": {
            "field": "v",
            "type": "quantitative",
            "title": _title(result, figure_at),
            "axis": {"format": _axis(column), "tickCount": 5},
        },
        "tooltip": [
            {"field": "p", "title": "When"},
            *([{"field": "s", "title": "Of"}] if colour else []),
            {"field": "v", "title": column.label, "format": _format(column)},
        ],
    }
    if colour:
        encoding["color"] = colour
    return {"data": {"values": rows}, "mark": mark, "encoding": encoding}


def _colours(
    result: Result, split: int | None, shown: Sequence[str] | dict[str, float]
) -> dict[str, Any] | None:
    if split is not None:
        return {
            "field": "s",
            "type": "nominal",
            "title": result.columns[split].label,
            "scale": {"domain": list(shown)},
        }
    if result.compared:
        return {
            "field": "s",
            "type": "nominal",
            "title": None,
            "scale": {"domain": [NOW, BEFORE]},
            "legend": {"orient": "top"},
        }
    return None


def _time_axis(grain: str) -> dict[str, Any]:
    form = {"year": "%Y", "quarter": "%b %Y", "month": "%b %Y", "hour": "%d %b %H:%M"}.get(grain, "%d %b")
    return {"format": form, "labelOverlap": True, "grid": False, "tickCount": 8}


def _axis(column: Any) -> str:
    return ".0%" if column.format == "percent" else "~s"


def _day(value: dt.date | dt.datetime) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else f"{value.isoformat()}T00:00:00"


def _largest(result: Result, split: int, figure_at: int) -> dict[str, float]:
    """The categories with most of the figure: as many as lines stay apart."""
    sums: dict[str, float] = {}
    for line, row in enumerate(result.rows):
        name = showing.key(row[split], result.columns[split], other=line in result.others)
        sums[name] = sums.get(name, 0.0) + (_number(row[figure_at]) or 0.0)
    return dict(sorted(sums.items(), key=lambda one: -one[1])[:MOST_LINES])


def _bars(result: Result) -> dict[str, Any]:
    """Bars from the longest to the shortest; what is compared with as a lighter bar beside."""
    charts = [_barred(result, at) for at in result.figures]
    if len(charts) == 1:
        return charts[0]
    return {"vconcat": [{**chart, "width": 560} for chart in charts]}


def _barred(result: Result, figure_at: int) -> dict[str, Any]:
    column, rows, order = result.columns[figure_at], [], []
    split = result.keys[0]
    for line, row in enumerate(result.rows[:MOST_BARS]):
        name = showing.key(row[split], result.columns[split], other=line in result.others)
        order.append(name)
        rows.append({"k": name, "v": _number(row[figure_at]), "s": NOW})
        if result.compared:
            before = result.earlier[line][result.figures.index(figure_at)]
            rows.append({"k": name, "v": _number(before), "s": BEFORE})
    encoding: dict[str, Any] = {
        "y": {
            "field": "k",
            "type": "nominal",
            "title": None,
            "sort": order,
            "axis": {"labelLimit": 180, "ticks": False},
        },
        "x": {
            "field": "v",
            "type": "quantitative",
            "title": _title(result, figure_at),
            "axis": {"format": _axis(column), "tickCount": 5},
        },
        "tooltip": [
            {"field": "k", "title": result.columns[split].label},
            *([{"field": "s", "title": "Of"}] if result.compared else []),
            {"field": "v", "title": column.label, "format": _format(column)},
        ],
    }
    if result.compared:
        encoding["yOffset"] = {"field": "s", "sort": [NOW, BEFORE]}
        encoding["color"] = {
            "field": "s",
            "type": "nominal",
            "title": None,
            "scale": {"domain": [NOW, BEFORE]},
            "legend": {"orient": "top"},
        }
    each = 34 if result.compared else 26
    return {
        "data": {"values": rows}, "mark": {"type": "bar", "cornerRadiusEnd": 3}, "encoding": encoding,
        "height": max(90, each * len(order) + 30),
    }  # fmt: skip


def _heat(result: Result) -> dict[str, Any]:
    """Two categories crossed; the darker, the more."""
    one, two = result.keys
    at = result.figures[0]
    rows = [
        {"a": showing.key(row[one], result.columns[one], other=line in result.others),
         "b": showing.key(row[two], result.columns[two]), "v": _number(row[at])}
        for line, row in enumerate(result.rows) if (line, at) not in result.withheld
    ]  # fmt: skip
    return {
        "data": {"values": rows},
        "mark": {"type": "rect", "cornerRadius": 2},
        "encoding": {
            "y": {"field": "a", "type": "nominal", "title": result.columns[one].label, "sort": {"field": "v", "op": "sum", "order": "descending"}},
            "x": {"field": "b", "type": "nominal", "title": result.columns[two].label, "axis": {"labelAngle": -40}},
            "color": {"field": "v", "type": "quantitative", "title": _title(result, at), "scale": {"scheme": "blues"}},
            "tooltip": [
                {"field": "a", "title": result.columns[one].label}, {"field": "b", "title": result.columns[two].label},
                {"field": "v", "title": result.columns[at].label, "format": _format(result.columns[at])},
            ],
        },
        "height": max(160, 24 * len({row["a"] for row in rows}) + 60),
    }  # fmt: skip


def without_note(figure_: Figure) -> Figure:
    """The same picture where the page says around it what it is."""
    return replace(figure_, note="")
