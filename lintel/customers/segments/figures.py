"""Charts of segments, each with its table; small groups stay hidden from who has no clearance."""

from collections.abc import Sequence
from typing import Any

from lintel.customers.profiles.small import in_words, protected
from lintel.customers.segments.models import Segment, SegmentSize
from lintel.ui.charts import Figure

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def size_chart(sizes: Sequence[SegmentSize], *, identified: bool) -> Figure:
    """Size over time."""
    shown = [(one.at, protected(one.size, identified=identified), one.version) for one in sizes]
    spec = {
        "$schema": SCHEMA,
        "height": 180,
        "data": {
            "values": [{"at": at.isoformat(), "size": size} for at, size, _ in shown if size is not None]
        },
        "mark": {"type": "line", "point": True, "tooltip": True, "interpolate": "step-after"},
        "encoding": {
            "x": {"field": "at", "type": "temporal", "title": None},
            "y": {"field": "size", "type": "quantitative", "title": "customers", "axis": {"tickMinStep": 1}},
        },
    }
    rows = [(f"{at:%d %b %Y, %H:%M} UTC", in_words(size), version) for at, size, version in reversed(shown)]
    return Figure("Size over time", spec, ["Counted", "Customers", "Version"], rows)


Cell = tuple[str, str]  # the number in words, the share in words


def overlap_rows(
    segments: Sequence[Segment], shared: Sequence[Sequence[int]], *, identified: bool
) -> list[tuple[Segment, list[Cell]]]:
    """The matrix for a page: shared customers, and their share of the row's segment."""
    return [
        (
            segment,
            [
                (in_words(protected(count, identified=identified)), _share(count, row[number], identified))
                for count in row
            ],
        )
        for number, (segment, row) in enumerate(zip(segments, shared, strict=True))
    ]


def _share(count: int, of: int, identified: bool) -> str:
    if (
        protected(count, identified=identified) is None
        or protected(of, identified=identified) is None
        or not of
    ):
        return ""
    return f"{100 * count / of:.0f}%"


def overlap_chart(
    segments: Sequence[Segment], shared: Sequence[Sequence[int]], *, identified: bool
) -> Figure:
    """The matrix as colours: the share of the row's segment that the column's segment holds too."""
    points: list[dict[str, Any]] = []
    rows: list[tuple[Any, ...]] = []
    for a, row in enumerate(shared):
        for b, count in enumerate(row):
            share = _share(count, row[a], identified)
            if share and a != b:
                points.append({"of": segments[a].name, "in": segments[b].name, "share": int(share[:-1])})
            if a != b:
                said = in_words(protected(count, identified=identified))
                rows.append((segments[a].name, segments[b].name, said, share or "–"))
    names = [segment.name for segment in segments]
    axis = {"type": "nominal", "sort": names}
    spec = {
        "$schema": SCHEMA,
        "height": {"step": 36},
        "data": {"values": points},
        "mark": {"type": "rect", "tooltip": True, "cornerRadius": 2},
        "encoding": {
            "y": {"field": "of", "title": "of", **axis, "axis": {"labelLimit": 240}},
            "x": {"field": "in", "title": "are also in", **axis, "axis": {"labelAngle": -20}},
            "color": {"field": "share", "type": "quantitative", "title": "%",
                      "scale": {"scheme": "purples", "domain": [0, 100]}},
        },
    }  # fmt: skip
    return Figure("Overlap", spec, ["Of", "are also in", "Customers", "Share"], rows)
