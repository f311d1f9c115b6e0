"""Many investments together: the distribution of their sum, who carries its risk, and what spreads it.

The parts of the total's deviation are Euler's: cov(NPV_i, total)/var(total) (McNeil, Frey and Embrechts,
Quantitative Risk Management, 2nd ed. 2015, section 8.5).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lintel.engines.returns.checks import check, check_assumptions
from lintel.engines.returns.correlation import mixing
from lintel.engines.returns.flows import factors, rows, weights
from lintel.engines.returns.kinds import Floats, Singles
from lintel.engines.returns.measures import TAIL, worth
from lintel.engines.returns.model import DELAY, Assumptions, Investment
from lintel.engines.returns.outcome import Member, Portfolio
from lintel.engines.returns.problems import Unfit
from lintel.engines.returns.quantiles import places, read
from lintel.engines.returns.simulate import DRAWS, FEWEST, delays

MOST_CELLS = 100_000_000


def portfolio(
    investments: Sequence[Investment], assumptions: Assumptions, *, draws: int = DRAWS, seed: int = 1
) -> Portfolio:
    """Draw all of them in the same worlds. Each one's draws are those that `simulate` makes for it alone.

    Errors: `Unfit`, which names the investment and the field.
    """
    import numpy as np

    check_assumptions(assumptions)
    _check(investments, draws, seed)
    common: dict[str, Floats] = {}
    ordered = sorted(investments, key=lambda one: one.name)
    each = np.empty((len(ordered), draws), np.float32)
    total = np.zeros(draws)
    for number, one in enumerate(ordered):
        try:
            npv = present_values(one, assumptions, draws, seed, common)
        except Unfit as wrong:
            raise Unfit(f"{one.name}: {wrong.field}", wrong.reason, wrong.way_out) from None
        each[number] = npv
        total += npv
    return _told(ordered, each, total, assumptions, seed)


def _check(investments: Sequence[Investment], draws: int, seed: int) -> None:
    if not investments:
        raise Unfit("investments", "There are none.", "Name one or more.")
    twice = [name for name, times in Counter(one.name for one in investments).items() if times > 1]
    if twice:
        raise Unfit("investments", f"“{twice[0]}” is there twice.", "Give each its own name.")
    if not FEWEST <= draws <= MOST_CELLS // len(investments):
        raise Unfit(
            "draws", f"{draws:,} draws of {len(investments)} investments do not go.",
            f"Take {FEWEST:,} to {MOST_CELLS // len(investments):,}.",
        )  # fmt: skip
    if seed < 0:
        raise Unfit("seed", "A seed is not negative.", "Take 0 or more.")


def present_values(
    investment: Investment, assumptions: Assumptions, draws: int, seed: int, common: dict[str, Floats]
) -> Floats:
    """The NPV of each draw. All periods of a row hang on one normal, so its present value is one table over
    that normal; with a delay that is not known, one table for each number of whole periods."""
    import numpy as np

    check(investment, assumptions)
    _, values = factors(investment, assumptions)
    drawn = mixing(investment, assumptions).draw(investment.name, seed, draws, common)
    found = {name: places(normal) for name, normal in drawn.items() if name != DELAY}
    delay = delays(investment, places(drawn[DELAY]))
    latest = int(np.max(delay)) + 1
    tables: dict[str, Floats] = {}
    for row in rows(investment, assumptions):
        table = weights(row, values, latest)[:, None] * row.table
        tables[row.name] = tables[row.name] + table if row.name in tables else table
    npv = np.zeros(draws)
    for name, table in tables.items():
        if isinstance(delay, float):
            whole, part = int(delay), delay - int(delay)
            npv += read((1 - part) * table[whole] + part * table[whole + 1], found[name])
            continue
        wholes = delay.astype(np.int32)
        parts = delay - wholes
        below, share = found[name].below, found[name].share
        first = table[wholes, below] * (1 - share) + table[wholes, below + 1] * share
        second = table[wholes + 1, below] * (1 - share) + table[wholes + 1, below + 1] * share
        npv += first + parts * (second - first)
    return npv


def _told(
    ordered: Sequence[Investment], each: Singles, total: Floats, assumptions: Assumptions, seed: int
) -> Portfolio:
    import numpy as np

    draws = len(total)
    worst = np.argpartition(total, max(1, int(TAIL * draws)) - 1)[: max(1, int(TAIL * draws))]
    centred = total - total.mean()
    variance = float((centred**2).mean())
    members = []
    for one, values in zip(ordered, each, strict=True):
        own = values.astype(np.float64)
        together = float((own * centred).mean())
        members.append(
            Member(
                one.name, float(own.mean()), float(own.std()), float((own < 0).mean()),
                together / variance if variance else 0.0, float(own[worst].mean()),
            )
        )  # fmt: skip
    apart = sum(member.deviation for member in members)
    spread = 1 - float(total.std()) / apart if apart else 0.0
    return Portfolio(assumptions.currency, seed, draws, worth(total), tuple(members), apart, spread)
