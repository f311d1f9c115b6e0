"""Charts: the same figures as picture and as table, and nothing heavy at start."""

import json
import re
import subprocess
import sys
from pathlib import Path

from django.template import Context, Template

from lintel.ui import charts
from lintel.ui.charts import Figure

SPEC = {
    "data": {"values": [{"a": "</script><b>", "b": 1}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a", "type": "nominal"}, "y": {"field": "b", "type": "quantitative"}},
}
FIGURE = Figure("Answers", SPEC, ["What", "How many"], [("Yes", 3), ("Later & <b>", 1)], "Sample.")


def test_a_chart_carries_its_table_and_a_spec_that_stays_in_its_block() -> None:
    html = Template("{% chart figure %}").render(Context({"figure": FIGURE}))
    assert '<th scope="col">How many</th>' in html
    assert "Later &amp; &lt;b&gt;" in html
    block = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert block is not None
    assert json.loads(block[1])["data"] == SPEC["data"]


def test_an_altair_chart_is_taken_as_it_is() -> None:
    import altair

    chart = altair.Chart(altair.Data(values=[{"x": 1}])).mark_point().encode(x="x:Q")
    assert charts.spec_of(Figure("T", chart, ["x"], [(1,)]))["mark"] == {"type": "point"}


def test_pictures_are_drawn_without_fetching_anything() -> None:
    assert charts.svg(FIGURE).startswith("<svg")
    assert charts.png(FIGURE, scale=1).startswith(b"\x89PNG")


def test_starting_the_interface_loads_no_chart_library() -> None:
    code = (
        "import sys, lintel.ui.charts, lintel.ui.assets, lintel.ui.exports;"
        "print([m for m in ('altair', 'vl_convert', 'pandas', 'openpyxl') if m in sys.modules])"
    )
    root = Path(__file__).parents[2]
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert out.stdout.strip() == "[]"
