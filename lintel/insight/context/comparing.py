"""One's own metric beside a market series, on the same periods and with the reader's own rights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from lintel.insight import ports, running
from lintel.insight.context import aligning
from lintel.insight.context.models import Series
from lintel.insight.context.periods import after, coarser, start_of
from lintel.insight.definitions.catalogue import catalogue
from lintel.people.models import User
from lintel.ui.problems import Problem

VIEWS = {
    "values": "Values",
    "index": "Index, a common period = 100",
    "share": "Own share of the market",
    "growth": "Growth against the year before",
}


@dataclass(frozen=True)
class Line:
    """One line of a chart by period."""

    label: str
    values: Mapping[dt.date, float]
    own: bool = False


@dataclass(frozen=True)
class Comparison:
    """What a chart shows: its lines, their unit and grain, and sentences about what could not be shown."""

    lines: tuple[Line, ...]
    unit: str
    grain: str
    notes: tuple[str, ...] = ()
    withheld: int = 0
    base: dt.date | None = None
    snapshots: Mapping[str, str] = field(default_factory=dict)


def series_values(series: Series) -> dict[dt.date, float]:
    """Every value by the first day of its period."""
    rows = series.observations.values_list("day", "value")
    return {start_of(day, series.grain): float(value) for day, value in rows}


def own_values(
    metric: str, grain: str, days: tuple[dt.date, dt.date], user: User
) -> tuple[dict[dt.date, float], int, Mapping[str, str]]:
    """The metric by period within the reader's rights: values, how many were withheld, and what was read.

    Errors: `Problem`, `Denied`.
    """
    from lintel.engines.metrics import By, Period, Query

    query = Query(metrics=(metric,), by=(By("time", grain),), period=Period(*days))  # type: ignore[arg-type]
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    answer = running.answer(catalogue().model, query, running.Asker(user, ports.ANALYSIS, now))
    places = {column.role: at for at, column in enumerate(answer.columns)}
    found: dict[dt.date, float] = {}
    for row in answer.rows:
        day, value = row[places["time"]], row[places["metric"]]
        if day is not None and value is not None:
            found[day.date() if isinstance(day, dt.datetime) else day] = float(value)
    return found, len(answer.withheld), answer.snapshots


def compare(
    series: Series,
    user: User,
    *,
    view: str = "values",
    metric: str = "",
    wanted: str = "",
    adjusted: bool = False,
) -> Comparison:
    """The series by itself, or beside one of our metrics, by the series' own periods or the longer `wanted`.

    Errors: `Problem` for a view, metric or period that does not go, `Denied`.
    """
    if view not in VIEWS:
        raise Problem("There is no such view.", way_out=f"Choose one of: {', '.join(VIEWS)}.", field="view")
    market = series_values(series)
    if not metric:
        return _alone(series, market, view, adjusted=adjusted)
    known = catalogue()
    if metric not in known.metrics:
        raise Problem(f"There is no metric “{metric}”.", way_out="Look under Metrics.", field="metric")
    if not market:
        return Comparison((), series.unit, series.grain, ("There are no values yet.",))
    grain = wanted or series.grain
    if coarser(grain, series.grain) != grain:
        raise Problem(
            f"The series has {series.get_grain_display().lower()} values, so it cannot be shown by {grain}.",
            way_out="Choose a longer period.",
            field="grain",
        )
    aligned = aligning.resampled(market, series.grain, grain, series.measures)
    first, last = min(aligned or market), min(max(aligned or market), timezone.now().date())
    days = (first, after(start_of(last, grain), grain) - dt.timedelta(days=1))
    own, withheld, snapshots = own_values(metric, grain, days, user)
    label = known.metrics[metric].label
    notes: list[str] = []
    if adjusted:
        own, aligned = _adjusted(own, grain, label, notes), _adjusted(aligned, grain, series.name, notes)
    lines, unit, base = _view(view, series, label, own, aligned, grain, known.metrics[metric].unit, notes)
    if withheld:
        notes.append(f"{withheld} values are withheld because they stand for too few customers.")
    return Comparison(lines, unit, grain, tuple(notes), withheld, base, snapshots)


def _alone(series: Series, market: dict[dt.date, float], view: str, *, adjusted: bool) -> Comparison:
    notes: list[str] = []
    if adjusted:
        market = _adjusted(market, series.grain, series.name, notes)
    if view == "index":
        base = next((day for day in sorted(market) if market[day]), None)
        values = aligning.index_100(market, base) if base else {}
        return Comparison((Line(series.name, values),), "Index", series.grain, tuple(notes), base=base)
    if view == "growth":
        values = aligning.growth(market, series.grain)
        return Comparison((Line(series.name, values),), "%", series.grain, tuple(notes))
    if view == "share":
        notes.append("A share needs one of our metrics beside the market.")
    return Comparison((Line(series.name, market),), series.unit, series.grain, tuple(notes))


def _view(
    view: str,
    series: Series,
    label: str,
    own: dict[dt.date, float],
    market: dict[dt.date, float],
    grain: str,
    unit: str,
    notes: list[str],
) -> tuple[tuple[Line, ...], str, dt.date | None]:
    """The lines of a view, their unit, and the base of an index."""
    if view == "share":
        if unit != series.unit:
            notes.append(f"Own values are in {unit or 'units'}, the market in {series.unit or 'units'}.")
        shares = aligning.share(own, market)
        if not shares:
            notes.append("There is no period in which both have a value, so there is no share.")
        return (Line(f"{label} of {series.name}", shares, own=True),), "%", None
    if view == "growth":
        both = (
            Line(label, aligning.growth(own, grain), own=True),
            Line(series.name, aligning.growth(market, grain)),
        )
        return both, "%", None
    if view == "index":
        base = aligning.common_base(own, market)
        if base is None:
            notes.append(f"There is no period in which both have a value, so {series.name} stands alone.")
            first = min((day for day in market if market[day]), default=None)
            lines = (Line(series.name, aligning.index_100(market, first)),) if first else ()
            return lines, "Index", first
        both = (
            Line(label, aligning.index_100(own, base), own=True),
            Line(series.name, aligning.index_100(market, base)),
        )
        return both, "Index", base
    if unit != series.unit:
        notes.append("The two are in different units; an index shows them side by side.")
    return (Line(label, own, own=True), Line(series.name, market)), series.unit or unit, None


def _adjusted(values: dict[dt.date, float], grain: str, label: str, notes: list[str]) -> dict[dt.date, float]:
    found = aligning.without_season(values, grain)
    if found is None:
        notes.append(
            f"{label} is shown with its season: two full seasons without a gap are needed to tell it."
        )
        return values
    return found.adjusted
