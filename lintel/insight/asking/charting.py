"""The picture of an answer, chosen by its shape: a line for time, bars for categories, a heat map for two
splits.

Each figure has a picture of its own, so that no axis carries two units. What is compared with stands in a
lighter tone of the same colour. Every picture has its table.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from lintel.insight.asking import showing, silences
from lintel.insight.asking.answering import Result
from lintel.insight.asking.words.periods import say
from lintel.ui.charts import Figure

MOST_BARS = 20
MOST_LINES = 6
MANY_POINTS = 60  # from which single points are not drawn
SMALL = {"width": 560}


def kind_of(result: Result) -> str:
    """Which picture fits: line, bar, area, heat, or none; what was asked for, where that is possible."""
    keys = result.keys
    if not result.rows or not keys or len(keys) > 2 or result.asked.chart == "table":
        return ""
    if _time_at(result) is not None:
        possible = ["line", "bar", "area"]
    else:
        possible = ["heat", "bar"] if len(keys) == 2 else ["bar"]
    return result.asked.chart if result.asked.chart in possible else possible[0]


def figures(result: Result, title: str, *, most: int = MOST_BARS) -> list[Figure]:
    """A picture for each figure; none where the answer is one number or too much for a picture."""
    if not kind_of(result):
        return []
    columns, rows = showing.header(result), _table(result)
    alone = len(result.figures) == 1
    return [
        Figure(title if alone else result.columns[at].label, _spec(result, at, most), columns, rows)
        for at in result.figures
        if silences.has_values(result, at)
    ]


def figure(result: Result, title: str) -> Figure | None:
    """All pictures below each other as one, for a file."""
    if not kind_of(result):
        return None
    specs = [_spec(result, at, MOST_BARS) for at in result.figures if silences.has_values(result, at)]
    if not specs:
        return None
    spec = specs[0] if len(specs) == 1 else {"vconcat": [{**one, **SMALL} for one in specs]}
    return Figure(title, spec, showing.header(result), _table(result), note=note(result))


def note(result: Result) -> str:
    """What a reader of the picture should know."""
    said = []
    if result.days:
        said.append(f"{say(*result.days)}.")
    if result.earlier_days:
        said.append(f"Compared with {say(*result.earlier_days)}.")
    said += remarks(result)
    not_agreed = [one.label for one in result.metrics if not one.agreed]
    if not_agreed:
        said.append(f"Not agreed by both offices: {', '.join(not_agreed)}.")
    return " ".join(said)


def remarks(result: Result, most: int = MOST_BARS) -> list[str]:
    """What does not show in the picture, or in the figures at all."""
    said = []
    if len(result.rows) > most and kind_of(result) == "bar" and _time_at(result) is None:
        said.append(f"The chart shows the first {most} of {len(result.rows)}; the table has all.")
    if result.withheld:
        said.append("Some figures are withheld because they stand for too few.")
    return said


def _table(result: Result) -> list[tuple[str, ...]]:
    return [tuple(showing.cells(result, line)) for line in range(len(result.rows))]


def _spec(result: Result, figure_at: int, most: int) -> dict[str, Any]:
    kind, at = kind_of(result), _time_at(result)
    if kind == "heat":
        return _heat(result, figure_at)
    if at is not None:
        return _timed(result, kind, at, figure_at)
    return _bars(result, figure_at, most)


def _time_at(result: Result) -> int | None:
    return next((at for at in result.keys if result.columns[at].role == "time"), None)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _format(column: Any) -> str:
    return ".1%" if column.format == "percent" else ",.2~f"


def _axis(column: Any, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Thousands as k where there are thousands; else as they are."""
    largest = max((abs(row["v"]) for row in rows if row["v"] is not None), default=0)
    form = ".0%" if column.format == "percent" else "~s" if largest >= 10_000 else ",.2~f"
    return {"format": form, "tickCount": 5}


def _title(column: Any) -> str:
    unit = {"percent": "", "money": column.currency}.get(column.format, column.unit)
    return (
        f"{column.label} ({unit})"
        if unit and unit.casefold() not in column.label.casefold()
        else column.label
    )


def _series(result: Result) -> tuple[str, str]:
    """What the present and the earlier period are called."""
    now = say(*result.days) if result.days else "All time"
    return now, say(*result.earlier_days) if result.earlier_days else ""


def _lighter(result: Result) -> dict[str, Any]:
    """The encoding by which the earlier period is lighter."""
    return {
        "field": "s", "type": "nominal", "title": None, "sort": list(_series(result)),
        "scale": {"domain": list(_series(result)), "range": [1, 0.35]}, "legend": {"orient": "top",
        "direction": "vertical"},
    }  # fmt: skip


def _timed(result: Result, kind: str, at: int, figure_at: int) -> dict[str, Any]:
    """Time from left to right; one colour for each category, or the earlier period behind the present one."""
    column = result.columns[figure_at]
    split = next((one for one in result.keys if one != at), None)
    shown = _largest(result, split, figure_at) if split is not None else []
    rows = _points(result, at, split, figure_at, shown)
    encoding: dict[str, Any] = {
        "x": {"field": "t", "type": "temporal", "title": None, "axis": _time_axis(result.columns[at].grain)},
        "y": {"field": "v", "type": "quantitative", "title": _title(column), "axis": _axis(column, rows)},
        "tooltip": [
            {"field": "p", "title": "When"},
            *([{"field": "s", "title": "Of"}] if split is not None or result.compared else []),
            {"field": "v", "title": column.label, "format": _format(column)},
        ],
    }
    if split is not None:
        title = result.columns[split].label
        encoding["color"] = {"field": "s", "type": "nominal", "title": title, "scale": {"domain": shown}}
    elif result.compared:
        encoding["opacity"] = _lighter(result)
        if kind == "bar":
            encoding["xOffset"] = {"field": "s", "sort": list(reversed(_series(result)))}
            encoding["x"] |= {"type": "ordinal", "timeUnit": "utcyearmonthdate"}
    return {"data": {"values": rows}, "mark": _mark(kind, len(rows)), "encoding": encoding}


def _mark(kind: str, points: int) -> dict[str, Any]:
    match kind:
        case "area":
            return {"type": "area", "opacity": 0.8}
        case "bar":
            return {"type": "bar", "cornerRadiusEnd": 2}
    return {"type": "line", "point": points <= MANY_POINTS, "strokeWidth": 2.5, "interpolate": "monotone"}


def _points(
    result: Result, at: int, split: int | None, figure_at: int, shown: Sequence[str]
) -> list[dict[str, Any]]:
    now, before = _series(result)
    time, place = result.columns[at], result.figures.index(figure_at)
    rows = []
    for line, row in enumerate(result.rows):
        if row[at] is None or (line, figure_at) in result.withheld:
            continue
        name = now if split is None else _name(result, line, split)
        if split is not None and name not in shown:
            continue
        point = {"t": _moment(row[at]), "p": showing.key(row[at], time)}
        if result.compared and split is None:
            rows.append({**point, "v": _number(result.earlier[line][place]), "s": before})
        rows.append({**point, "v": _number(row[figure_at]), "s": name})
    return rows


def _name(result: Result, line: int, at: int) -> str:
    return showing.key(result.rows[line][at], result.columns[at], other=line in result.others)


def _time_axis(grain: str) -> dict[str, Any]:
    form = {"year": "%Y", "quarter": "%b %Y", "month": "%b %Y", "hour": "%d %b %H:%M"}.get(grain, "%-d %b")
    return {"format": form, "labelOverlap": True, "labelSeparation": 8, "grid": False, "tickCount": 8}


def _moment(value: dt.date | dt.datetime) -> str:
    return value.isoformat() if isinstance(value, dt.datetime) else f"{value.isoformat()}T00:00:00"


def _largest(result: Result, split: int, figure_at: int) -> list[str]:
    """The categories with most of the figure: as many as lines stay apart."""
    sums: dict[str, float] = {}
    for line, row in enumerate(result.rows):
        name = _name(result, line, split)
        sums[name] = sums.get(name, 0.0) + (_number(row[figure_at]) or 0.0)
    return sorted(sums, key=lambda name: -sums[name])[:MOST_LINES]


def _bars(result: Result, figure_at: int, most: int) -> dict[str, Any]:
    """Bars in the order of the answer; what is compared with as a lighter bar below."""
    column, split = result.columns[figure_at], result.keys[0]
    now, before = _series(result)
    rows: list[dict[str, Any]] = []
    order: list[str] = []
    for line in range(min(most, len(result.rows))):
        name = " · ".join(_name(result, line, at) for at in result.keys)
        order.append(name)
        rows.append({"k": name, "v": _number(result.rows[line][figure_at]), "s": now})
        if result.compared:
            earlier = result.earlier[line][result.figures.index(figure_at)]
            rows.append({"k": name, "v": _number(earlier), "s": before})
    axis = {"labelLimit": 180, "ticks": False, "domain": False}
    encoding: dict[str, Any] = {
        "y": {"field": "k", "type": "nominal", "title": None, "sort": order, "axis": axis},
        "x": {"field": "v", "type": "quantitative", "title": _title(column), "axis": _axis(column, rows)},
        "tooltip": [
            {"field": "k", "title": result.columns[split].label},
            *([{"field": "s", "title": "Of"}] if result.compared else []),
            {"field": "v", "title": column.label, "format": _format(column)},
        ],
    }
    if result.compared:
        encoding |= {"yOffset": {"field": "s", "sort": [now, before]}, "opacity": _lighter(result)}
    each = 34 if result.compared else 26
    mark = {"type": "bar", "cornerRadiusEnd": 3}
    return {
        "data": {"values": rows}, "mark": mark, "encoding": encoding, "height": max(90,
        each * len(order) + 30),
    }  # fmt: skip


def _heat(result: Result, figure_at: int) -> dict[str, Any]:
    """Two categories crossed; the darker, the more."""
    one, two = result.keys
    rows = [
        {"a": _name(result, line, one), "b": _name(result, line, two), "v": _number(row[figure_at])}
        for line, row in enumerate(result.rows)
        if (line, figure_at) not in result.withheld
    ]
    column, first, second = result.columns[figure_at], result.columns[one].label, result.columns[two].label
    by_size = {"field": "v", "op": "sum", "order": "descending"}
    return {
        "data": {"values": rows},
        "mark": {"type": "rect", "cornerRadius": 2},
        "encoding": {
            "y": {"field": "a", "type": "nominal", "title": first, "sort": by_size},
            "x": {"field": "b", "type": "nominal", "title": second, "axis": {"labelAngle": -40}},
            "color": {
                "field": "v", "type": "quantitative", "title": _title(column), "scale": {"scheme": "purples"},
            },
            "tooltip": [
                {"field": "a", "title": first}, {"field": "b", "title": second},
                {"field": "v", "title": column.label, "format": _format(column)},
            ],
        },
        "height": max(190, 34 * len({row["a"] for row in rows}) + 60),
    }  # fmt: skip
