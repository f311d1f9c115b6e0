"""The metric beside what would have come, what it cost by quarter, and how estimates came true."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from lintel.portfolio.outcomes.costs import Costs
from lintel.portfolio.outcomes.estimating import Made
from lintel.portfolio.outcomes.models import Measurement
from lintel.portfolio.outcomes.saying import amount
from lintel.ui.charts import PALETTE, Figure
from lintel.ui.formats import NOTHING, date_text, money_text

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
BOTH, MARKETING, IT = PALETTE[2], PALETTE[0], PALETTE[1]
BEFORE = 52  # steps before the delivery that are drawn; the table has those after it
MOST_ESTIMATES = 30


def counterfactual(row: Measurement) -> Figure:
    """What was measured, and from the delivery on what would have come without it, with its band."""
    told, unit = row.told, row.unit
    points = told["points"]
    shown = points[max(0, told["before"] - BEFORE) :]
    values = [
        {
            "day": one["day"], "actual": one["actual"], "expected": one["expected"],
            "low": one["expected_low"], "high": one["expected_high"],
        }
        for one in shown
    ]  # fmt: skip
    axis: dict[str, Any] = {"format": "~%"} if unit == "%" else {"format": "~s"}
    title = f"{told['metric']}, {unit}" if unit and unit != "%" else told["metric"]
    y = {"type": "quantitative", "title": title, "axis": axis, "scale": {"zero": False}}
    x = {"field": "day", "type": "temporal", "title": None, "axis": {"format": "%b %Y", "tickCount": 8}}
    spec = {
        "$schema": SCHEMA,
        "height": 300,
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "area", "color": IT, "opacity": 0.18},
             "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}},
            {"mark": {"type": "line", "color": IT, "strokeDash": [5, 3], "tooltip": True},
             "encoding": {"x": x, "y": {**y, "field": "expected"}}},
            {"mark": {"type": "line", "color": BOTH, "tooltip": True},
             "encoding": {"x": x, "y": {**y, "field": "actual"}}},
            {"mark": {"type": "rule", "color": PALETTE[5]},
             "encoding": {"x": {"datum": {"expr": f"toDate('{row.delivered_on}')"}, "type": "temporal"}}},
        ],
    }  # fmt: skip
    rows = [
        (
            _day(one["day"]), amount(one["actual"], unit) if one["actual"] is not None else NOTHING,
            amount(one["expected"], unit),
            f"{amount(one['expected_low'], unit)} to {amount(one['expected_high'], unit)}",
        )
        for one in points[told["before"] :]
    ]  # fmt: skip
    note = (
        "The solid line is what was measured; the dashed one what would have come without the delivery (the "
        f"upright line), with the band that holds it in {told['level']:.0%} of cases.".replace("%", " %")
    )
    columns = [f"{row.step.capitalize()} from", "Measured", "Expected without it", "Between"]
    return Figure(f"{told['metric']}, before and after", spec, columns, rows, note)


def placebos(row: Measurement) -> Figure | None:
    """The effect beside those that the same method finds at dates at which nothing happened."""
    told = row.told
    if not told["placebos"]:
        return None
    values = [
        {"errors": round(one["errors"], 3), "kind": "nothing happened", "day": one["day"]}
        for one in told["placebos"]
    ]
    values.append({"errors": round(told["errors"], 3), "kind": "the delivery", "day": told["at"]})
    spec = {
        "$schema": SCHEMA,
        "height": 90,
        "data": {"values": values},
        "mark": {"type": "tick", "thickness": 3, "size": 36, "tooltip": True},
        "encoding": {
            "x": {
                "field": "errors", "type": "quantitative", "title": "difference, in standard errors",
                "axis": {"tickCount": 8},
            },
            "color": {
                "field": "kind", "type": "nominal", "title": None, "legend": {"orient": "top"},
                "scale": {"domain": ["nothing happened", "the delivery"], "range": [PALETTE[5], BOTH]},
            },
        },
    }  # fmt: skip
    rows = [(_day(one["day"]), one["kind"], one["errors"]) for one in values]
    note = (
        f"Each over {told['compared_steps']} {told['step']}s. If grey marks reach as far, it may be chance."
    )
    return Figure("Dates at which nothing happened", spec, ["Date", "What", "Standard errors"], rows, note)


def cost(costs: Costs) -> Figure | None:
    """Promised and paid by fiscal quarter."""
    if not costs.quarters:
        return None
    kinds = ("promised", "paid")
    values = [
        {"quarter": one.name, "kind": kind, "amount": float(getattr(one, kind))}
        for one in costs.quarters
        for kind in kinds
    ]
    axis: dict[str, Any] = {"labelAngle": 0}
    y = {"field": "amount", "type": "quantitative", "title": costs.currency, "axis": {"format": "~s"}}
    spec = {
        "$schema": SCHEMA,
        "data": {"values": values},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {"field": "quarter", "type": "nominal", "title": None, "sort": None, "axis": axis},
            "xOffset": {"field": "kind", "sort": list(kinds)},
            "y": y,
            "color": {
                "field": "kind", "type": "nominal", "title": None, "legend": {"orient": "top"},
                "scale": {"domain": list(kinds), "range": [PALETTE[5], BOTH]},
            },
        },
    }  # fmt: skip
    rows = [
        (one.name, *(money_text(amount, costs.currency) for amount in (one.promised, one.paid, one.variance)))
        for one in costs.quarters
    ]
    columns = ["Fiscal quarter", "Promised", "Paid", "More (or less) than promised"]
    return Figure("Cost by fiscal quarter", spec, columns, rows, "The running quarter counts up to today.")


def estimates(made: Sequence[Made], title: str) -> Figure | None:
    """Each range with its actual value, all in units of the likely value."""
    shown = list(made)[:MOST_ESTIMATES]
    if not shown:
        return None
    values = [
        {
            "row": f"{number}. {one.title}", "low": float(one.low / one.likely),
            "high": float(one.high / one.likely), "actual": float(one.actual / one.likely),
            "place": "within" if one.low <= one.actual <= one.high else "outside",
        }
        for number, one in enumerate(shown, 1)
    ]  # fmt: skip
    y = {"field": "row", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 260}}
    x = {
        "type": "quantitative", "title": "times the likely value", "axis": {"tickCount": 6},
        "scale": {"zero": False},
    }  # fmt: skip
    color = {
        "field": "place", "type": "nominal", "title": None, "legend": {"orient": "top"},
        "scale": {"domain": ["within", "outside"], "range": [PALETTE[3], PALETTE[6]]},
    }  # fmt: skip
    shape = {"field": "place", "type": "nominal", "title": None,
             "scale": {"domain": ["within", "outside"], "range": ["circle", "triangle-up"]}}  # fmt: skip
    spec = {
        "$schema": SCHEMA,
        "height": {"step": 24},
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 4, "color": PALETTE[5], "opacity": 0.5},
             "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "size": 70, "tooltip": True},
             "encoding": {"y": y, "x": {**x, "field": "actual"}, "color": color, "shape": shape}},
            {"mark": {"type": "rule", "strokeDash": [4, 4]}, "encoding": {"x": {"datum": 1}}},
        ],
    }  # fmt: skip
    rows = [
        (one.title, *(f"{float(value):,.0f}" for value in (one.low, one.likely, one.high, one.actual)))
        for one in shown
    ]
    note = "The bar is the promised range, the mark what came, the dashed line the likely value."
    return Figure(title, spec, ["Proposal", "At least", "Most likely", "At most", "Actual"], rows, note)


def _day(text: str) -> str:
    return date_text(dt.date.fromisoformat(text))
