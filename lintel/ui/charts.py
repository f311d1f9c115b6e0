"""A chart and its table: one Vega-Lite spec for page, PNG and SVG, and the same figures as text.

Altair and the renderer are imported when a chart is drawn, never when the web process starts.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# Marketing, IT, both, then tones that stay apart for colour-blind readers and on paper.
PALETTE = ["#b4541a", "#1f6f9f", "#7a3b7d", "#4b7f52", "#9a7b1e", "#5b6472", "#a8475d", "#2c8c86"]
SIDES = ["Marketing", "IT", "Both"]  # as the domain of a colour scale, each side gets its own colour
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Figure:
    """What a chart shows, as a picture and as rows.

    `spec` is an Altair chart or a Vega-Lite dict; `columns` and `rows` are the same figures as a table,
    with units in the column names; `note` says what a reader should know (source, period, zone).
    """

    title: str
    spec: Any
    columns: Sequence[str]
    rows: Sequence[tuple[Any, ...]]
    note: str = ""


def spec_of(figure: Figure) -> dict[str, Any]:
    """The Vega-Lite dict; width follows the page unless the spec sets one."""
    spec = figure.spec if isinstance(figure.spec, dict) else figure.spec.to_dict()
    size: dict[str, Any] = {"height": 240}
    if not {"hconcat", "vconcat", "concat", "facet", "repeat"} & set(spec):
        fit = "fit-x" if isinstance(spec.get("height"), dict) else "fit"  # as many steps as there are rows
        size |= {"width": "container", "autosize": {"type": fit, "contains": "padding"}}
    return {**size, "background": None, **spec}


def spec_json(figure: Figure) -> SafeString:
    """The spec for a data block in the page; nothing in it can close the script element."""
    return mark_safe(json.dumps(spec_of(figure), default=str).translate(_ESCAPES))  # noqa: S308  # escaped


def _on_paper(figure: Figure, titled: bool) -> dict[str, Any]:
    spec = spec_of(figure) | {"background": "white"}
    if spec.get("width") == "container":
        spec["width"] = 640
    config = {"font": FONT, "range": {"category": PALETTE}, "view": {"stroke": None}}
    config["mark"] = {"color": PALETTE[2]}  # a single series belongs to neither side
    titles = {"title": figure.title} if titled else {}
    return spec | {"config": config | spec.get("config", {}), **titles}


def svg(figure: Figure, *, titled: bool = True) -> str:
    """The chart as SVG text, `titled` unless its title stands beside it; nothing is fetched from anywhere."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_on_paper(figure, titled), allowed_base_urls=[]))


def png(figure: Figure, *, scale: float = 2, titled: bool = True) -> bytes:
    """The chart as PNG bytes at `scale` pixels a point; nothing is fetched from anywhere."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_on_paper(figure, titled), scale=scale, allowed_base_urls=[]))
