"""Open findings over the looks, and two metrics week by week; each with its table."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from lintel.goals.radar.models import Scan, WeeklyValue
from lintel.ui.charts import PALETTE, Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
LEVELS = (("high", "High"), ("medium", "Medium"), ("low", "Low"))
TONES = ["#a8475d", "#9a7b1e", "#5b6472"]
DASHES = [[1, 0], [6, 3], [2, 3]]
MOST_LOOKS = 180


def trend(scans: Sequence[Scan]) -> Figure:
    """How many findings were open after the last look of each day, by severity; oldest first."""
    last: dict[dt.date, Scan] = {}
    for scan in scans:
        last[timezone.localdate(scan.at)] = scan
    points = [
        {"day": f"{day}", "severity": label, "open": getattr(scan, name)}
        for day, scan in last.items()
        for name, label in LEVELS
    ]
    names = [label for _, label in LEVELS]
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "mark": {
            "type": "line", "interpolate": "step-after", "tooltip": True,
            "point": {"filled": True, "size": 45},
        },
        "encoding": {
            "x": {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%-d %b"}},
            "y": {
                "field": "open", "type": "quantitative", "title": "open findings",
                "axis": {"tickMinStep": 1},
            },
            "color": {
                "field": "severity", "type": "nominal", "title": None, "sort": names,
                "scale": {"domain": names, "range": TONES}, "legend": {"orient": "top"},
            },
            "strokeDash": {
                "field": "severity", "type": "nominal", "title": None, "sort": names,
                "scale": {"domain": names, "range": DASHES},
            },
        },
    }  # fmt: skip
    columns = ["Day", "Open, high", "Open, medium", "Open, low", "Put off"]
    note = "After the last look of each day; put-off ones apart."
    return Figure("Open findings", spec, columns, _rows(last), note)


def _rows(last: dict[dt.date, Scan]) -> list[tuple[Any, ...]]:
    """The same figures, the newest day first."""
    return [
        (f"{day:%-d %B %Y}", *(getattr(scan, name) for name, _ in LEVELS), scan.snoozed)
        for day, scan in reversed(last.items())
    ]


def side_by_side(figures: Mapping[str, Any]) -> Figure | None:
    """Two metrics week by week, one above the other on one axis of time."""
    slugs = [str(figures["first"]), str(figures["second"])]
    labels = [str(figures["first_label"]), str(figures["second_label"])]
    found: dict[str, dict[dt.date, float]] = {slug: {} for slug in slugs}
    rows = WeeklyValue.objects.filter(metric__in=slugs).order_by("week")
    for metric, week, value in rows.values_list("metric", "week", "value"):
        found[metric][week] = value
    weeks = sorted(set(found[slugs[0]]) & set(found[slugs[1]]))
    if not weeks:
        return None
    across = {"field": "week", "type": "temporal", "title": None, "axis": {"format": "%-d %b %y"}}
    parts = [
        {
            "height": 110,
            "width": "container",
            "data": {"values": [{"week": f"{week}", "value": found[slug][week]} for week in weeks]},
            "mark": {"type": "line", "color": PALETTE[2], "point": {"size": 14}, "tooltip": True},
            "encoding": {
                "x": across,
                "y": {"field": "value", "type": "quantitative", "title": label, "scale": {"zero": False}},
            },
        }
        for slug, label in zip(slugs, labels, strict=True)
    ]
    spec = {"$schema": SCHEMA, "vconcat": parts}
    table = [(f"{week:%-d %B %Y}", *(found[slug][week] for slug in slugs)) for week in reversed(weeks)]
    note = "Each point is one week, named by its Monday. What moves together need not cause each other."
    return Figure("Week by week", spec, ["Week of", *labels], table, note)
