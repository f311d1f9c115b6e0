"""How many rows a dataset had at each check."""

from collections.abc import Sequence
from typing import Any

from lintel.insight.quality.models import Check, Grade
from lintel.ui.charts import Figure


def rows_over_time(checks: Sequence[Check]) -> Figure:
    """A line of rows, with a mark in the shape of the grade at each check."""
    import altair as alt

    rows = [
        {"at": one.at.isoformat(), "rows": one.rows, "found": str(Grade(one.grade).label)} for one in checks
    ]
    grades = [str(Grade(one).label) for one in Grade]
    base: Any = alt.Chart({"values": rows}).encode(
        x=alt.X("at:T", title="Checked (UTC)"), y=alt.Y("rows:Q", title="Rows", scale=alt.Scale(zero=False))
    )
    marks = base.mark_point(filled=True, size=60).encode(
        shape=alt.Shape("found:N", title="Found", scale=alt.Scale(domain=grades)),
        color=alt.Color(
            "found:N", title="Found", scale=alt.Scale(domain=grades, range=["#4b7f52", "#9a7b1e", "#a8475d"])
        ),
        tooltip=[
            alt.Tooltip("at:T", title="Checked"),
            alt.Tooltip("rows:Q", format=",", title="Rows"),
            "found:N",
        ],
    )
    return Figure(
        "Rows at each check",
        base.mark_line(color="#5b6472") + marks,
        ["Checked", "Rows", "Found"],
        [(one.at, one.rows, str(Grade(one.grade).label)) for one in checks],
    )
