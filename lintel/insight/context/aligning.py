"""Own figures beside the market's: brought to the same periods, as an index, a share, growth, or without
the season. No database: values in, values out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from lintel.insight.context.models import Grain, Measures
from lintel.insight.context.periods import ORDER, SEASON, a_year_before, after, start_of

Values = Mapping[dt.date, float]


def resampled(values: Values, grain: str, wanted: str, measures: str) -> dict[dt.date, float]:
    """Values in longer periods: amounts added up, levels averaged.

    A longer period of amounts counts only when all of its parts are there: half a year is not a year. Parts
    that lie in two periods, such as a week between two months, count for the one in which they begin.
    """
    if ORDER.index(Grain(wanted)) <= ORDER.index(Grain(grain)):
        return dict(values)
    parts: dict[dt.date, list[float]] = {}
    for day, value in values.items():
        parts.setdefault(start_of(day, wanted), []).append(value)
    if measures == Measures.LEVEL:
        return {start: sum(found) / len(found) for start, found in sorted(parts.items())}
    return {
        start: sum(found)
        for start, found in sorted(parts.items())
        if len(found) >= _parts_in(start, grain, wanted)
    }


def _parts_in(start: dt.date, grain: str, wanted: str) -> int:
    """How many shorter periods begin in a longer one."""
    end, day, count = after(start, wanted), start, 0
    if start_of(day, grain) != day:
        day = after(start_of(day, grain), grain)
    while day < end:
        count, day = count + 1, after(day, grain)
    return count


def index_100(values: Values, base: dt.date) -> dict[dt.date, float]:
    """Values in percent of the value of one period; empty where that is missing or zero."""
    standard = values.get(base)
    return {day: 100 * value / standard for day, value in values.items()} if standard else {}


def common_base(own: Values, market: Values) -> dt.date | None:
    """The first period in which both have a value that is not zero.

    Where there are enough others, the very first period of one's own is passed over: records seldom begin on
    its first day, and half a month as 100 would make everything after it look large.
    """
    shared = [day for day in sorted(own) if own[day] and market.get(day)]
    begun_within = len(shared) > 2 and shared[0] == min(own)
    return shared[1 if begun_within else 0] if shared else None


def share(own: Values, market: Values) -> dict[dt.date, float]:
    """Own value in percent of the market's; periods without a market are left out."""
    return {day: 100 * value / market[day] for day, value in own.items() if market.get(day)}


def growth(values: Values, grain: str) -> dict[dt.date, float]:
    """Change in percent against the same period of the year before."""
    found = {}
    for day, value in values.items():
        before = values.get(a_year_before(day, grain))
        if before:
            found[day] = 100 * (value / before - 1)
    return found


@dataclass(frozen=True)
class Adjusted:
    """A series without its season: `adjusted` is observed less seasonal."""

    adjusted: dict[dt.date, float]
    trend: dict[dt.date, float]
    seasonal: dict[dt.date, float]


def without_season(values: Values, grain: str) -> Adjusted | None:
    """Seasonal-trend decomposition by LOESS (Cleveland et al. 1990), robust against outliers.

    None where there are fewer than two full seasons, or a period is missing in between: a season cannot be
    told from less.
    """
    season = SEASON.get(Grain(grain))
    days = sorted(values)
    if season is None or len(days) < 2 * season + 1 or not _unbroken(days, grain):
        return None
    import numpy as np
    from statsmodels.tsa.seasonal import STL

    observed = np.array([values[day] for day in days], dtype=float)
    fitted = STL(observed, period=season, robust=True).fit()
    return Adjusted(
        adjusted=dict(zip(days, (observed - fitted.seasonal).tolist(), strict=True)),
        trend=dict(zip(days, fitted.trend.tolist(), strict=True)),
        seasonal=dict(zip(days, fitted.seasonal.tolist(), strict=True)),
    )


def _unbroken(days: list[dt.date], grain: str) -> bool:
    return all(after(one, grain) == next_one for one, next_one in pairwise(days))


def grain_of(days: list[dt.date]) -> str:
    """The grain that a series of first days has, by the usual distance between them."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    if not gaps:
        return Grain.MONTH
    usual = gaps[len(gaps) // 2]
    return next(
        str(grain) for grain, most in zip(ORDER, (4, 20, 60, 200, 10**6), strict=True) if usual <= most
    )
