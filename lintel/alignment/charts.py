"""Both sides' means of one round by criterion, and of all rounds over time; each with its table."""

from collections.abc import Sequence
from typing import Any

from lintel.alignment.items import LEAST, MOST
from lintel.alignment.results import Results
from lintel.audit.sides import OFFICES
from lintel.ui.charts import PALETTE, SIDES, Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_NAMES = dict(zip(OFFICES, SIDES, strict=False))
_COLOUR: dict[str, Any] = {
    "field": "side",
    "type": "nominal",
    "title": None,
    "scale": {"domain": SIDES[:2], "range": PALETTE[:2]},
    "legend": {"orient": "top"},
}
_SHAPE: dict[str, Any] = {
    "field": "side", "type": "nominal", "title": None,
    "scale": {"domain": SIDES[:2], "range": ["square", "circle"]},
}  # fmt: skip
_SCALE: dict[str, Any] = {
    "field": "mean",
    "type": "quantitative",
    "title": "mean of the answers, 1 to 5",
    "scale": {"domain": [LEAST, MOST]},
    "axis": {"values": [1, 2, 3, 4, 5]},
}


def by_criterion(results: Results) -> Figure:
    """Where each side puts each criterion, and how far apart they are."""
    points = [
        {"criterion": one.criterion.name, "side": name, "mean": round(mean, 3)}
        for one in results.criteria
        for office, name in _NAMES.items()
        if (mean := one.mean(office)) is not None
    ]
    order = [one.criterion.name for one in results.criteria]
    row = {"field": "criterion", "type": "nominal", "title": None, "sort": order, "axis": {"labelLimit": 160}}
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "encoding": {"y": row},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.35},
                "encoding": {
                    "x": {"aggregate": "min", **_SCALE},
                    "x2": {"aggregate": "max", "field": "mean"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1, "tooltip": True},
                "encoding": {"x": _SCALE, "color": _COLOUR, "shape": _SHAPE},
            },
        ],
    }
    rows = [
        (
            one.criterion.name,
            *(rounded(one.mean(office)) for office in OFFICES),
            rounded(one.gap),
            rounded(one.weight),
        )
        for one in results.criteria
    ]
    columns = ["Criterion", *SIDES[:2], "Gap (points)", "Importance (1 to 5)"]
    note = "The gap is marketing’s mean less IT’s. A side with fewer than four answers is not shown."
    return Figure("Where the two sides stand", spec, columns, rows, note)


def over_time(rounds: Sequence[Results]) -> Figure:
    """Each side's mean over all criteria, round by round."""
    points = [
        {"round": one.round.name, "day": f"{one.round.closes_on}", "side": name, "mean": round(mean, 3)}
        for one in rounds
        for office, name in _NAMES.items()
        if (mean := one.mean(office)) is not None
    ]
    order = [one.round.name for one in rounds]
    across = {"field": "round", "type": "ordinal", "title": None, "sort": order, "axis": {"labelAngle": 0}}
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "mark": {"type": "line", "point": {"filled": True, "size": 70}, "tooltip": True},
        "encoding": {"x": across, "y": _SCALE, "color": _COLOUR, "shape": _SHAPE},
    }
    rows = [
        (one.round.name, *(rounded(one.mean(office)) for office in OFFICES), _apart(one)) for one in rounds
    ]
    columns = ["Round", *SIDES[:2], "Items a whole step apart"]
    return Figure("Over the rounds", spec, columns, rows, "Each criterion counts the same.")


def _apart(results: Results) -> int:
    return sum(item.far_apart for item in results.items)


def rounded(value: float | None) -> float | str:
    """Two decimals, or a dash for what is withheld."""
    return "–" if value is None else round(value, 2)
