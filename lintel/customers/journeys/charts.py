"""Flows as pictures: bands between layers, and a matrix from step to step."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from lintel.customers.journeys.flow import LEVELS, Flow
from lintel.customers.journeys.timeline import CHANNELS, KINDS
from lintel.ui.charts import PALETTE, Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
POINTS = 16  # per band: enough to look curved
GAP = 0.02  # between the nodes of a layer, as a share of everything
BAR = 0.05  # half a node's width, in layers


def label(level: str, name: str) -> str:
    """A step in words."""
    return {"channel": CHANNELS, "kind": KINDS}.get(level, {}).get(name, name)


def bands(found: Flow) -> Figure:
    """The flow as bands, with the links as its table."""
    question = found.question
    links = [
        (layer, label(question.level, start), label(question.level, end), count)
        for (layer, start, end), count in sorted(found.links.items(), key=lambda link: (link[0][0], -link[1]))
    ]
    nodes = _nodes(links)
    names = list(dict.fromkeys(name for _, name in nodes))
    colour = {"field": "name", "type": "nominal", "legend": None,
              "scale": {"domain": names, "range": [PALETTE[n % len(PALETTE)] for n in range(len(names))]},
              }  # fmt: skip
    hidden = {"axis": None, "scale": {"zero": False, "nice": False}}
    spec = {
        "$schema": SCHEMA,
        "height": 360,
        "layer": [
            {
                "data": {"values": _curves(links, nodes)},
                "mark": {"type": "area", "opacity": 0.35},
                "encoding": {
                    "x": {"field": "x", "type": "quantitative", **hidden},
                    "y": {"field": "low", "type": "quantitative", **hidden},
                    "y2": {"field": "high"},
                    "detail": {"field": "band"},
                    "color": colour,
                },
            },
            {
                "data": {"values": [
                    {"left": layer - BAR, "right": layer + BAR, "low": low, "high": high, "name": name,
                     "journeys": round((high - low) * _whole(links))}
                    for (layer, name), (low, high) in nodes.items()
                ]},
                "mark": {"type": "rect", "tooltip": True},
                "encoding": {
                    "x": {"field": "left", "type": "quantitative"},
                    "x2": {"field": "right"},
                    "y": {"field": "low", "type": "quantitative"},
                    "y2": {"field": "high"},
                    "color": colour,
                    "tooltip": [
                        {"field": "name", "title": "Step"}, {"field": "journeys", "title": "Journeys"},
                    ],
                },
            },
            {
                "data": {"values": [
                    {"x": layer + BAR, "y": (low + high) / 2, "name": name}
                    for (layer, name), (low, high) in nodes.items() if high - low > GAP
                ]},
                "mark": {"type": "text", "align": "left", "dx": 5, "baseline": "middle", "fontSize": 12},
                "encoding": {
                    "x": {"field": "x", "type": "quantitative"},
                    "y": {"field": "y", "type": "quantitative"},
                    "text": {"field": "name"},
                },
            },
        ],
        "config": {"view": {"stroke": None}},
    }  # fmt: skip
    rows = [(layer + 1, start, end, count) for layer, start, end, count in links]
    note = "A step is a visit. Steps of fewer than ten customers are “other”. Times are UTC."
    return Figure("The way there", spec, ["Step", "From", "To", "Journeys"], rows, note)


Link = tuple[int, str, str, int]
Spans = dict[tuple[int, str], tuple[float, float]]


def _whole(links: list[Link]) -> int:
    per_layer: defaultdict[int, int] = defaultdict(int)
    for layer, _, _, count in links:
        per_layer[layer] += count
    return max(per_layer.values(), default=1)


def _nodes(links: list[Link]) -> Spans:
    """Where each node stands in its layer: (low, high) as shares of the largest layer."""
    into: defaultdict[tuple[int, str], int] = defaultdict(int)
    out: defaultdict[tuple[int, str], int] = defaultdict(int)
    for layer, start, end, count in links:
        out[layer, start] += count
        into[layer + 1, end] += count
    sizes = {node: max(into[node], out[node]) for node in {*into, *out}}
    total = _whole(links)
    spans: Spans = {}
    for layer in sorted({layer for layer, _ in sizes}):
        top = 0.0
        for _, name in sorted(
            (node for node in sizes if node[0] == layer), key=lambda node: (sizes[node], node[1])
        ):
            height = sizes[layer, name] / total
            spans[layer, name] = (top, top + height)
            top += height + GAP
    return spans


def _curves(links: list[Link], nodes: Spans) -> list[dict[str, Any]]:
    used_out: defaultdict[tuple[int, str], float] = defaultdict(float)
    used_in: defaultdict[tuple[int, str], float] = defaultdict(float)
    total, points = _whole(links), []
    inwards = sorted(links, key=lambda link: (link[0], link[2], link[1]))
    for number, (layer, start, end, count) in enumerate(inwards):
        height = count / total
        left = nodes[layer, start][0] + used_out[layer, start]
        right = nodes[layer + 1, end][0] + used_in[layer + 1, end]
        used_out[layer, start] += height
        used_in[layer + 1, end] += height
        for step in range(POINTS + 1):
            share = step / POINTS
            eased = share * share * (3 - 2 * share)  # smoothstep
            low = left + (right - left) * eased
            x = layer + BAR + (1 - 2 * BAR) * share
            points.append({"band": number, "name": start, "x": x, "low": low, "high": low + height})
    return points


def matrix(found: Flow) -> Figure:
    """From each step to the next: how often, as tiles, with the time between in the table."""
    level = found.question.level
    values = [
        {"from": label(level, hop.start), "to": label(level, hop.end), "journeys": hop.journeys}
        for hop in found.hops
    ]
    axis = {"labelAngle": 0, "labelLimit": 140, "title": None}
    spec = {
        "$schema": SCHEMA,
        "data": {"values": values},
        "height": 300,
        "mark": {"type": "rect", "tooltip": True},
        "encoding": {
            "x": {"field": "to", "type": "nominal", "axis": {**axis, "labelAngle": -30, "title": "to"}},
            "y": {"field": "from", "type": "nominal", "axis": {**axis, "title": "from"}},
            "color": {
                "field": "journeys",
                "type": "quantitative",
                "scale": {"scheme": "blues"},
                "title": "Times",
            },
        },
    }
    rows = [
        (label(level, hop.start), label(level, hop.end), hop.journeys, hop.median_hours, hop.p90_hours)
        for hop in found.hops
    ]
    columns = ["From", "To", "Times", "Median hours between", "Nine tenths within, hours"]
    return Figure(f"From {LEVELS[level].lower()} to {LEVELS[level].lower()}", spec, columns, rows)
