"""Costs as pictures: areas that stand for amounts, and bars by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from lintel.estate.spending.sharing import Share
from lintel.ui.charts import PALETTE, Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
WIDE, HIGH = 1000.0, 480.0
GAP = 1.2  # left free around an area
LOW = 40.0  # a lower area holds no words
_ACROSS = "(datum.x2 - datum.x) * width / 1000"  # points on the page
Box = tuple[float, float, float, float]


def squarified(sizes: Sequence[float], box: Box) -> list[Box]:
    """Areas (x, y, width, height) of sizes that fall, filling the box with rectangles as square as may be.

    Source: Bruls, Huizing, van Wijk, “Squarified Treemaps”, Proc. Joint Eurographics and IEEE TCVG Symposium
    on Visualization, 2000. A row grows along the shorter side as long as its worst ratio does not get worse.
    """
    total = sum(sizes)
    if not sizes or total <= 0:
        return []
    x, y, width, height = box
    areas = [size * width * height / total for size in sizes]
    placed: list[Box] = []
    while areas:
        side = min(width, height)
        count = 1
        while count < len(areas) and _worst(areas[: count + 1], side) <= _worst(areas[:count], side):
            count += 1
        row, areas = areas[:count], areas[count:]
        thick, along = sum(row) / side, 0.0
        for area in row:
            long = area / thick
            placed.append((x, y + along, thick, long) if width >= height else (x + along, y, long, thick))
            along += long
        if width >= height:
            x, width = x + thick, width - thick
        else:
            y, height = y + thick, height - thick
    return placed


def _worst(row: Sequence[float], side: float) -> float:
    total = sum(row)
    return max(side**2 * max(row) / total**2, total**2 / (side**2 * min(row)))


def treemap(shares: Sequence[Share], title: str, currency: str, note: str) -> Figure:
    """Shares as areas, with their table."""
    shown = sorted((share for share in shares if share.amount > 0), key=lambda share: -share.amount)
    boxes = squarified([float(share.amount) for share in shown], (0.0, 0.0, WIDE, HIGH))
    values = [
        {
            "name": share.name, "amount": round(share.amount), "x": x + GAP, "x2": x + width - GAP,
            "y": y + GAP, "y2": y + height - GAP, "mx": x + 8, "my": y + 8,
            "kind": "rest" if share.part is None else "part",
            "label": share.name if height > LOW else "",
            "money": f"{round(share.amount):,}" if height > LOW else "",
        }
        for share, (x, y, width, height) in zip(shown, boxes, strict=True)
    ]  # fmt: skip

    def place(field: str, most: float) -> dict[str, object]:
        return {"field": field, "type": "quantitative", "axis": None,
                "scale": {"domain": [0, most], "nice": False, "reverse": most == HIGH}}  # fmt: skip

    words = {
        "align": "left", "baseline": "top", "color": "white",
        "limit": {"expr": f"max(1, {_ACROSS} - 14)"}, "opacity": {"expr": f"{_ACROSS} > 52 ? 1 : 0"},
    }  # fmt: skip
    at = {"x": place("mx", WIDE), "y": place("my", HIGH)}
    spec = {
        "$schema": SCHEMA, "data": {"values": values}, "height": 380,
        "layer": [
            {
                "mark": {"type": "rect", "cornerRadius": 3},
                "encoding": {
                    "x": place("x", WIDE), "x2": {"field": "x2"}, "y": place("y", HIGH),
                    "y2": {"field": "y2"},
                    "color": {
                        "field": "kind", "type": "nominal", "legend": None,
                        "scale": {"domain": ["part", "rest"], "range": [PALETTE[1], PALETTE[5]]},
                    },
                    "tooltip": [
                        {"field": "name", "title": "What"},
                        {"field": "amount", "title": currency, "format": ","},
                    ],
                },
            },
            {"mark": {"type": "text", **words, "fontWeight": 600, "fontSize": 12},
             "encoding": {**at, "text": {"field": "label"}}},
            {"mark": {"type": "text", **words, "dy": 17, "fontSize": 11},
             "encoding": {**at, "text": {"field": "money"}}},
        ],
        "config": {"view": {"stroke": None}},
    }  # fmt: skip
    whole = sum((share.amount for share in shown), Decimal())
    rows = [
        (share.name, f"{share.amount:,.2f}", f"{share.amount / whole:.1%}",
         ", ".join(f"{system.name} {part:,.2f}" for system, part in share.systems))
        for share in shown
    ]  # fmt: skip
    return Figure(title, spec, ["What", f"Twelve months, {currency}", "Share", "Systems"], rows, note)


def trend_bars(rows: Sequence[tuple[dt.date, str, Decimal]], currency: str) -> Figure | None:
    """What was paid month by month, by what for."""
    if not rows:
        return None
    values = [{"month": f"{month:%Y-%m}-01", "for": what, "amount": float(one)} for month, what, one in rows]
    spec = {
        "$schema": SCHEMA, "data": {"values": values}, "height": 220,
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "title": None},
            "y": {"field": "amount", "type": "quantitative", "title": currency},
            "color": {"field": "for", "type": "nominal", "title": None,
                      "legend": {"orient": "bottom", "columns": 2},
                      "scale": {"range": [PALETTE[1], PALETTE[0], PALETTE[2], PALETTE[3]]}},
        },
    }  # fmt: skip
    table = [(f"{month:%B %Y}", what, f"{one:,.2f}") for month, what, one in rows]
    return Figure(
        "Month by month", spec, ["Month", "For", f"Paid, {currency}"], table,
        "The last 24 whole months, as costs were noted in the inventory.",
    )  # fmt: skip
