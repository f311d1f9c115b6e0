"""The scorecard: what was accepted, as it is measured; and apart from it, what was not."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q

from lintel.audit.sides import OFFICES, Office
from lintel.charter.expectations.models import APART, COUNTED, ExpectationQuerySet, State


@dataclass(frozen=True)
class Carried:
    """What one side has promised the other, counted by how it stands. All of it was accepted."""

    performer: Office
    accepted: int = 0
    satisfied: int = 0
    declared: int = 0
    met: int = 0
    unmet: int = 0
    missing: int = 0
    in_words: int = 0
    late: int = 0

    @property
    def customer(self) -> Office:
        """The side that expects it."""
        return self.performer.other


@dataclass(frozen=True)
class Apart:
    """What one side has said and the other has not agreed to; counted for itself, never averaged in."""

    customer: Office
    unanswered: int = 0
    countered: int = 0
    declined: int = 0
    silent_since: Any = None

    @property
    def total(self) -> int:
        """All of it."""
        return self.unanswered + self.countered + self.declined


@dataclass(frozen=True)
class Scorecard:
    """Both sides, each with what counts and what stands apart."""

    carried: list[Carried]
    apart: list[Apart]


def scorecard(rows: ExpectationQuerySet, today: Any) -> Scorecard:
    """Counted from visible rows with two queries, for any number of them."""
    counted = _by_office(
        rows.filter(state__in=COUNTED),
        "performer_office",
        accepted=Count("pk"),
        satisfied=Count("pk", filter=Q(state=State.SATISFIED)),
        declared=Count("pk", filter=Q(state=State.DECLARED)),
        met=Count("pk", filter=Q(measured__met=True)),
        unmet=Count("pk", filter=Q(measured__met=False)),
        missing=Count("pk", filter=~Q(metric="") & Q(measured__value=None)),
        in_words=Count("pk", filter=Q(metric="")),
        late=Count("pk", filter=Q(state=State.ACCEPTED, due_on__lt=today)),
    )
    apart = _by_office(
        rows.filter(state__in=APART),
        "customer_office",
        unanswered=Count("pk", filter=Q(state=State.OFFERED)),
        countered=Count("pk", filter=Q(state=State.COUNTERED)),
        declined=Count("pk", filter=Q(state=State.DECLINED)),
        silent_since=Min("waiting_since"),
    )
    return Scorecard(
        [Carried(office, **counted.get(office, {})) for office in OFFICES],
        [Apart(office, **apart.get(office, {})) for office in OFFICES],
    )


def _by_office(rows: ExpectationQuerySet, column: str, **counts: Any) -> dict[str, dict[str, Any]]:
    found = rows.order_by().values(column).annotate(**counts)
    return {row.pop(column): row for row in (dict(each) for each in found)}
