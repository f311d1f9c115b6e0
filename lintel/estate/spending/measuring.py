"""What a decided saving has taken so far, from the costs that were noted before and after; never claimed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Sum

from lintel.estate.inventory.models import Cost
from lintel.estate.spending.models import Saving, SavingState

CENT = Decimal("0.01")
RULE = (
    "Before: what its systems cost a month, on average over the months noted in the twelve before it shows. "
    "Taken: for each month since, up to the last one for which costs were noted here, the average less what "
    "was paid. Money in other currencies is left out."
)


@dataclass(frozen=True)
class Taken:
    """`before` is a month's average (None: nothing was noted); `months` are month, paid, and saved."""

    before: Decimal | None
    months: Sequence[tuple[dt.date, Decimal, Decimal]]

    @property
    def total(self) -> Decimal | None:
        """What was saved so far; less than nothing where more was paid. None while nobody can know."""
        if self.before is None or not self.months:
            return None
        return sum((saved for _, _, saved in self.months), Decimal())


def months_between(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of the months from one to another, both included."""
    count = (last.year - first.year) * 12 + last.month - first.month
    start = first.year * 12 + first.month - 1
    return [dt.date((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(count + 1)]


def taken(savings: Iterable[Saving]) -> dict[int, Taken]:
    """What decided savings have taken, by their numbers; two queries if `systems` are prefetched."""
    rows = [row for row in savings if row.state == SavingState.DECIDED]
    if not rows:
        return {}
    last = Cost.objects.aggregate(last=Max("month"))["last"]
    elements = {one.pk for row in rows for one in row.systems.all()}
    paid: dict[tuple[int, str], dict[dt.date, Decimal]] = defaultdict(dict)
    costs = Cost.objects.filter(element__in=elements).order_by()
    for element, currency, month, amount in costs.values_list("element", "currency", "month").annotate(
        Sum("amount")
    ):
        paid[element, currency][month] = amount
    return {row.pk: _taken(row, paid, last) for row in rows}


def _taken(row: Saving, paid: dict[tuple[int, str], dict[dt.date, Decimal]], last: dt.date | None) -> Taken:
    sums: dict[dt.date, Decimal] = defaultdict(Decimal)
    for element in row.systems.all():
        for month, amount in paid.get((element.pk, row.currency), {}).items():
            sums[month] += amount
    first = row.first_month
    year_ago = first.replace(year=first.year - 1)
    earlier = [amount for month, amount in sums.items() if year_ago <= month < first]
    if not earlier:
        return Taken(None, ())
    before = (sum(earlier, Decimal()) / len(earlier)).quantize(CENT)
    since = months_between(first, last) if last is not None and last >= first else []
    return Taken(before, [(month, sums[month], before - sums[month]) for month in since])
