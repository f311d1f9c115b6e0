"""What capabilities and touchpoints cost: each system's costs, split over what it serves."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lintel.estate.inventory.models import Cost, CostKind, Kind, RelationKind
from lintel.estate.inventory.standing import Part, Standing, standing_on

RULES = {
    Kind.CAPABILITY: (
        "What a system cost in twelve months is split equally over the capabilities that it serves. "
        "What serves none is shown as “Not shared out”."
    ),
    Kind.TOUCHPOINT: (
        "What a system cost in twelve months is split equally over the touchpoints that it serves, itself or "
        "by a capability. What reaches none is shown as “Not shared out”."
    ),
}
NOWHERE = "Not shared out"
MONTHS = 24


@dataclass(frozen=True)
class Share:
    """What one capability or touchpoint cost, with the systems behind it; without a part it is the rest."""

    part: Part | None
    amount: Decimal
    systems: Sequence[tuple[Part, Decimal]]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.part.name if self.part else NOWHERE


def shares(kind: str, day: dt.date, standing: Standing | None = None) -> list[Share]:
    """Shares of a kind (capability or touchpoint), the largest on top; their sum is what all systems cost."""
    found = standing or standing_on(day)
    served = _served(found, kind)
    behind: dict[int, list[tuple[Part, Decimal]]] = defaultdict(list)
    for system in found.of_kind(Kind.SYSTEM):
        if not system.cost:
            continue
        targets = sorted(served.get(system.number, ())) or [0]
        for place, share in zip(targets, split(system.cost, len(targets)), strict=True):
            behind[place].append((system, share))
    made = [
        Share(
            found.parts.get(number), sum((share for _, share in rows), Decimal()),
            sorted(rows, key=lambda row: (-row[1], row[0].name)),
        )
        for number, rows in behind.items()
    ]  # fmt: skip
    return sorted(made, key=lambda share: (share.part is None, -share.amount, share.name))


def split(amount: Decimal, count: int) -> list[Decimal]:
    """Equal parts in cents that add up to the amount; the first ones take the cents that are left."""
    cents = int((amount * 100).to_integral_value())
    each, left = divmod(cents, count)
    return [Decimal(each + (1 if place < left else 0)) / 100 for place in range(count)]


def _served(found: Standing, kind: str) -> dict[int, set[int]]:
    """For each system the parts of a kind that it serves; touchpoints by way of capabilities too."""
    direct: dict[int, set[int]] = defaultdict(set)
    for joint in found.joints:
        if joint.kind == RelationKind.SERVES:
            direct[joint.source].add(joint.target)
    reached: dict[int, set[int]] = {}
    for system in found.of_kind(Kind.SYSTEM):
        these = set(direct[system.number])
        if kind == Kind.TOUCHPOINT:
            these |= {one for number in tuple(these) for one in direct[number]}
        reached[system.number] = {number for number in these if found.parts[number].kind == kind}
    return reached


def trend(day: dt.date) -> list[tuple[dt.date, str, Decimal]]:
    """What was paid in each of the last 24 whole months, by what for; one query."""
    from django.db.models import Sum

    until = day.replace(day=1)
    rows = Cost.objects.filter(month__gte=until.replace(year=until.year - MONTHS // 12), month__lt=until)
    found = rows.order_by("month", "kind").values_list("month", "kind").annotate(Sum("amount"))
    return [(month, CostKind(kind).label, amount) for month, kind, amount in found]


def currency() -> str:
    """The money of the house: that of most costs."""
    from django.db.models import Count

    rows = Cost.objects.order_by().values_list("currency").annotate(count=Count("pk")).order_by("-count")
    return next((code for code, _ in rows[:1]), "EUR")
