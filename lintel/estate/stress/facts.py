"""What is known about each entry's resilience, apart from the database, and what is assumed else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from lintel.estate.inventory.models import Kind
from lintel.estate.stress.models import Resilience, Source

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
    """What was said about every entry, by its number; one query."""
    return {row.element_id: fact_of(row) for row in Resilience.objects.all()}


def assumed_share(kind: str) -> float | None:
    """How much of the time something works of which nobody said it; None: it never fails by itself."""
    return SYSTEM_UP if kind == Kind.SYSTEM else None


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
