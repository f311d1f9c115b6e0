"""What proposals tell the charter about themselves: how they stand, what they promise, what they brought.

What they brought is measured by a chamber above, which says how to ask for it.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal

from lintel.charter.fuel.ports import Returned
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal, State

SIGNED = {State.APPROVED, State.IN_WORK, State.DONE}

Brought = Callable[[Collection[int], User], Mapping[int, Decimal]]
_measured: list[Brought] = []


def register_measured(brought: Brought) -> None:
    """Say what proposals brought in money, by their numbers, as far as a reader may see it; at start-up."""
    _measured[:] = [brought]


def returns(keys: Sequence[str], reader: User) -> dict[str, Returned]:
    """By the proposal's key as text, in a fixed number of queries; no actual value before it was measured."""
    rows = list(Proposal.objects.visible_to(reader).filter(pk__in=keys).prefetch_related("benefits"))
    brought = _measured[0]([row.pk for row in rows], reader) if _measured else {}
    return {str(row.pk): _returned(row, brought.get(row.pk)) for row in rows}


def _returned(row: Proposal, actual: Decimal | None) -> Returned:
    likely = [benefit.likely for benefit in row.benefits.all()]
    promised = sum(likely, Decimal(0)) if likely else None
    return Returned(row.get_state_display(), row.state in SIGNED, promised, actual, row.currency)
