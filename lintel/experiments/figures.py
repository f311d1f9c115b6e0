"""Charts and tables of experiments; every chart has its table, and all of them can be had as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lintel.engines.evidence.figures import number, percent
from lintel.experiments.models import Analysis, Experiment
from lintel.experiments.planning import Power
from lintel.ui.charts import PALETTE, Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
BOTH = PALETTE[2]
HEADER = (
    "Metric", "Role", "Variant", "Units", "Value", "Control", "Control’s units", "Control’s value",
    "Difference", "Difference from", "Difference to", "Lift", "Lift from", "Lift to", "p", "p corrected",
    "Method", "Variance saved",
)  # fmt: skip


def power_figure(experiment: Experiment, power: Power) -> Figure | None:
    """What how many units find, with the planned number marked."""
    size = power.size
    if size is None or not power.curve:
        return None
    share = experiment.measures.all()[0].kind == "proportion"
    values = [
        {"units": point.units, "difference": point.difference * (100 if share else 1)}
        for point in power.curve
    ]
    title = "smallest difference found" + (", points" if share else "")
    mark = {"x": {"datum": size.total}, "y": {"datum": abs(size.difference) * (100 if share else 1)}}
    spec: dict[str, Any] = {
        "$schema": SCHEMA,
        "height": 220,
        "layer": [
            {
                "data": {"values": values},
                "mark": {"type": "line", "color": BOTH, "tooltip": True},
                "encoding": {
                    "x": {"field": "units", "type": "quantitative", "title": f"{experiment.unit}s in all",
                          "scale": {"type": "log", "nice": False}, "axis": {"format": "~s", "tickCount": 5}},
                    "y": {"field": "difference", "type": "quantitative", "title": title,
                          "scale": {"zero": True}},
                },
            },
            {"mark": {"type": "point", "filled": True, "size": 90, "color": BOTH}, "encoding": mark,
             "data": {"values": [{}]}},
        ],
    }  # fmt: skip
    rows = [
        (f"{point.units:,}", amount(point.difference, share), percent(point.lift)) for point in power.curve
    ]
    columns = [f"{experiment.unit.capitalize()}s in all", "Smallest difference found", "Relative to today"]
    note = f"The dot is the plan: {size.total:,} in all, found with a probability of {experiment.power:.0%}."
    return Figure("What how many units find", spec, columns, rows, note)


def amount(value: float | None, share: bool) -> str:
    """A difference in the metric's own unit; shares differ by points."""
    if value is None:
        return "–"
    return f"{number(100 * value)} points" if share else number(value)


def loss(value: float, share: bool) -> str:
    """An expected loss; below a hundredth of a point it is as good as none."""
    return "under 0.01 points" if share and value < 0.0001 else amount(value, share)


def level(value: float | None, share: bool) -> str:
    """A value of a metric."""
    if value is None:
        return "–"
    return percent(value) if share else number(value)


def result_figure(analysis: Analysis) -> Figure:
    """Each metric's relative change with its interval, beside no change at all."""
    rows: list[tuple[Any, ...]] = []
    values: list[dict[str, Any]] = []
    for one in analysis.finding["comparisons"]:
        share = one["measure"]["kind"] == "proportion"
        lift, difference = one["lift"], one["difference"]
        rows.append(
            (
                one["measure"]["name"], one["variant"], level(one["variant_value"], share),
                level(one["control_value"], share), _span(difference, share), _lift(lift),
                f"{one['adjusted']:.2g}",
            )
        )  # fmt: skip
        if lift["estimate"] is not None:
            name = f"{one['measure']['name']}, {one['variant']}"
            values.append({"metric": name, **{key: 100 * lift[key] for key in ("estimate", "low", "high")}})
    y = {"field": "metric", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 220}}
    x = {"type": "quantitative", "title": "change against the control, %"}
    spec: dict[str, Any] = {
        "$schema": SCHEMA,
        "height": 60 + 44 * len(values),
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "rule", "strokeDash": [4, 4]}, "encoding": {"x": {"datum": 0}}},
            {"mark": {"type": "rule", "strokeWidth": 3, "color": BOTH},
             "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
            {"mark": {"type": "point", "filled": True, "size": 90, "color": BOTH, "tooltip": True},
             "encoding": {"y": y, "x": {**x, "field": "estimate"}}},
        ],
    }  # fmt: skip
    columns = ["Metric", "Variant", "Value", "Control", "Difference", "Lift", "p, corrected"]
    return Figure("Change by metric", spec, columns, rows, "Dots are estimates, bars their intervals.")


def _lift(lift: dict[str, Any]) -> str:
    if lift["estimate"] is None:
        return "–"
    said = [percent(lift[key], sign=True) for key in ("estimate", "low", "high")]
    return f"{said[0]} ({said[1]} to {said[2]})"


def _span(one: dict[str, Any], share: bool) -> str:
    low, high = (amount(one[key], share) for key in ("low", "high"))
    return f"{amount(one['estimate'], share)} ({low} to {high})"


def look_figure(analysis: Analysis) -> Figure | None:
    """The primary metric's difference day by day, with intervals that hold however often one looks."""
    looks: dict[str, Sequence[dict[str, Any]]] = analysis.finding["looks"]
    share = analysis.finding["comparisons"][0]["measure"]["kind"] == "proportion"
    factor = 100 if share else 1
    values = [
        {"day": look["day"], "variant": name}
        | {key: factor * look["difference"][key] for key in ("estimate", "low", "high")}
        for name, found in looks.items()
        for look in found
    ]
    if not values:
        return None
    x = {"field": "day", "type": "temporal", "title": None}
    y = {"type": "quantitative", "title": "difference" + (", points" if share else "")}
    colour = {"field": "variant", "type": "nominal", "title": None, "scale": {"range": PALETTE[2:]}}
    spec: dict[str, Any] = {
        "$schema": SCHEMA,
        "height": 240,
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "area", "opacity": 0.2},
             "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}},
            {"mark": {"type": "line", "point": True, "tooltip": True},
             "encoding": {"x": x, "y": {**y, "field": "estimate"}, "color": colour}},
            {"mark": {"type": "rule", "strokeDash": [4, 4]}, "encoding": {"y": {"datum": 0}}},
        ],
    }  # fmt: skip
    rows = [
        (look["day"], name, look["variant_units"], look["control_units"], _span(look["difference"], share),
         f"{look['p_value']:.3g}")
        for name, found in looks.items()
        for look in found
    ]  # fmt: skip
    name = analysis.finding["comparisons"][0]["measure"]["name"]
    columns = ["Day (UTC)", "Variant", "Units", "Control’s units", "Difference", "p, always valid"]
    note = (
        "The band holds however often one looks; once it leaves zero behind, the experiment may be stopped."
    )
    return Figure(f"{name}, day by day", spec, columns, rows, note)


def chance_rows(analysis: Analysis) -> list[tuple[str, str, str, str]]:
    """Each variant's chance to be the best, and what choosing it may cost."""
    share = analysis.finding["comparisons"][0]["measure"]["kind"] == "proportion"
    return [
        (
            one["variant"], f"{level(one['value'], share)} ({level(one['low'], share)} to "
            f"{level(one['high'], share)})", percent(one["best"]), loss(one["loss"], share),
        )
        for one in analysis.finding["chances"]
    ]  # fmt: skip


def ratio_rows(analysis: Analysis) -> list[tuple[str, str, str, str]]:
    """How the units were handed out beside the plan."""
    ratio = analysis.finding["ratio"]
    total = sum(ratio["counts"]) or 1
    return [
        (name, f"{count:,}", percent(count / total), percent(expected / total))
        for name, count, expected in zip(ratio["variants"], ratio["counts"], ratio["expected"], strict=True)
    ]


def result_rows(analysis: Analysis) -> list[tuple[Any, ...]]:
    """All comparisons with all their digits, as a file holds them."""
    return [
        (
            one["measure"]["name"], "guardrail" if one["measure"]["guardrail"] else "primary", one["variant"],
            one["variant_units"], one["variant_value"], one["control"], one["control_units"],
            one["control_value"], one["difference"]["estimate"], one["difference"]["low"],
            one["difference"]["high"], one["lift"]["estimate"], one["lift"]["low"], one["lift"]["high"],
            one["p_value"], one["adjusted"], one["method"], one["narrowed"],
        )
        for one in analysis.finding["comparisons"]
    ]  # fmt: skip


def charts_of(experiment: Experiment, analysis: Analysis | None, power: Power) -> dict[str, Figure]:
    """All charts of an experiment by the name in their address."""
    found = {
        "plan": power_figure(experiment, power),
        "result": result_figure(analysis) if analysis else None,
        "looks": look_figure(analysis) if analysis else None,
    }
    return {slug: figure for slug, figure in found.items() if figure is not None}
