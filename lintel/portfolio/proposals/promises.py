"""What proposals tell the charter about themselves: how they stand, what they promise, what they brought."""

from collections.abc import Sequence
from decimal import Decimal

from lintel.charter.fuel.ports import Returned
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal, State

SIGNED = {State.APPROVED, State.IN_WORK, State.DONE}


def returns(keys: Sequence[str], reader: User) -> dict[str, Returned]:
    """By the proposal's key as text; two queries. Nothing is measured after approval yet: no actual value."""
    rows = Proposal.objects.visible_to(reader).filter(pk__in=keys).prefetch_related("benefits")
    return {str(row.pk): _returned(row) for row in rows}


def _returned(row: Proposal) -> Returned:
    likely = [benefit.likely for benefit in row.benefits.all()]
    promised = sum(likely, Decimal(0)) if likely else None
    return Returned(row.get_state_display(), row.state in SIGNED, promised, None, row.currency)
