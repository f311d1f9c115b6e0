"""Who sees what a goal pays, and who writes and signs its rule."""

from lintel.audit.sides import Office
from lintel.goals.objectives.access import owns
from lintel.goals.objectives.models import Goal, State
from lintel.goals.rewards.models import RewardRule
from lintel.people.access import may_administer, may_read, may_work
from lintel.people.models import User


def may_see(user: User, goal: Goal) -> bool:
    """See the reward of a goal: its two owners, the holders of the two offices, administrators."""
    if not user.is_active:
        return False
    owner = user.pk in {goal.owner_marketing_id, goal.owner_it_id}
    return owner or (may_read(user) and user.is_office_holder) or may_administer(user)


def may_list(user: User) -> bool:
    """Somebody to whom a list of rewards can have something to say: who may own goals, and administrators."""
    return may_work(user) or may_administer(user)


def may_write(user: User, goal: Goal) -> bool:
    """Write or change the rule: the owners of a goal that both own."""
    return goal.state == State.OWNED and owns(user, goal) is not None


def may_sign(user: User, rule: RewardRule) -> bool:
    """Sign the rule: an owner whose signature is missing."""
    office: Office | None = owns(user, rule.goal)
    return rule.goal.state == State.OWNED and office is not None and office in rule.awaited
