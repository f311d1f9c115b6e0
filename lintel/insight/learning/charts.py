"""The share that is answered alone, over time."""

from collections.abc import Sequence
from typing import Any

from lintel.ui.charts import Figure


def alone_over_time(months: Sequence[tuple[str, int, int]]) -> Figure:
    """A line of percent by month; the table has the numbers behind it."""
    import altair as alt

    rows = [{"month": f"{month}-01", "share": 100 * alone / asked} for month, asked, alone in months]
    spec: Any = (
        alt.Chart({"values": rows})
        .mark_line(point=True, color="#7a3b7d")
        .encode(
            x=alt.X("month:T", title=None),
            y=alt.Y("share:Q", title="Answered alone, %", scale=alt.Scale(domain=[0, 100])),
            tooltip=[
                alt.Tooltip("month:T", format="%b %Y", title="Month"),
                alt.Tooltip("share:Q", format=".0f", title="%"),
            ],
        )
    )
    table = [(month, asked, alone, round(100 * alone / asked, 1)) for month, asked, alone in months]
    return Figure(
        "Answered alone, by month", spec, ["Month (UTC)", "Asked", "Answered alone", "Share, %"], table
    )
