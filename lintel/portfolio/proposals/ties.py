"""What a proposal belongs to: systems, customers, what the data say, and the metrics of its benefits."""

from typing import Any

from lintel.intake.ties import of_work
from lintel.people.models import User
from lintel.portfolio.proposals.models import Proposal

MOST = 12
TIES = of_work("portfolio.proposal", "Proposals")


def shown_by(metric: Any, user: User) -> list[Proposal]:
    """The proposals with a benefit that a metric will show, newest first."""
    rows = Proposal.objects.visible_to(user).filter(benefits__definition=metric)
    return list(rows.distinct().order_by("-pk")[:MOST])
