"""The same method at dates at which nothing happened."""

from __future__ import annotations

from collections.abc import Sequence

from lintel.engines.evidence.forecast import Forecast, Models, Weighed
from lintel.engines.evidence.outcome import LEAST_AFTER, LEAST_BEFORE, PLACEBOS, Placebo
from lintel.engines.evidence.series import Series


def compare(
    series: Series, models: Models, weighed: Sequence[Weighed], ahead: Forecast, before: int, end: int
) -> tuple[tuple[Placebo, ...], int, float]:
    """Placebos before the change, the number of steps compared, and the change's own effect over as many
    steps in its standard errors.

    The window is as long as the time after the change, shortened to half of what the time before allows; it
    lies wholly before the change. The weights of structures stay those of the whole time before.
    """
    room = before - LEAST_BEFORE
    steps = min(end - before, room // 2)
    if steps < LEAST_AFTER:
        return (), 0, _errors(models, ahead, before, before + min(end - before, LEAST_AFTER))[1]
    last = before - steps
    tried = min(PLACEBOS, last - LEAST_BEFORE + 1)
    dates = {LEAST_BEFORE + round(n * (last - LEAST_BEFORE) / max(tried - 1, 1)) for n in range(tried)}
    found: list[Placebo] = []
    for date in sorted(dates):
        if _measured(models, 0, date) < LEAST_BEFORE - 2 or _measured(models, date, date + steps) < 2:
            continue
        effect, errors = _errors(models, models.forecast(weighed, date, date + steps), date, date + steps)
        found.append(Placebo(series.day(date), effect, errors))
    return tuple(found), steps, _errors(models, ahead, before, before + steps)[1]


def _measured(models: Models, begin: int, end: int) -> int:
    import numpy as np

    return int((~np.isnan(models.values[begin:end])).sum())


def _errors(models: Models, ahead: Forecast, begin: int, end: int) -> tuple[float, float]:
    """The effect per step over a window, and the same in standard errors of its forecast."""
    import numpy as np

    last = ahead.sums.of(end - begin - 1)
    difference = float(np.nansum(models.values[begin:end]) - last.mean()[0])
    inside = last.scales[:, 0] ** 2 + (last.means[:, 0] - last.mean()[0]) ** 2
    return difference / _measured(models, begin, end), difference / float(np.sqrt(last.weights @ inside))
