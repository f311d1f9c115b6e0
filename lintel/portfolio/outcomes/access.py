"""Who may do what after approval. Whoever reads proposals reads what was promised and what came of it."""

from lintel.audit.sides import OFFICES, Office
from lintel.people.access import may_work
from lintel.people.models import User
from lintel.portfolio.outcomes.models import Arrangement, Outcome


def may_see_to(user: User) -> bool:
    """Declares delivery, arranges, measures, looks, writes the note: members and holders of both sides."""
    return may_work(user)


def may_confirm(user: User, outcome: Outcome) -> bool:
    """Confirms a declared delivery: the side that did not declare it."""
    return (
        may_work(user)
        and outcome.declared_on is not None
        and outcome.confirmed_by_id is None
        and user.side != outcome.declared_office
    )


def owner_side(user: User, arrangement: Arrangement) -> Office | None:
    """The side for which this person owns the benefit, and so may agree and state."""
    if not may_work(user):
        return None
    owners = {Office.MARKETING: arrangement.marketing_owner_id, Office.IT: arrangement.it_owner_id}
    return next((one for one in OFFICES if owners[one] == user.pk and user.side == one), None)
