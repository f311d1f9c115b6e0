"""The engine's view of proposals and assumptions. Nothing is written here."""

import math
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from lintel.engines import returns as engine
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns.gathering import (
    QUARTER,
    Supposed,
    begins_on,
    delivered_in,
    period_months,
    quarters_of,
)
from lintel.portfolio.returns.models import Assumptions
from lintel.portfolio.returns.reading import Standing
from lintel.ui.problems import Problem

EVERYTHING = "everything"  # the driver that all benefits of all proposals share
SEED = 1
MOST_CELLS = 20_000_000  # draws × proposals of a portfolio: some three seconds


def returned(proposal: Proposal, row: Assumptions, supposed: Supposed | None = None) -> dict[str, Any]:
    """The return of a proposal as plain values, with the day on which its first period begins.

    Errors: `Problem`.
    """
    what = supposed or Supposed()
    try:
        found = engine.simulate(_investment(proposal, row, what), _assumed(row, what), seed=SEED)
    except engine.Unfit as wrong:
        raise Problem(wrong.reason, way_out=wrong.way_out) from None
    return asdict(found) | {"begins": f"{begins_on(proposal)}"}


def as_supposed(
    proposal: Proposal, found: Standing, what: Supposed
) -> tuple[dict[str, Any] | None, Assumptions | None]:
    """The result and the assumptions it goes by: as kept, or drawn anew where something else is supposed."""
    if not what:
        return (found.kept.result, found.kept.assumptions) if found.kept else (None, None)
    if found.assumed is None or not found.possible:
        return (found.kept.result if found.kept else None), found.assumed
    return returned(proposal, found.assumed, what), found.assumed


def together(proposals: Sequence[Proposal], row: Assumptions) -> dict[str, Any]:
    """What proposals return together; each must lack nothing. Errors: `Problem`."""
    first = min(begins_on(one) for one in proposals)
    ones = [
        replace(_investment(one, row, Supposed()), begins=(begins_on(one) - first).days / 365.25)
        for one in proposals
    ]
    draws = max(1_000, min(engine.DRAWS, MOST_CELLS // len(ones)))
    try:
        return asdict(engine.portfolio(ones, _assumed(row, Supposed()), draws=draws, seed=SEED))
    except engine.Unfit as wrong:
        raise Problem(wrong.reason, way_out=wrong.way_out) from None


def _assumed(row: Assumptions, what: Supposed) -> engine.Assumptions:
    """All benefits share one driver; those of one proposal move together beyond it, up to what is assumed."""
    whole, across = (2 * math.sin(math.pi * float(rank) / 6) for rank in
                     (row.benefit_correlation, row.portfolio_correlation))  # fmt: skip
    rate = row.discount_rate if what.discount_rate is None else what.discount_rate
    return engine.Assumptions(
        currency=row.currency,
        discount_rate=float(rate) / 100,
        inflation=float(row.inflation) / 100,
        horizon=row.horizon,
        rates={name: float(value) for name, value in row.rates.items()},
        shape="triangular" if row.shape == "triangular" else "pert",
        benefit_correlation=6 / math.pi * math.asin(max(0.0, whole - across) / 2),
        drivers={EVERYTHING: float(row.portfolio_correlation)},
    )


def _investment(proposal: Proposal, row: Assumptions, what: Supposed) -> engine.Investment:
    begins = begins_on(proposal)
    benefits = _benefits(proposal, what)
    delivered = delivered_in(proposal, begins)
    last = max((one.period for one in benefits), default=delivered)
    delay = (row.delay_low, row.delay_likely, row.delay_high) if what.delay is None else (what.delay,) * 3
    return engine.Investment(
        name=str(proposal.pk),
        currency=proposal.currency,
        one_off=engine.Range.exactly(float(proposal.one_off_cost or 0)),
        run_per_year=engine.Range.exactly(float(proposal.run_cost or 0)),
        benefits=benefits,
        efforts=tuple(
            engine.Effort(
                one.specialty.name,
                engine.Range(float(one.low), float(one.likely), float(one.high)),
                float(row.day_rates.get(str(one.specialty_id), row.day_rate)),
                row.currency,
            )
            for one in proposal.efforts.all()
        ),
        delay=engine.Range(*(float(months) / QUARTER for months in delay)),
        delivered=delivered,
        runs=max(0, last - delivered),
    )  # fmt: skip


def _benefits(proposal: Proposal, what: Supposed) -> tuple[engine.Benefit, ...]:
    rows = list(proposal.benefits.all())
    begins, length = begins_on(proposal), period_months(rows)
    own = {engine.ONE_OFF, engine.RUN, engine.DELAY}
    taken = own | {one.specialty.name for one in proposal.efforts.all()}
    found = []
    for one in rows:
        if one.what in what.without:
            continue
        quarters = quarters_of(one, begins, length)
        amount = engine.Range(*(float(value) / len(quarters) for value in (one.low, one.likely, one.high)))
        name = one.what if one.what not in taken else f"{one.what} (benefit)"
        found += [
            engine.Benefit(name, quarter, amount, one.cashable, driver=EVERYTHING) for quarter in quarters
        ]
    return tuple(found)
