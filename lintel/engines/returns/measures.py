"""Net present value, payback and internal rate of return over draws.

Brealey, Myers and Allen, Principles of Corporate Finance, 13th ed. 2020, ch. 5. A conventional stream of cash
(one change of sign) has exactly one rate by Descartes' rule; so has one whose running total changes its sign
once (Norstrøm, Journal of Financial and Quantitative Analysis 7, 1972).
"""

from __future__ import annotations

import math
from typing import Any, Literal

from lintel.engines.returns.kinds import Counts, Flags, Floats
from lintel.engines.returns.outcome import PERCENTILES, Irr, Payback, Worth

Z95 = 1.959963984540054
TAIL = 0.05
IRR_DRAWS = 10_000
LOWEST, HIGHEST = math.log(1e-3), math.log(1e3)  # of one plus the rate per period, where it is looked for


def worth(values: Floats) -> Worth:
    """The distribution of an NPV."""
    import numpy as np

    draws = len(values)
    mean, deviation = float(values.mean()), float(values.std())
    error = Z95 * deviation / math.sqrt(draws)
    loss = float((values < 0).mean())
    worst = max(1, int(TAIL * draws))
    tail = float(np.partition(values, worst - 1)[:worst].mean())
    return Worth(
        mean, deviation, mean - error, mean + error,
        tuple(map(float, np.percentile(values, PERCENTILES))), loss,
        Z95 * math.sqrt(loss * (1 - loss) / draws), tail,
    )  # fmt: skip


def payback(running: Floats, periods_per_year: int) -> Payback:
    """From running totals by period and draw."""
    import numpy as np

    years = _years(running, periods_per_year)
    expected = float(_years(running.mean(axis=1, keepdims=True), periods_per_year)[0])
    found = np.percentile(years, PERCENTILES, method="higher")
    return Payback(
        expected if math.isfinite(expected) else None,
        tuple(float(one) if math.isfinite(one) else None for one in found),
        float(np.isinf(years).mean()),
    )


def _years(running: Floats, periods_per_year: int) -> Floats:
    import numpy as np

    back = running >= 0
    first = back.argmax(axis=0)
    columns = np.arange(running.shape[1])
    before = running[np.maximum(first - 1, 0), columns]
    step = running[first, columns] - before
    share = np.divide(-before, step, out=np.zeros_like(step), where=step > 0)
    at = np.where(first == 0, 0.0, first - 1 + share) / periods_per_year
    return np.where(back.any(axis=0), at, np.inf)


def irr(flows: Floats, periods_per_year: int) -> Irr:
    """From cash by period and draw, in prices of its time."""
    import numpy as np

    kind, rates = of_cash(flows.mean(axis=1), periods_per_year)
    some = flows[:, :IRR_DRAWS]
    those = some[:, _unique(some)]
    single = those.shape[1] / some.shape[1]
    percentiles: tuple[float | None, ...] = (None,) * len(PERCENTILES)
    if those.shape[1]:
        found = np.percentile(_solved(those, periods_per_year), PERCENTILES)
        percentiles = tuple(map(float, found))
    return Irr(kind, rates, percentiles, single, some.shape[1])


def of_cash(
    cash: Floats, periods_per_year: int = 1
) -> tuple[Literal["one", "none", "several"], tuple[float, ...]]:
    """All internal rates of one stream of cash, per year, rising: the real roots x = 1/(1 + r) > 0."""
    import numpy as np

    if cash.min() < 0 < cash.max() and _changes(cash[:, None])[0] == 1:
        return "one", (float(_solved(cash[:, None], periods_per_year)[0]),)
    if not (cash.min() < 0 < cash.max()):
        return "none", ()
    roots = np.roots(cash[::-1])
    real = roots[(np.abs(roots.imag) < 1e-7 * np.maximum(1, np.abs(roots))) & (roots.real > 1e-6)].real
    rates = sorted(float(x**-periods_per_year - 1) for x in real)
    apart = [rate for number, rate in enumerate(rates) if not number or rate - rates[number - 1] > 1e-6]
    return ("none" if not apart else "one" if len(apart) == 1 else "several"), tuple(apart)


def _unique(flows: Floats) -> Flags:
    """Streams that have exactly one rate for sure: both signs occur, flows or running totals change once."""
    import numpy as np

    both = (flows.min(axis=0) < 0) & (flows.max(axis=0) > 0)
    running = flows.cumsum(axis=0)
    norstrom = (_changes(running) == 1) & (running[0] < 0) & (running[-1] > 0)
    once: Any = both & ((_changes(flows) == 1) | norstrom)
    return np.asarray(once)


def _changes(flows: Floats) -> Counts:
    """How often the sign changes; zeros are passed over."""
    import numpy as np

    sign = np.sign(flows).astype(np.int8)
    changes = np.zeros(flows.shape[1], np.int64)
    last = sign[0].copy()
    for row in sign[1:]:
        changes += (row * last) < 0
        last = np.where(row != 0, row, last)
    return changes


def _solved(flows: Floats, periods_per_year: int) -> Floats:
    """The one rate of each stream, by bisection of ln(1 + r) per period."""
    # Norstrøm's one rate is the one above 0; there may be others below.
    import numpy as np

    low = np.where(_changes(flows) == 1, LOWEST, 0.0)
    high = np.full(flows.shape[1], HIGHEST)
    rising = _value(flows, low) < 0  # lent first, paid back later: the value rises with the rate
    for _ in range(48):
        middle = (low + high) / 2
        above = (_value(flows, middle) > 0) != rising
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.asarray(np.exp(periods_per_year * (low + high) / 2) - 1)


def _value(flows: Floats, log_rate: Floats) -> Floats:
    """The present value by Horner's rule; scaled by its last factor where that would overflow."""
    import numpy as np

    discount = np.exp(-log_rate)
    small = discount <= 1
    value = np.zeros_like(log_rate)
    for row in flows[::-1]:
        value = np.where(small, value * discount + row, value)
    turned, growth = np.zeros_like(log_rate), np.exp(log_rate)
    for row in flows:
        turned = np.where(small, turned, turned * growth + row)
    return np.where(small, value, turned)
