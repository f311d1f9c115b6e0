"""What is known about each entry's resilience, apart from the database, and what is assumed else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.utils import timezone

from lintel.estate.inventory.models import Kind
from lintel.estate.stress.models import Measure, Resilience, Source, Worth
from lintel.ui.formats import date_text, days_text

SYSTEM_UP = 0.995  # the share of time for which a system works of which nobody has said it
PEAK = 3.0  # how much more the busiest hour brings than the average one


@dataclass(frozen=True)
class Fact:
    """What was said about one entry. `availability` is a share, times are in hours, the rest an hour."""

    availability: float | None = None
    mttf: float | None = None
    mttr: float | None = None
    source: str = ""
    capacity: float | None = None
    essential: bool = False
    revenue: float | None = None
    customers: float | None = None
    enough: Mapping[str, int] = field(default_factory=dict)
    degraded: tuple[tuple[float, tuple[int, ...]], ...] = ()
    worth: tuple[str, ...] = ()  # of each metric that its worth is bound to, what it said, in a sentence

    @property
    def is_said(self) -> bool:
        """Whether anybody said how reliable it is."""
        return self.availability is not None or self.mttf is not None

    def plain(self) -> dict[str, Any]:
        """The same in values that can be hashed."""
        return asdict(self)


NOTHING = Fact()


def fact_of(row: Resilience) -> Fact:
    """A row as the engine's values. A figure of its own counts before what the contract promises."""
    up, source = row.availability, str(Source(row.source).label).lower() if row.source else ""
    if up is None and row.mttf is None and row.promised is not None:
        up, source = row.promised, "promised in the contract"
    return Fact(
        availability=None if up is None else float(up) / 100,
        mttf=_number(row.mttf),
        mttr=_number(row.mttr),
        source=source,
        capacity=_number(row.capacity),
        essential=row.essential,
        revenue=_number(row.revenue),
        customers=_number(row.customers),
        enough={str(word): int(least) for word, least in row.enough.items()},
        degraded=tuple((float(one["keeps"]) / 100, tuple(one["while"])) for one in row.degraded),
    )


def known_facts() -> dict[int, Fact]:
    """What was said and measured about every entry, by its number; two queries. What an hour is worth by an
    agreed metric counts before what was typed; where the metric says nothing, what was typed stands in."""
    found = {row.element_id: fact_of(row) for row in Resilience.objects.all()}
    for row in Worth.objects.select_related("element"):
        fact = found.get(row.element_id, NOTHING)
        typed = fact.revenue if row.measure == Measure.REVENUE else fact.customers
        value = typed if row.value is None else float(row.value)
        fact = replace(fact, worth=(*fact.worth, _measured(row, typed)))
        of_money = row.measure == Measure.REVENUE
        found[row.element_id] = replace(fact, revenue=value) if of_money else replace(fact, customers=value)
    return found


def _measured(row: Worth, typed: float | None) -> str:
    what = f"{row.get_measure_display()} of “{row.element.name}”"
    if row.value is not None and row.first_on and row.last_on:
        return f"{what} is that of “{row.label}”, {days_text(row.first_on, row.last_on)}."
    stands_in = "what was typed counts" if typed is not None else "nothing is counted"
    on = date_text(timezone.localdate(row.measured_at))
    return f"{what} is missing: on {on} “{row.label}” had no value, so {stands_in}."


def assumed_share(kind: str) -> float | None:
    """How much of the time something works of which nobody said it; None: it never fails by itself."""
    return SYSTEM_UP if kind == Kind.SYSTEM else None


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
