"""Who defines figures, who disputes them, who changes what they stand on."""

from lintel.audit.sides import Office
from lintel.insight.definitions.models import Dispute, Metric, State
from lintel.people.access import may_administer, may_comment
from lintel.people.models import Role, User


def may_define(user: User) -> bool:
    """Writes and changes metrics: office holders, members and analysts."""
    return may_comment(user)


def may_model(user: User) -> bool:
    """Changes datasets and relationships: office holders, and members and analysts of IT; administrators."""
    of_it = user.side == Office.IT and may_comment(user)
    return may_administer(user) or of_it or (user.is_active and user.role == Role.OFFICE_HOLDER)


def may_dispute(user: User, metric: Metric) -> bool:
    """Says that a wording is wrong while it is in review or agreed."""
    return may_comment(user) and metric.state in {State.REVIEW, State.DISPUTED, State.AGREED}


def may_settle(user: User, dispute: Dispute) -> bool:
    """Takes a dispute back: who raised it."""
    return dispute.settled_at is None and user.pk == dispute.by_id and may_comment(user)
