"""From an investment to rows of money: what each draws, in which period it falls, and what delay does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lintel.engines.returns.kinds import Floats
from lintel.engines.returns.model import ONE_OFF, RUN, Assumptions, Benefit, Investment
from lintel.engines.returns.quantiles import nodes

Kind = Literal["one-off", "effort", "run", "benefit", "delay"]


@dataclass(frozen=True)
class Row:
    """Money in the assumptions' currency at today's prices: a table over the row's normal, and the periods in
    which that amount falls. What `moves` is late when the delivery is."""

    name: str
    kind: Kind
    table: Floats
    periods: tuple[int, ...]
    moves: bool
    cashable: bool


def rows(investment: Investment, assumptions: Assumptions) -> list[Row]:
    """The rows of an investment, in an order that does not depend on the order in which they were written."""
    ends, shape = periods(investment, assumptions), assumptions.shape
    own = _rate(investment.currency, assumptions)
    found = [Row(ONE_OFF, "one-off", -own * nodes(investment.one_off, shape), (0,), False, True)]
    runs = ends if investment.runs is None else investment.delivered + investment.runs
    running = tuple(range(investment.delivered + 1, min(runs, ends) + 1))
    per_period = -own / investment.periods_per_year * nodes(investment.run_per_year, shape)
    found.append(Row(RUN, "run", per_period, running, True, True))
    for effort in sorted(investment.efforts, key=lambda one: one.name):
        rate = _rate(effort.currency or investment.currency, assumptions) * effort.day_rate
        found.append(Row(effort.name, "effort", -rate * nodes(effort.days, shape), (0,), False, True))
    for benefit in sorted(investment.benefits, key=_order):
        rate = _rate(benefit.currency or investment.currency, assumptions)
        table = rate * nodes(benefit.amount, shape)
        found.append(Row(benefit.name, "benefit", table, (benefit.period,), True, benefit.cashable))
    return found


def _order(one: Benefit) -> tuple[object, ...]:
    amount = one.amount
    return (one.name, one.period, amount.low, amount.likely, amount.high, one.cashable, one.currency)


def _rate(currency: str, assumptions: Assumptions) -> float:
    same = not currency or currency == assumptions.currency
    return 1.0 if same else float(assumptions.rates[currency])


def periods(investment: Investment, assumptions: Assumptions) -> int:
    """How many periods the horizon has."""
    return assumptions.horizon * investment.periods_per_year


def factors(investment: Investment, assumptions: Assumptions) -> tuple[Floats, Floats]:
    """For each period from 0: how far prices have risen by its end, and what a unit of its money is worth on
    the day to which is discounted. Real and nominal rate are tied by Fisher's (1 + r)/(1 + i)."""
    import numpy as np

    years = investment.begins + np.arange(periods(investment, assumptions) + 1) / (
        investment.periods_per_year
    )
    prices = (1 + assumptions.inflation) ** years
    return prices, prices * (1 + assumptions.discount_rate) ** -years


def late(flows: Floats, delay: Floats | float) -> Floats:
    """Flows by period and draw, moved to later periods; the part of a period splits between two of them, and
    what leaves the horizon is lost."""
    import numpy as np

    if isinstance(delay, float):
        whole, part = int(delay), delay - int(delay)
        moved = _moved(flows, whole)
        return moved if not part else (1 - part) * moved + part * _moved(flows, whole + 1)
    found = np.zeros_like(flows)
    wholes = delay.astype(np.int32)
    parts = delay - wholes
    for whole in np.unique(wholes):
        those = np.flatnonzero(wholes == whole)
        share, mine = parts[those], flows[:, those]
        found[:, those] = (1 - share) * _moved(mine, int(whole)) + share * _moved(mine, int(whole) + 1)
    return found


def _moved(flows: Floats, by: int) -> Floats:
    import numpy as np

    if not by:
        return flows
    moved = np.zeros_like(flows)
    if by < len(flows):
        moved[by:] = flows[:-by]
    return moved


def weights(row: Row, worth: Floats, latest: int) -> Floats:
    """What a unit of a row is worth when it comes 0, 1 … `latest` whole periods late."""
    import numpy as np

    reach = np.concatenate([worth, np.zeros(latest + 1)])
    moves = range(latest + 1) if row.moves else [0] * (latest + 1)
    return np.array([sum(reach[at + by] for at in row.periods if at < len(worth)) for by in moves])
