"""The return of one investment."""

from __future__ import annotations

from lintel.engines.returns.checks import check
from lintel.engines.returns.correlation import mixing
from lintel.engines.returns.flows import Row, factors, late, periods, rows, weights
from lintel.engines.returns.kinds import Floats
from lintel.engines.returns.measures import TAIL, irr, payback, worth
from lintel.engines.returns.model import DELAY, Assumptions, Investment
from lintel.engines.returns.outcome import PERCENTILES, Band, Influence, Return
from lintel.engines.returns.problems import Unfit
from lintel.engines.returns.quantiles import Places, nodes, places, read
from lintel.engines.returns.tornado import influence

DRAWS = 100_000
FEWEST, MOST_CELLS = 1_000, 40_000_000


def simulate(
    investment: Investment, assumptions: Assumptions, *, draws: int = DRAWS, seed: int = 1
) -> Return:
    """Draw an investment's costs and benefits and say what it returns. The same input, number of draws and
    seed give the same figures bit for bit. Errors: `Unfit`, which names the field."""
    import numpy as np

    check(investment, assumptions)
    _check_draws(draws, seed, periods(investment, assumptions))
    found = {
        name: places(normal)
        for name, normal in mixing(investment, assumptions).draw(investment.name, seed, draws, {}).items()
    }
    delay = delays(investment, found[DELAY])
    all_rows = rows(investment, assumptions)
    prices, values = factors(investment, assumptions)
    cash, soft, parts = _drawn(all_rows, found, draws, values, delay)
    both = cash + soft if soft is not None else cash
    discounted = np.cumsum(both * values[:, None], axis=0)
    npv = discounted[-1]
    both *= prices[:, None]
    running = np.cumsum(both, axis=0)
    soft_value = values @ soft if soft is not None else 0.0
    benefits = sum((part for (_, kind), part in parts.items() if kind == "benefit"), np.zeros(draws))
    per_year = investment.periods_per_year
    return Return(
        investment.name, assumptions.currency, seed, draws, periods(investment, assumptions), per_year,
        worth(npv), worth(npv - soft_value), irr(both, per_year), payback(running, per_year),
        payback(discounted, per_year), _bands(running, discounted), _influences(parts, delay, npv),
        float(benefits.mean()), float(benefits.mean() - np.percentile(benefits, 100 * TAIL)),
        tuple(sorted({row.name for row in all_rows if row.periods and min(row.periods) >= len(values)})),
    )  # fmt: skip


def delays(investment: Investment, found: Places) -> Floats | float:
    """How late it is, in periods: one number where that is known, else one for each draw. Always PERT."""
    import numpy as np

    if investment.delay.certain:
        return float(investment.delay.low)
    return np.clip(read(nodes(investment.delay, "pert"), found), 0, None)


def _check_draws(draws: int, seed: int, ends: int) -> None:
    if draws < FEWEST:
        raise Unfit("draws", f"{draws} draws say too little.", f"Take {FEWEST:,} or more.")
    if draws * (ends + 1) > MOST_CELLS:
        raise Unfit(
            "draws", f"{draws:,} draws of {ends} periods need too much memory.",
            f"Take at most {MOST_CELLS // (ends + 1):,}.",
        )  # fmt: skip
    if seed < 0:
        raise Unfit("seed", "A seed is not negative.", "Take 0 or more.")


def _drawn(
    all_rows: list[Row], found: dict[str, Places], draws: int, values: Floats, delay: Floats | float
) -> tuple[Floats, Floats | None, dict[tuple[str, str], Floats]]:
    """Cash and what is not cashable, by period and draw at today's prices, and each row's part of the NPV."""
    import numpy as np

    still, moving = np.zeros((len(values), draws)), np.zeros((len(values), draws))
    hoped = any(not row.cashable for row in all_rows)
    soft = np.zeros((len(values), draws)) if hoped else None
    parts: dict[tuple[str, str], Floats] = {}
    latest = int(np.max(delay)) + 1
    for row in all_rows:
        if not row.periods:
            continue
        amount = read(row.table, found[row.name])
        target = still if not row.moves else moving if row.cashable or soft is None else soft
        for at in row.periods:
            if at < len(values):
                target[at] += amount
        weight = np.interp(delay, np.arange(latest + 1), weights(row, values, latest))
        key = (row.name, row.kind)
        parts[key] = parts[key] + amount * weight if key in parts else amount * weight
    if np.any(delay):
        moving = late(moving, delay)
        soft = late(soft, delay) if soft is not None else None
    return still + moving, soft, parts


def _bands(running: Floats, discounted: Floats) -> tuple[Band, ...]:
    import numpy as np

    return tuple(
        Band(
            period,
            tuple(map(float, np.percentile(running[period], PERCENTILES))),
            tuple(map(float, np.percentile(discounted[period], PERCENTILES))),
        )
        for period in range(len(running))
    )


def _influences(
    parts: dict[tuple[str, str], Floats], delay: Floats | float, npv: Floats
) -> tuple[Influence, ...]:
    """Rows that vary, the one that matters most first."""
    import numpy as np

    if not isinstance(delay, float):
        parts = parts | {(DELAY, "delay"): -delay}
    found = [influence(name, kind, part, npv) for (name, kind), part in parts.items() if np.ptp(part) > 0]
    return tuple(sorted(found, key=lambda one: (-one.share, one.name)))
