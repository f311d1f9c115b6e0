"""The pictures of flow, each with its table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from lintel.portfolio.flow.reckoning import OLD, Figures, Forecast
from lintel.ui.charts import PALETTE, Figure
from lintel.ui.formats import date_text

IN_WORK, IN_TRACKER = "days in work", "days from created to resolved"
SIX_DAYS = dt.timedelta(days=6)
# Bands belong to neither side, so the colours of the sides are not among them; the last one is what is done.
BANDS, DONE = [PALETTE[place] for place in (5, 4, 2, 7, 6)], PALETTE[3]
Titles = Mapping[int, str]


def _whole(most: int) -> Any:
    """An axis of whole numbers."""
    import altair as alt

    step = max(1, -(-most // 6))
    return alt.Axis(values=list(range(0, most + step, step)), format="d")


def _title(titles: Titles, proposal: int) -> str:
    return titles.get(proposal, f"Proposal {proposal}")


def throughput(found: Figures) -> Figure | None:
    """How many were finished in each whole week."""
    import altair as alt

    rows = found.weeks.rows()
    if not rows:
        return None
    points = [
        {"week": f"{monday}T00:00:00", "until": f"{monday + SIX_DAYS}T20:00:00", "count": count}
        for monday, count in rows
    ]
    spec = (
        alt.Chart({"values": points})
        .mark_bar(cornerRadiusEnd=2)
        .encode(
            x=alt.X("week:T", title=None, axis=alt.Axis(format="%-d %b")),
            x2="until:T",
            y2=alt.datum(0),
            y=alt.Y("count:Q", title="finished", axis=_whole(max(count for _, count in rows))),
            tooltip=[alt.Tooltip("week:T", title="Week from"), alt.Tooltip("count:Q", title="Finished")],
        )
        .to_dict()
    )
    table = [(date_text(monday), count) for monday, count in rows[::-1]]
    return Figure(
        "Finished each week", spec, ["Week from Monday", "Finished"], table, "The running week is not over."
    )


def cycle_times(found: Figures, titles: Titles, unit: str = IN_WORK) -> Figure | None:
    """When each was finished and how long it took, with the percentiles as lines."""
    import altair as alt

    timed = [(proposal, ended, days) for proposal, ended, days in found.done if days is not None]
    if not timed:
        return None
    points = [
        {"day": ended.isoformat(), "days": days, "proposal": _title(titles, proposal)}
        for proposal, ended, days in timed
    ]
    lines = [{"days": days, "level": f"{level} %"} for level, days in found.percentiles.items() if days]
    dots = (
        alt.Chart({"values": points})
        .mark_point(filled=True, size=60, opacity=0.8)
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%-d %b")),
            y=alt.Y("days:Q", title=unit),
            tooltip=[
                alt.Tooltip("proposal:N", title="Proposal"),
                alt.Tooltip("day:T", title="Finished"),
                alt.Tooltip("days:Q", title="Days"),
            ],
        )
    )
    rules = alt.Chart({"values": lines}).mark_rule(strokeDash=[5, 4]).encode(y="days:Q")
    names = (
        alt.Chart({"values": lines})
        .mark_text(align="right", dx=-4, dy=-6)
        .encode(y="days:Q", text="level:N", x=alt.value("width"))
    )
    table = [(_title(titles, proposal), date_text(ended), days) for proposal, ended, days in timed[::-1]]
    note = "; ".join(
        f"{level} % took at most {days} days" for level, days in found.percentiles.items() if days is not None
    )
    columns = ["Proposal", "Finished", unit.capitalize()]
    return Figure("How long work took", alt.layer(dots, rules, names).to_dict(), columns, table, f"{note}.")


def ageing(found: Figures, titles: Titles, columns: Mapping[int, str]) -> Figure | None:
    """How long what is in work has been so, by column; old is what is older than most that was finished."""
    import altair as alt

    if not found.ageing:
        return None
    order = list(columns.values())
    points, table = [], []
    for one in found.ageing:
        where = columns.get(one.column or 0, "–")
        old = one.share is not None and one.share >= OLD / 100
        mark = f"older than {OLD} %" if old else "usual"
        points.append(
            {"column": where, "days": one.in_work, "proposal": _title(titles, one.proposal), "mark": mark}
        )
        share = "–" if one.share is None else f"{round(100 * one.share)} %"
        table.append((_title(titles, one.proposal), where, one.in_work, one.in_column, share))
    dots = (
        alt.Chart({"values": points})
        .mark_point(filled=True, size=110, opacity=0.9)
        .encode(
            x=alt.X(
                "column:N", title=None, sort=order, scale=alt.Scale(domain=order), axis=alt.Axis(labelAngle=0)
            ),
            y=alt.Y("days:Q", title="days in work"),
            color=alt.Color(
                "mark:N",
                title=None,
                scale=alt.Scale(domain=["usual", f"older than {OLD} %"], range=[PALETTE[2], PALETTE[6]]),
            ),
            shape=alt.Shape(
                "mark:N",
                title=None,
                scale=alt.Scale(domain=["usual", f"older than {OLD} %"], range=["circle", "triangle-up"]),
            ),
            tooltip=[
                alt.Tooltip("proposal:N", title="Proposal"),
                alt.Tooltip("days:Q", title="Days in work"),
            ],
        )
    )
    lines = [{"days": days, "level": f"{level} %"} for level, days in found.percentiles.items() if days]
    rules = alt.Chart({"values": lines}).mark_rule(strokeDash=[5, 4]).encode(y="days:Q")
    names = [
        "Proposal",
        "Column",
        "Days in work",
        "Days in this column",
        "Longer than (of what was finished)",
    ]
    return Figure(
        "Work in progress by its age", alt.layer(dots, rules).to_dict(), names, table,
        "The dashed lines are how long 50, 85 and 95 % of what was finished took.",
    )  # fmt: skip


def cumulative(found: Figures) -> Figure | None:
    """How much stood where at the end of each day."""
    import altair as alt

    flow = found.diagram
    shown = [stage for stage, counts in zip(flow.stages, flow.counts, strict=True) if any(counts)]
    if not shown:
        return None
    places = [flow.stages.index(stage) for stage in shown]
    days = flow.rows()
    colours = [DONE if stage == "Done" else BANDS[place % len(BANDS)] for place, stage in enumerate(shown)]
    points = [
        {"day": day.isoformat(), "stage": flow.stages[place], "count": counts[place], "order": -place}
        for day, counts in days
        for place in places
    ]
    spec = (
        alt.Chart({"values": points})
        .mark_area(opacity=0.85, interpolate="step-after")
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%-d %b")),
            y=alt.Y("count:Q", title="proposals", stack="zero"),
            color=alt.Color(
                "stage:N",
                title=None,
                sort=shown,
                scale=alt.Scale(domain=shown, range=colours),
                legend=alt.Legend(columns=1 + len(shown) // 4),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("day:T", title="Day"),
                alt.Tooltip("stage:N", title="Where"),
                alt.Tooltip("count:Q", title="Proposals"),
            ],
        )
        .to_dict()
    )
    table = [(date_text(day), *(counts[place] for place in places)) for day, counts in days[::-7]]
    note = "A band that grows wider says that work gathers there. The table has one line a week."
    return Figure("Cumulative flow", spec, ["Day", *shown], table, note)


def coming(answer: Forecast) -> list[Figure]:
    """The chances of what was forecast."""
    found = []
    if answer.when:
        rows: list[tuple[Any, float]] = list(answer.when.chances)
        title = f"Chance that {answer.when.items} more are done by a day"
        found.append(_chances(title, "Done by", "T", rows))
    if answer.many:
        found.append(
            _chances(
                f"Chance of so many done by {date_text(answer.many.by)}",
                "At least",
                "Q",
                list(answer.many.chances),
            )
        )
    return found


def _chances(title: str, label: str, kind: str, rows: Sequence[tuple[Any, float]]) -> Figure:
    import altair as alt

    points = [
        {"at": at.isoformat() if isinstance(at, dt.date) else at, "chance": round(share, 4)}
        for at, share in rows
    ]
    axis = alt.Axis(format="d", tickMinStep=1) if kind == "Q" else alt.Axis()
    spec = (
        alt.Chart({"values": points})
        .mark_line(point=len(points) < 60, interpolate="step-before" if kind == "Q" else "step-after")
        .encode(
            x=alt.X(f"at:{kind}", title=label.lower() if kind == "Q" else None, axis=axis),
            y=alt.Y("chance:Q", title="chance", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1])),
            tooltip=[
                alt.Tooltip(f"at:{kind}", title=label),
                alt.Tooltip("chance:Q", title="Chance", format=".0%"),
            ],
        )
        .to_dict()
    )
    table = [
        (date_text(at) if isinstance(at, dt.date) else at, f"{round(100 * share)} %") for at, share in rows
    ]
    return Figure(title, spec, [label, "Chance"], table)
