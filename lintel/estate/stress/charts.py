"""What matters most, and before and after, as charts; each with its table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lintel.estate.stress.telling import percent
from lintel.ui.charts import PALETTE, Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def importance(found: Mapping[str, Any] | None) -> Figure | None:
    """Of the time for which a touchpoint is down, the share that goes when a failure never happens."""
    if not found:
        return None
    values = [{"name": one["name"], "share": one["share"]} for one in found["rows"]]
    spec = {
        "$schema": SCHEMA,
        "data": {"values": values},
        "height": {"step": 26},
        "mark": {"type": "bar", "color": PALETTE[2], "tooltip": True, "cornerRadiusEnd": 2},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": "-x", "title": None,
                  "axis": {"labelLimit": 200}},
            "x": {"field": "share", "type": "quantitative", "title": "share of the time it is down",
                  "axis": {"format": "%", "tickCount": 6}},
        },
    }  # fmt: skip
    rows = [
        (one["name"], percent(one["share"]), f"{one['chance'] * 100:.3g} %", f"{one['birnbaum']:.3g}",
         "–" if one["fussell_vesely"] is None else percent(one["fussell_vesely"]))
        for one in found["rows"]
    ]  # fmt: skip
    columns = ["What fails", "Of its time down", "Down by itself", "Birnbaum", "Fussell–Vesely"]
    note = (
        "The share of its time down that would go if this never failed. Shares can add up to more than all, "
        "for it often takes two."
    )
    return Figure(f"What matters most for {found['of']}", spec, columns, rows, note)


def before_and_after(result: Mapping[str, Any]) -> Figure | None:
    """The service of each touchpoint that differs, before and after."""
    differing = [one for one in result["differences"] if one["gained"] is None or abs(one["gained"]) > 1e-9]
    if not differing:
        return None
    words = {"before": "Before", "after": "After"}
    values = [
        {"name": one["name"], "when": words[side], "service": one[side]["service"]["value"]}
        for one in differing
        for side in words
        if one[side]
    ]
    spec = {
        "$schema": SCHEMA,
        "data": {"values": values},
        "height": {"step": 18},
        "mark": {"type": "bar", "tooltip": True, "cornerRadiusEnd": 2},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None,
                  "axis": {"labelLimit": 200}},
            "yOffset": {"field": "when", "sort": ["Before", "After"]},
            "x": {"field": "service", "type": "quantitative", "title": "share of what it does at its best",
                  "axis": {"format": "%"}, "scale": {"domain": [0, 1]}},
            "color": {"field": "when", "sort": ["Before", "After"], "title": None,
                      "scale": {"domain": ["Before", "After"], "range": [PALETTE[5], PALETTE[2]]}},
        },
    }  # fmt: skip
    rows = [
        (one["name"], *(percent(one[side]["service"]["value"]) if one[side] else "–" for side in words))
        for one in differing
    ]
    return Figure("What touchpoints do, before and after", spec, ["Touchpoint", "Before", "After"], rows)
