"""The figures as charts, each with its table."""

import datetime as dt
from typing import Any

from lintel.audit.sides import OFFICES, Office
from lintel.intake.figures import Figures, Tally
from lintel.intake.models import Reason
from lintel.ui.charts import SIDES, Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
NAMES = {Office.MARKETING: "Marketing", Office.IT: "IT"}


def charts(found: Figures) -> list[Figure]:
    """Answered in time and time to agreement by month, refusals by reason, what was asked by month."""
    return [_in_time(found), _agreement(found), _reasons(found), _asked(found)]


def _side() -> dict[str, Any]:
    return {"field": "side", "type": "nominal", "title": "Asked of", "scale": {"domain": SIDES[:2]}}


def _by_month(found: Figures, title: str, unit: str, value: Any, note: str) -> Figure:
    """A line per office; months without a value are left out of the line and shown as a dash in the table."""
    points = [
        {"month": month.isoformat(), "side": NAMES[office], "value": value(tally)}
        for (office, month), tally in found.by_month.items()
        if value(tally) is not None
    ]
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "mark": {"type": "line", "point": True, "tooltip": True},
        "encoding": {
            "x": {
                "field": "month",
                "type": "temporal",
                "timeUnit": "utcyearmonth",
                "title": None,
                "axis": {"format": "%b %Y", "labelAngle": 0, "labelOverlap": True},
            },
            "y": {"field": "value", "type": "quantitative", "title": unit, "scale": {"zero": True}},
            "color": _side(),
            "shape": {
                "field": "side",
                "type": "nominal",
                "title": "Asked of",
                "scale": {"domain": SIDES[:2]},
            },
        },
    }
    rows = [
        (_month(month), *(_shown(value(found.by_month[office, month])) for office in OFFICES))
        for month in found.period.months()
    ]
    columns = ["Month", *(f"{NAMES[office]}: {unit}" for office in OFFICES)]
    return Figure(title, spec, columns, rows, note)


def _in_time(found: Figures) -> Figure:
    note = "Share of answers given by their answer-by date, by the month of the answer. Months are UTC."
    return _by_month(found, "Answered in time", "%", lambda tally: tally.in_time_percent, note)


def _agreement(found: Figures) -> Figure:
    note = "Median days from asking to agreement or settlement, by the month of the agreement."
    return _by_month(found, "Time to agreement", "days", lambda tally: tally.median_days, note)


def _asked(found: Figures) -> Figure:
    note = "By the month in which they were asked."
    return _by_month(found, "Requests asked", "requests", _number_asked, note)


def _number_asked(tally: Tally) -> int:
    return tally.asked


def _reasons(found: Figures) -> Figure:
    points = [
        {"reason": reason.label, "side": NAMES[office], "number": found.by_office[office].reasons[reason]}
        for reason in Reason
        for office in OFFICES
    ]
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "y": {
                "field": "reason",
                "type": "nominal",
                "title": None,
                "sort": "-x",
                "axis": {"labelLimit": 220},
            },
            "x": {"field": "number", "type": "quantitative", "title": "refusals", "axis": {"tickMinStep": 1}},
            "yOffset": {"field": "side", "scale": {"domain": SIDES[:2]}},
            "color": _side(),
        },
    }
    rows = [
        (reason.label, *(found.by_office[office].reasons[reason] for office in OFFICES)) for reason in Reason
    ]
    columns = ["Reason", *(f"{NAMES[office]}: refusals" for office in OFFICES)]
    return Figure("Refused, by reason", spec, columns, rows, "Every one came with an alternative.")


def _month(month: dt.date) -> str:
    return f"{month:%b %Y}"


def _shown(value: Any) -> Any:
    return "–" if value is None else value
