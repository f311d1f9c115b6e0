"""The pictures of roadmaps, each with its table: the plan, capacity, the frontier, what a buffer costs."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from lintel.portfolio.roadmaps.models import Plan, Roadmap, Search
from lintel.portfolio.roadmaps.showing import Load, Shown
from lintel.ui.charts import PALETTE, SIDES, Figure
from lintel.ui.formats import date_text, number_text
from lintel.ui.markup import markup

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
SIDE_NAMES = {"marketing": "Marketing", "it": "IT", "both": "Both"}
_COLOUR: dict[str, Any] = {
    "field": "side", "type": "nominal", "title": None, "scale": {"domain": SIDES, "range": PALETTE[:3]},
    "legend": {"orient": "top"},
}  # fmt: skip
STEP = 44  # pixels for each row of the plan: its title above its bar


def timeline(roadmap: Roadmap, plan: Plan, seen: Shown) -> Figure:
    """Each proposal from its first to its last day; coloured by the side to which it is worth more."""
    points = [
        {
            "proposal": bar.title, "starts": f"{bar.starts_on}", "ends": f"{roadmap.day_of(bar.last + 1)}",
            "side": bar.side, "when": bar.standing, "why": bar.because,
        }
        for bar in seen.bars
    ]  # fmt: skip
    ticks = [f"{roadmap.day_of(number)}" for number in range(roadmap.length + 1)]
    row = {
        "field": "proposal", "type": "nominal", "title": None, "axis": None,
        "sort": [bar.title for bar in seen.bars],
    }  # fmt: skip
    time: dict[str, Any] = {
        "field": "starts", "type": "temporal", "title": None,
        "axis": {"orient": "top", "grid": True, "values": ticks, "format": "%b %Y", "labelOverlap": True},
    }  # fmt: skip
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "height": {"step": STEP},
        "layer": [
            {  # unseen: the axis runs from the first day to the last, whatever is in
                "data": {"values": [{"starts": day} for day in (ticks[0], ticks[-1])]},
                "mark": {"type": "point", "opacity": 0},
                "encoding": {"x": time},
            },
            {
                "mark": {"type": "bar", "cornerRadius": 4, "height": 12, "yOffset": 10},
                "encoding": {
                    "y": row, "x": time, "x2": {"field": "ends"}, "color": _COLOUR,
                    "tooltip": [
                        {"field": "proposal", "title": "Proposal"}, {"field": "when", "title": "When"},
                        {"field": "side", "title": "Worth more to"},
                        {"field": "why", "title": "Why it is in"},
                    ],
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 2, "dy": -7},
                "encoding": {"y": row, "x": {"value": 0}, "text": {"field": "proposal"}},
            },
        ],
    }  # fmt: skip
    rows = [
        (bar.title, date_text(bar.starts_on), date_text(bar.ends_on), bar.side, number_text(bar.marketing),
         number_text(bar.it), bar.because)
        for bar in seen.bars
    ]  # fmt: skip
    columns = ["Proposal", "From", "Until", "Worth more to", "Worth to marketing", "Worth to IT", "Why"]
    return Figure("The plan", spec, columns, rows, "Coloured by the side to which a proposal is worth more.")


def capacity(loads: Sequence[Load], names: Sequence[str]) -> Figure:
    """Planned days of each specialty as a share of all there are: a bar in the cell of each period."""
    order = list(dict.fromkeys(one.specialty for one in loads))
    points = [
        {
            "who": one.specialty, "side": SIDE_NAMES[one.side], "period": one.period, "whole": 1,
            "share": round(min(one.share, 1.0), 4), "said": f"{one.share:.0%}" if one.used else "",
            "used": one.used, "capacity": one.capacity,
        }
        for one in loads
    ]  # fmt: skip
    places: dict[str, Any] = {
        "y": {"field": "who", "type": "nominal", "title": None, "sort": order, "axis": {"labelLimit": 150}},
        "x": {
            "field": "period", "type": "ordinal", "title": None, "sort": list(names),
            "axis": {"labelAngle": 0, "orient": "top", "labelOverlap": True, "domain": False, "ticks": False},
        },
    }  # fmt: skip
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "height": {"step": 30},
        "encoding": places,
        "layer": [
            {
                "mark": {"type": "rect", "cornerRadius": 3, "height": {"band": 0.8}, "width": {"band": 0.94}},
                "encoding": {
                    "color": _COLOUR,
                    "opacity": {"field": "share", "type": "quantitative", "legend": None,
                                "scale": {"domain": [0, 1], "range": [0.06, 0.6]}},
                    "tooltip": [
                        {"field": "who", "title": "Specialty"}, {"field": "period", "title": "Period"},
                        {"field": "used", "title": "Planned days"},
                        {"field": "capacity", "title": "Days there are"},
                    ],
                },
            },
            {
                "mark": {"type": "text"},
                "encoding": {
                    "text": {"field": "said"},
                },
            },
        ],
    }  # fmt: skip
    rows = [
        (one.specialty, SIDE_NAMES[one.side], one.period, number_text(one.used), number_text(one.usable),
         number_text(one.capacity), "–" if one.chance is None else f"{one.chance:.0%}")
        for one in loads
    ]  # fmt: skip
    columns = [
        "Specialty", "Side", "Period", "Planned (days)", "May be planned (days)", "There are (days)",
        "Chance that it holds",
    ]  # fmt: skip
    return Figure(
        "Who is how full",
        spec,
        columns,
        rows,
        "Planned days as a share of all that a specialty has; what is kept free stays free in every period.",
    )


def frontier(plans: Sequence[Plan], chosen: Plan | None) -> Figure:
    """Each plan by what it is worth to either side; the two compromises by name."""
    points = [
        {
            "marketing": round(one.marketing, 2), "it": round(one.it, 2), "mark": one.get_mark_display(),
            "name": one.name, "url": one.get_absolute_url(), "shown": one == chosen,
            "kind": "Compromise" if one.mark else "Plan",
        }
        for one in plans
    ]  # fmt: skip
    across = {
        "field": "marketing",
        "type": "quantitative",
        "title": "worth to marketing",
        "scale": {"zero": False},
    }
    up = {"field": "it", "type": "quantitative", "title": "worth to IT", "scale": {"zero": False}}
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "encoding": {"x": across, "y": up},
        "layer": [
            {"mark": {"type": "line", "opacity": 0.35, "color": PALETTE[2]}},
            {
                "mark": {"type": "point", "filled": True, "size": 140, "opacity": 1, "cursor": "pointer"},
                "encoding": {
                    "shape": {"field": "kind", "type": "nominal", "title": None,
                              "scale": {"domain": ["Plan", "Compromise"], "range": ["circle", "diamond"]},
                              "legend": {"orient": "top"}},
                    "color": {"field": "kind", "type": "nominal", "title": None,
                              "scale": {"domain": ["Plan", "Compromise"], "range": [PALETTE[5], PALETTE[2]]}},
                    "href": {"field": "url"},
                    "tooltip": [{"field": "name", "title": "Plan"}, {"field": "mark", "title": "Which"},
                                {"field": "marketing", "title": "Worth to marketing"},
                                {"field": "it", "title": "Worth to IT"}],
                },
            },
            {
                "transform": [{"filter": "datum.kind === 'Compromise'"}],
                "mark": {"type": "text", "align": "left", "dx": 10, "dy": -8},
                "encoding": {"text": {"field": "mark"}},
            },
        ],
    }  # fmt: skip
    rows = [
        (one.name, one.get_mark_display(), number_text(one.marketing), number_text(one.it), one.items)
        for one in plans
    ]
    columns = ["Plan", "Which", "Worth to marketing", "Worth to IT", "Proposals"]
    return Figure(
        "What serves marketing, what serves IT", spec, columns, rows, "Click a point to see its plan."
    )


def buffers(plans: Sequence[Plan]) -> Figure:
    """What keeping days free costs in worth, and the chance that the plan then holds."""
    points = [
        {"free": one.buffer, "what": what, "share": value}
        for one in plans
        for what, value in (("Worth given up", one.price), ("Chance that it holds", one.chance))
        if value is not None
    ]
    spec = {
        "$schema": SCHEMA,
        "data": {"values": points},
        "mark": {"type": "line", "point": {"filled": True, "size": 80}, "tooltip": True},
        "encoding": {
            "x": {"field": "free", "type": "quantitative", "title": "days kept free",
                  "axis": {"format": "%"}},
            "y": {"field": "share", "type": "quantitative", "title": None, "axis": {"format": "%"},
                  "scale": {"domain": [0, 1]}},
            "color": {"field": "what", "type": "nominal", "title": None, "legend": {"orient": "top"},
                      "scale": {"domain": ["Worth given up", "Chance that it holds"],
                                "range": [PALETTE[5], PALETTE[3]]}},
            "shape": {"field": "what", "type": "nominal", "title": None, "legend": None},
        },
    }  # fmt: skip
    rows = [(one["free"], one["price"], one["chance"], one["plan"].items) for one in buffer_rows(plans)]
    columns = ["Days kept free", "Worth given up", "Chance that it holds", "Proposals"]
    return Figure("What keeping days free costs", spec, columns, rows, "Beside a plan that fills every day.")


def buffer_rows(plans: Sequence[Plan]) -> list[dict[str, Any]]:
    """Each plan with its figures in words."""
    return [
        {
            "plan": one,
            "free": f"{one.buffer:.0%}",
            "price": "–" if one.price is None else f"{max(one.price, 0.0):.1%}",
            "chance": "–" if one.chance is None else f"{one.chance:.0%}",
        }
        for one in plans
    ]


WIDE, HIGH, EDGE = 480, 140, 10


def curve(search: Search) -> SafeString:
    """The best plan and the bound over the seconds of a search that is under way; two lines that close in."""
    points = [(seconds, best, bound) for seconds, best, bound in search.curve]
    values = [value for _, *pair in points for value in pair if value is not None]
    if not values:
        return SafeString("")
    low, high = min(values), max(values)
    until = max(points[-1][0], 1.0)

    def place(seconds: float, value: float) -> str:
        x = EDGE + seconds / until * (WIDE - 2 * EDGE)
        y = HIGH - EDGE - (value - low) / ((high - low) or 1) * (HIGH - 2 * EDGE)
        return f"{x:.1f},{y:.1f}"

    def line(column: int) -> str:
        return " ".join(place(point[0], value) for point in points if (value := point[column]) is not None)

    best, bound = points[-1][1:]
    said = (
        "No plan yet"
        if best is None
        else f"Best {best:,.1f}" + ("" if bound is None else f", bound {bound:,.1f}")
    )
    return markup(
        '<svg class="roadmap-curve" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<polyline class="roadmap-bound" points="{}"/><polyline class="roadmap-best" points="{}"/></svg>',
        WIDE, HIGH, said, line(2), line(1),
    )  # fmt: skip
