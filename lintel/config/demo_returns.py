"""What the example company assumes about returns: a version that both offices signed, one that waits for
marketing, and the returns of the proposals that have costs and benefits."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from lintel.audit.signatures import hash_of
from lintel.config.story import who
from lintel.people.models import Specialty
from lintel.portfolio.proposals.models import Benefit
from lintel.portfolio.returns import simulating, work
from lintel.portfolio.returns.actions import assumptions, forecast
from lintel.portfolio.returns.gathering import lacking
from lintel.portfolio.returns.models import Assumptions, Scope
from lintel.portfolio.returns.terms import Terms

TERMS = Terms(
    discount_rate=Decimal(8), inflation=Decimal(2), horizon=5, day_rate=Decimal(620),
    rates={"SEK": Decimal("0.088"), "CHF": Decimal("1.05")}, delay_likely=Decimal(1), delay_high=Decimal(4),
)  # fmt: skip
DAY_RATES = {"Data engineer": 720, "Integration developer": 760, "Security engineer": 840}


def prepare() -> Iterator[str]:
    """Agree on assumptions and work out what there is."""
    days = {row.pk: Decimal(DAY_RATES[row.name]) for row in Specialty.objects.filter(name__in=DAY_RATES)}
    terms = replace(TERMS, day_rates=days)
    row = assumptions.write(terms, by=who("nele.vogt"), seen=0)
    for name in ("mara.lindqvist", "ivo.brandt"):
        row = assumptions.sign(row, by=who(name), content_hash=hash_of(row))
    worked = _work_out(row)
    later = assumptions.write(
        replace(terms, delay_likely=Decimal(2), delay_high=Decimal(9)), by=who("tomas.okafor"), seen=1
    )
    assumptions.sign(later, by=who("ivo.brandt"), content_hash=hash_of(later))
    yield f"Returns: {worked} proposals worked out by what both offices assume"


def _work_out(row: Assumptions) -> int:
    priced = work.whole().filter(pk__in=Benefit.objects.values("proposal")).order_by("pk")
    worked = [one for one in priced if work.work_out(one, by=None)]
    for scope in Scope.values:
        rows = list(work.proposals_of(scope).prefetch_related("benefits", "efforts__specialty"))
        ready = [one for one in rows if not any(gap.blocking for gap in lacking(one, row))]
        if ready:
            result = simulating.together(ready, row)
            forecast.keep_together(scope, row, result, left_out=len(rows) - len(ready), by=None)
    return len(worked)
