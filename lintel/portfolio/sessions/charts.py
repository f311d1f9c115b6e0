"""The ranks that everybody's scores leave open: a range for each proposal, with its table."""

from collections.abc import Sequence
from typing import Any

from lintel.portfolio.sessions.reading import Placed
from lintel.ui.charts import Figure
from lintel.ui.formats import number_text

NOTE = (
    "A bar runs from the best to the worst rank that a proposal can have, whichever answers are right. "
    "Where bars do not touch, the order is sure. The mark stands at the rank by the middle of the interval."
)
NAMES = {"wsjf": "WSJF", "rice": "RICE"}


def ranks(placed: Sequence[Placed], basis: str) -> Figure | None:
    """Rank ranges by one score; nothing without at least two proposals that have it."""
    scored = [one for one in placed if one.interval is not None and one.ranks is not None]
    if len(scored) < 2:
        return None
    rows, points = [], []
    for place, one in enumerate(scored, start=1):
        if one.interval is None or one.ranks is None:
            continue
        points.append(
            {"proposal": one.item.title, "best": one.ranks.best, "worst": one.ranks.worst, "place": place,
             "score": f"{number_text(one.interval.low)} to {number_text(one.interval.high)}"}
        )  # fmt: skip
        share = "–" if one.before_next is None else f"{round(100 * one.before_next)} %"
        rows.append(
            (place, one.item.title, number_text(one.interval.low), number_text(one.interval.high),
             one.ranks.best, one.ranks.worst, share)
        )  # fmt: skip
    name = NAMES[basis]
    columns = [
        "Place", "Proposal", f"Lowest {name}", f"Highest {name}", "Best rank", "Worst rank",
        "Before the next one (share of pairs of answers)",
    ]  # fmt: skip
    return Figure(f"Ranks by {name} that the answers leave open", _spec(points), columns, rows, NOTE)


def _spec(points: list[dict[str, Any]]) -> dict[str, Any]:
    import altair as alt

    order = [point["proposal"] for point in points]
    scale = alt.Scale(domain=[0.5, len(points) + 0.5])
    axis = alt.Axis(values=list(range(1, len(points) + 1)), format="d", tickMinStep=1)
    base = alt.Chart({"values": points}).encode(
        y=alt.Y("proposal:N", title=None, sort=order, axis=alt.Axis(labelLimit=220)),
        tooltip=[
            alt.Tooltip("proposal:N", title="Proposal"),
            alt.Tooltip("best:Q", title="Best rank"),
            alt.Tooltip("worst:Q", title="Worst rank"),
            alt.Tooltip("score:N", title="Score"),
        ],
    )
    bars = base.mark_rule(strokeWidth=7, opacity=0.45, strokeCap="round").encode(
        x=alt.X("best:Q", title="rank, 1 is first", scale=scale, axis=axis), x2="worst:Q"
    )
    ends = base.mark_point(filled=True, size=90, opacity=1, shape="diamond").encode(
        x=alt.X("place:Q", title="rank, 1 is first", scale=scale, axis=axis)
    )
    spec: dict[str, Any] = alt.layer(bars, ends).properties(height=alt.Step(30)).to_dict()
    return spec
