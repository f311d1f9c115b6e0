"""Who plans, and who publishes."""

from lintel.people.access import Key, may_work, may_work_for
from lintel.people.models import User
from lintel.portfolio.roadmaps.models import Plan, PlanState


def may_plan(user: User) -> bool:
    """Both sides write the inputs of a roadmap and look for plans."""
    return may_work(user)


def may_say_worth(user: User, office: str) -> bool:
    """What something is worth to a side is said by that side."""
    return may_work_for(user, office)


def may_sign(key: Key | None, plan: Plan) -> bool:
    """Whoever holds the key of an office that has not signed this plan."""
    return key is not None and plan.state == PlanState.OFFERED and plan.awaits in {key.office.value, "both"}
