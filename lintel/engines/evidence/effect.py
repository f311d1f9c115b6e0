"""What a delivered change did to a metric: an interrupted time series beside its own forecast.

As in Brodersen et al. (2015, “Inferring causal impact using Bayesian structural time-series models”, Annals
of Applied Statistics 9), the steps after the change are set against what the steps before, and controls
that the change did not touch, let expect. Placebo dates (Abadie, Diamond, Hainmueller 2010) show how often
the same method finds as much where nothing happened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lintel.engines.evidence import placebo, wording
from lintel.engines.evidence import structure as structures
from lintel.engines.evidence.forecast import Forecast, Mixture, Models, Weighed
from lintel.engines.evidence.outcome import (
    COMMON,
    FEW_PLACEBOS,
    LEAST_AFTER,
    LEAST_BEFORE,
    LEVEL,
    MOST_AFTER,
    MOST_MISSING,
    Direction,
    Effect,
    Interval,
    Point,
)
from lintel.engines.evidence.problems import TooLittle
from lintel.engines.evidence.series import Series, aligned

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def effect(series: Series, at: dt.date, *, controls: Sequence[Series] = (), level: float = LEVEL) -> Effect:
    """What a change at a date did to a series. The step in which the date lies counts as after it.

    Controls are series that the change did not touch, with values for all steps. Everything is computed, not
    drawn at random, so the same series gives the same answer. Raises `TooLittle` with the reason.
    """
    import numpy as np

    known = aligned(series, controls)
    before = _first_after(series, at)
    values = np.array([np.nan if value is None else value for value in series.values], dtype=float)
    end = min(len(series), before + MOST_AFTER)
    _refuse_too_little(series, values[:end], before)
    if 3 * len(known) >= before:
        raise TooLittle(
            f"{len(known)} controls are too many for {before} {series.step}s before the change.",
            "Keep those that move most like the metric.",
        )
    given = np.array(list(known.values()), dtype=float).T if known else None
    tried = structures.candidates(series.step, int((~np.isnan(values[:before])).sum()), len(known))
    models = Models(values[:end], given[:end] if given is not None else None, tried)
    weighed = models.weigh(before)
    ahead = models.forecast(weighed, before, end)
    return _told(series, at, level, tuple(known), models, weighed, ahead, before, end)


def _first_after(series: Series, at: dt.date) -> int:
    """The step in which a date lies; refuses dates outside the series."""
    place = series.index(at)
    if place < len(series) and series.day(place) != at and place > 0:
        place -= 1
    if not 0 < place < len(series):
        raise TooLittle(
            f"{series.name} goes from {series.day(0)} to {series.day(len(series) - 1)}; the change at {at} "
            "is "
            "not between.",
            "Give a series that begins before the change and goes on after it.",
        )
    return place


def _refuse_too_little(series: Series, values: NDArray[np.float64], before: int) -> None:
    import numpy as np

    ahead, behind = values[:before], values[before:]
    counted, later = int((~np.isnan(ahead)).sum()), int((~np.isnan(behind)).sum())
    step = series.step
    if counted < LEAST_BEFORE:
        raise TooLittle(
            f"There are only {counted} {step}s with a value before the change; {LEAST_BEFORE} are the least.",
            "Bring in a longer history, or a finer step.",
        )
    if later < LEAST_AFTER:
        raise TooLittle(
            f"There are only {later} {step}s with a value after the change; {LEAST_AFTER} are the least.",
            f"Ask again in some {step}s.",
        )
    if np.isnan(ahead).mean() > MOST_MISSING:
        raise TooLittle(
            f"{np.isnan(ahead).mean():.0%} of the {step}s before the change have no value.",
            f"Fill the gaps; {MOST_MISSING:.0%} are the most.",
        )
    if np.nanmax(ahead) == np.nanmin(ahead):
        raise TooLittle(
            f"{series.name} never changed before, so nobody can say how much it moves by itself.",
            "Look at the two numbers instead, or take a metric that varies.",
        )


def _told(
    series: Series,
    at: dt.date,
    level: float,
    controls: tuple[str, ...],
    models: Models,
    weighed: Sequence[Weighed],
    ahead: Forecast,
    before: int,
    end: int,
) -> Effect:
    import numpy as np

    actual = models.values[before:end]
    measured = int((~np.isnan(actual)).sum())
    total = _difference(ahead.sums.of(-1 % (end - before)), float(np.nansum(actual)), level)
    expected = float(np.nansum(actual)) - total.estimate
    per_step = Interval(*(value / measured for value in (total.estimate, total.low, total.high)))
    nothing = float(ahead.sums.of(-1 % (end - before)).below(np.array([np.nansum(actual)]))[0])
    placebos, steps, errors = placebo.compare(series, models, weighed, ahead, before, end)
    larger = sum(abs(one.errors) >= abs(errors) for one in placebos)
    share = larger / len(placebos) if placebos else None
    direction = _direction(per_step, share, len(placebos))
    season = _most(weighed)
    found = Effect(
        series.name, series.unit, series.step, at, level, before, measured, per_step, total,
        _relative(total, expected), min(nothing, 1 - nothing), placebos, steps, errors, share, season,
        sum(one.weight for one in weighed if one.structure.slope), controls,
        _points(series, models, ahead, before, end, level), direction, "",
    )  # fmt: skip
    return wording.with_verdict(found)


def _difference(expected: Mixture, actual: float, level: float) -> Interval:
    """The actual value less what was expected, with the interval turned round."""
    low, high = (float(expected.quantile(share)[0]) for share in ((1 - level) / 2, (1 + level) / 2))
    return Interval(actual - float(expected.mean()[0]), actual - high, actual - low)


def _relative(total: Interval, expected: float) -> Interval:
    if expected == 0:
        return Interval(float("nan"), float("nan"), float("nan"))
    low, high = sorted((total.low / abs(expected), total.high / abs(expected)))
    return Interval(total.estimate / abs(expected), low, high)


def _direction(per_step: Interval, share: float | None, placebos: int) -> Direction:
    common = share is not None and placebos >= FEW_PLACEBOS and share > COMMON
    if not per_step.sure or common:
        return "unclear"
    return "higher" if per_step.estimate > 0 else "lower"


def _most(weighed: Sequence[Weighed]) -> str:
    """The season that the points before speak for most; empty for none."""
    weights: dict[str, float] = {}
    for one in weighed:
        name = one.structure.season_name
        weights[name] = weights.get(name, 0) + one.weight
    return max(weights, key=lambda name: weights[name])


def _points(
    series: Series, models: Models, ahead: Forecast, before: int, end: int, level: float
) -> tuple[Point, ...]:
    import numpy as np

    low, high = (1 - level) / 2, (1 + level) / 2
    expected, under, over = ahead.steps.mean(), ahead.steps.quantile(low), ahead.steps.quantile(high)
    summed, least, most = ahead.sums.mean(), ahead.sums.quantile(low), ahead.sums.quantile(high)
    so_far = np.nancumsum(models.values[before:end])
    found = [
        Point(series.day(index), False, series.values[index], None, None, None) for index in range(before)
    ]
    for place in range(end - before):
        value = series.values[before + place]
        found.append(
            Point(
                series.day(before + place), True, value,
                float(expected[place]), float(under[place]), float(over[place]),
                None if value is None else value - float(expected[place]),
                float(so_far[place] - summed[place]),
                float(so_far[place] - most[place]),
                float(so_far[place] - least[place]),
            )
        )  # fmt: skip
    return tuple(found)
