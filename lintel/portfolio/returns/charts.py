"""How the money may add up, what matters most, and who carries a portfolio's risk; each with its table."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from lintel.portfolio.returns.telling import HIGH, LOW, MEDIAN, QUARTER, UPPER, money, percent
from lintel.ui.charts import PALETTE, Figure
from lintel.ui.formats import date_text

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
BOTH = PALETTE[2]
MOST_ROWS = 8
MOST_MEMBERS = 12
NAMES = ["cost", "effort", "benefit", "delay"]
TONES = [PALETTE[0], PALETTE[1], PALETTE[3], PALETTE[5]]


def bands(result: dict[str, Any]) -> Figure:
    """What has come in and gone out by the end of each period, in today's money, as a band."""
    currency, begins = result["currency"], dt.date.fromisoformat(result["begins"])
    values, rows = [], []
    for band in result["bands"]:
        day, spread = _end(begins, band["period"], result["periods_per_year"]), band["discounted"]
        named = {"low": LOW, "quarter": QUARTER, "median": MEDIAN, "upper": UPPER, "high": HIGH}
        values.append({"day": f"{day}"} | {name: round(spread[at]) for name, at in named.items()})
        rows.append((date_text(day), *(money(spread[at], currency) for at in named.values())))
    x = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%b %Y"}}
    y = {"type": "quantitative", "title": f"in today’s money, {currency}", "axis": {"format": "~s"}}
    spec = {
        "$schema": SCHEMA,
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "rule", "strokeDash": [4, 4]}, "encoding": {"y": {"datum": 0}}},
            _area(x, y, "low", "high", 0.18),
            _area(x, y, "quarter", "upper", 0.32),
            {"mark": {"type": "line", "color": BOTH, "tooltip": True, "point": {"size": 25}},
             "encoding": {"x": x, "y": {**y, "field": "median"}}},
        ],
    }  # fmt: skip
    columns = [
        "By",
        "In 1 of 20 below",
        "In 1 of 4 below",
        "In the middle",
        "In 1 of 4 above",
        "In 1 of 20 above",
    ]
    note = "The dark band holds half of the cases, the light one nine of ten; the line is the middle one."
    return Figure("How the money adds up", spec, columns, rows, note)


def _area(x: dict[str, Any], y: dict[str, Any], low: str, high: str, opacity: float) -> dict[str, Any]:
    mark = {"type": "area", "color": BOTH, "opacity": opacity}
    return {"mark": mark, "encoding": {"x": x, "y": {**y, "field": low}, "y2": {"field": high}}}


def _end(begins: dt.date, period: int, periods_per_year: int) -> dt.date:
    months = begins.year * 12 + begins.month - 1 + period * 12 // periods_per_year
    return dt.date(months // 12, months % 12 + 1, 1)


def tornado(result: dict[str, Any]) -> Figure | None:
    """Which assumption matters most: the average outcome where a row turns out worst and best."""
    currency, found = result["currency"], result["influences"][:MOST_ROWS]
    if not found:
        return None
    rows = [
        (one["name"], percent(one["share"]), money(one["worst"], currency), money(one["best"], currency))
        for one in found
    ]
    columns = ["What", "Explains of the spread", "Average in its worst tenth", "Average in its best tenth"]
    note = (
        "Each bar goes from the average outcome in the tenth of cases where this turns out worst to that "
        "where it turns out best; what moves together with it moves too."
    )
    spec = _bars(found, round(result["worth"]["mean"]), currency)
    return Figure("What matters most", spec, columns, rows, note)


def _bars(found: list[dict[str, Any]], mean: int, currency: str) -> dict[str, Any]:
    values = [
        {
            "row": one["name"], "worst": round(one["worst"]), "best": round(one["best"]),
            "kind": {"one-off": "cost", "run": "cost"}.get(one["kind"], one["kind"]),
        }
        for one in found
    ]  # fmt: skip
    kinds = [name for name in NAMES if name in {one["kind"] for one in values}]
    tones = [TONES[NAMES.index(name)] for name in kinds]
    y = {"field": "row", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 220}}
    x = {
        "type": "quantitative", "title": f"net present value, {currency}",
        "axis": {"format": "~s", "tickCount": 6}, "scale": {"zero": False},
    }  # fmt: skip
    color = {
        "field": "kind", "type": "nominal", "title": None, "legend": {"orient": "top", "columns": 2},
        "scale": {"domain": kinds, "range": tones},
    }  # fmt: skip
    return {
        "$schema": SCHEMA,
        "height": {"step": 30},
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "bar", "tooltip": True, "height": 16},
             "encoding": {"y": y, "x": {**x, "field": "worst"}, "x2": {"field": "best"}, "color": color}},
            {"mark": {"type": "rule", "strokeDash": [4, 4]}, "encoding": {"x": {"datum": mean}}},
        ],
    }  # fmt: skip


def risk(result: dict[str, Any], titles: Mapping[str, str]) -> Figure:
    """Which proposals carry the risk of all of them."""
    currency = result["currency"]
    ordered = sorted(result["members"], key=lambda one: -one["risk"])
    values = [{"row": titles[one["name"]], "share": round(one["risk"], 4)} for one in ordered[:MOST_MEMBERS]]
    spec = {
        "$schema": SCHEMA,
        "height": {"step": 28},
        "data": {"values": values},
        "mark": {"type": "bar", "color": BOTH, "tooltip": True, "height": 16},
        "encoding": {
            "y": {"field": "row", "type": "nominal", "title": None, "sort": None,
                  "axis": {"labelLimit": 260}},
            "x": {
                "field": "share", "type": "quantitative", "title": "part of the risk of all",
                "axis": {"format": "%", "tickCount": 6},
            },
        },
    }  # fmt: skip
    rows = [
        (
            titles[one["name"]], percent(max(0.0, one["risk"])), money(one["mean"], currency),
            money(one["deviation"], currency), percent(one["chance_of_loss"]),
        )
        for one in ordered[:MOST_MEMBERS]
    ]  # fmt: skip
    columns = ["Proposal", "Part of the risk", "Average", "Spread (standard deviation)", "Chance of a loss"]
    more = len(ordered) - len(values)
    note = f"The first {len(values)}; {more} more are in the list below." if more > 0 else ""
    return Figure("Who carries the risk", spec, columns, rows, note)
