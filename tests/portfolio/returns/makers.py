"""Assumptions and proposals with money, made by the same actions as in the house."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lintel.audit.signatures import hash_of
from lintel.people.models import Specialty
from lintel.portfolio.proposals.actions import part
from lintel.portfolio.proposals.models import Benefit, Effort, Proposal
from lintel.portfolio.returns.actions import assumptions
from lintel.portfolio.returns.models import Assumptions
from lintel.portfolio.returns.terms import Terms
from tests.cast import Cast
from tests.portfolio.proposals.making import fresh, make_proposal

TERMS = Terms(discount_rate=Decimal(8), inflation=Decimal(2), day_rate=Decimal(600))
FORM = {
    "currency": "EUR", "discount_rate": "7.5", "inflation": "2", "horizon": "4", "shape": "triangular",
    "benefit_correlation": "0.4", "portfolio_correlation": "0.2", "delay_low": "0", "delay_likely": "2",
    "delay_high": "6", "day_rate": "650", "rates": "USD 0.92\nCHF 1.05",
}  # fmt: skip


def newest() -> int:
    """The number of the newest version, 0 for none."""
    row = Assumptions.objects.order_by("-version").first()
    return row.version if row else 0


def make_assumptions(cast: Cast, **changes: Any) -> Assumptions:
    """A version that both offices signed."""
    row = assumptions.write(replace(TERMS, **changes), by=cast.nele, seen=newest())
    for holder in (cast.mara, cast.ivo):
        row = assumptions.sign(row, by=holder, content_hash=hash_of(row))
    return row


def benefit(what: str, year: int, low: int, likely: int, high: int, **more: Any) -> dict[str, Any]:
    """A benefit of a whole year."""
    return {
        "what": what, "period": f"FY{year}", "period_starts_on": dt.date(year, 1, 1), "low": Decimal(low),
        "likely": Decimal(likely), "high": Decimal(high), "cashable": True,
    } | more  # fmt: skip


def make_paying(cast: Cast, **values: Any) -> Proposal:
    """A proposal with costs, effort, and two benefits over three years, one of which is not cashable."""
    given = {"starts_on": dt.date(2027, 1, 1), "ends_on": dt.date(2027, 6, 30)} | values
    row = make_proposal(cast.nele, **given)
    engineers = Specialty.objects.get(name="Data engineer")
    days = {"low": Decimal(20), "likely": Decimal(30), "high": Decimal(60)}
    part.add(fresh(row), Effort, {"specialty": engineers, **days}, by=cast.tomas)
    for year in (2028, 2029, 2030):
        part.add(fresh(row), Benefit, benefit("Fewer licences", year, 20_000, 40_000, 70_000), by=cast.nele)
        hours = benefit("Hours saved", year, 5_000, 20_000, 30_000, cashable=False)
        part.add(fresh(row), Benefit, hours, by=cast.nele)
    return fresh(row)
