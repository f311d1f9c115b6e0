"""From a proposal to what is simulated: what is missing, what counts, and the hash of both.

Everything stands on a grid of quarters that begins with the proposal's start. A benefit of a fiscal period is
spread evenly over its quarters; how long a period is follows from the distance between the periods' starts.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from lintel.audit.canonical import content_hash
from lintel.audit.sides import Side
from lintel.portfolio.proposals.completeness import BOTH, Gap
from lintel.portfolio.proposals.models import Benefit, Proposal
from lintel.portfolio.returns.models import Assumptions

QUARTER = 3  # months
LENGTHS = (1, 3, 6, 12)  # months of a fiscal period


@dataclass(frozen=True)
class Supposed:
    """What if: other months of delay, another discount rate in per cent, benefits left out by name."""

    delay: Decimal | None = None
    discount_rate: Decimal | None = None
    without: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self != Supposed()


def money_hash(proposal: Proposal) -> str:
    """The hash of everything about a proposal that its return depends on. Reads efforts and benefits."""
    names = ("currency", "one_off_cost", "run_cost", "starts_on", "ends_on")
    return content_hash(
        {name: getattr(proposal, name) for name in names}
        | {
            "efforts": [row.content() for row in proposal.efforts.all()],
            "benefits": [row.content() for row in proposal.benefits.all()],
        }
    )


def lacking(proposal: Proposal, assumed: Assumptions | None) -> list[Gap]:
    """What keeps a return from being worked out (`blocking`), and what makes it less true."""
    found = []
    if proposal.one_off_cost is None:
        found.append(Gap("The one-off cost is missing (0 if there is none).", Side.IT, "money", True))
    if proposal.run_cost is None:
        found.append(Gap("The run cost per year is missing (0 if there is none).", Side.IT, "money", True))
    if not proposal.benefits.all():
        found.append(Gap("No benefit is named.", Side.MARKETING, "benefits", True))
    if assumed and proposal.currency != assumed.currency and proposal.currency not in assumed.rates:
        text = f"The assumptions say no rate for {proposal.currency}."
        found.append(Gap(text, BOTH, "money", True))
    if not proposal.efforts.all():
        found.append(Gap("No effort is estimated: work counts as free.", BOTH, "efforts"))
    if not (proposal.starts_on and proposal.ends_on):
        found.append(Gap("The time frame is open: it counts as delivered at once.", BOTH, "case"))
    return found


def names_of(proposal: Proposal) -> list[str]:
    """The benefits by name, each once."""
    return list(dict.fromkeys(row.what for row in proposal.benefits.all()))


def begins_on(proposal: Proposal) -> dt.date:
    """The first day of the grid: the start, or the first period of a benefit."""
    return proposal.starts_on or min(row.period_starts_on for row in proposal.benefits.all())


def period_months(benefits: list[Benefit]) -> int:
    """How long a fiscal period is: the smallest distance between two starts, or what its name says."""
    starts = sorted({row.period_starts_on for row in benefits})
    if len(starts) > 1:
        least = min(months_between(first, second) for first, second in pairwise(starts))
        return max((length for length in LENGTHS if length <= least), default=1)
    name = benefits[0].period.upper()
    return 3 if re.search(r"\bQ\s?[1-4]|[1-4]\s?Q\b", name) else 6 if re.search(r"\bH\s?[12]", name) else 12


def months_between(first: dt.date, second: dt.date) -> int:
    """Whole months from one day to a later one; less than none where it is earlier."""
    months = (second.year - first.year) * 12 + second.month - first.month
    return months - (second.day < first.day)


def quarters_of(row: Benefit, begins: dt.date, length: int) -> list[int]:
    """The quarters, from 1, over which a benefit is spread; what lies before the start falls into the first
    ones."""
    first = max(0, months_between(begins, row.period_starts_on)) // QUARTER + 1
    return list(range(first, first + max(1, length // QUARTER)))


def delivered_in(proposal: Proposal, begins: dt.date) -> int:
    """The number of quarters until it is delivered."""
    if proposal.ends_on is None:
        return 0
    return -(-max(0, months_between(begins, proposal.ends_on)) // QUARTER)


def stated(row: Assumptions, supposed: Supposed | None = None) -> dict[str, Any]:
    """Which assumptions were used, in words, by label; what was supposed instead stands in their place."""
    what = supposed or Supposed()
    low, likely, high = (_text(one) for one in (row.delay_low, row.delay_likely, row.delay_high))
    delay = "none" if high == "0" else f"{low} to {high} months, mostly {likely}"
    rate = f"{_text(row.discount_rate)} % a year"
    if what.delay is not None:
        delay = f"{_text(what.delay)} months, supposed"
    if what.discount_rate is not None:
        rate = f"{_text(what.discount_rate)} % a year, supposed"
    return {
        "Discount rate": rate,
        "Inflation": f"{_text(row.inflation)} % a year",
        "Horizon": f"{row.horizon} years",
        "Delay of delivery": delay,
        "Benefits of one proposal move together": f"rank correlation {_text(row.benefit_correlation)}",
        "Benefits of all proposals move together": f"rank correlation {_text(row.portfolio_correlation)}",
        "Ranges are drawn as": row.get_shape_display(),
    }


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}".replace("-", "−")
