"""Who may do what with experiments."""

from lintel.audit.sides import OFFICES, Office
from lintel.experiments.models import Experiment
from lintel.people.access import may_work
from lintel.people.models import User


def may_plan(user: User) -> bool:
    """Members and office holders of both sides write experiments."""
    return may_work(user)


def may_edit(user: User, experiment: Experiment) -> bool:
    """Both sides write the plan together until it starts."""
    return may_work(user) and experiment.is_open


def may_bring(user: User) -> bool:
    """Brings files of units in."""
    return may_work(user)


def owner_side(user: User, experiment: Experiment) -> Office | None:
    """The side for which this person owns the experiment, and so may agree."""
    if not may_work(user):
        return None
    owners = {Office.MARKETING: experiment.marketing_owner_id, Office.IT: experiment.it_owner_id}
    return next((office for office in OFFICES if owners[office] == user.pk), None)
