"""The reward as a section of the goal's page, for those who may see it."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lintel.goals.objectives.models import Goal
from lintel.goals.rewards import access
from lintel.goals.rewards.models import RewardRule
from lintel.goals.rewards.paying import pays
from lintel.goals.rewards.turns import turn_of
from lintel.people.authentication import user_of


def panel(request: HttpRequest, goal: Goal) -> SafeString:
    """What it pays each owner today, or that no rule is there; nothing for who may not see it."""
    user = user_of(request)
    if not access.may_see(user, goal) or goal.state == "draft":
        return SafeString("")
    rule = RewardRule.objects.filter(goal=goal).first()
    context: dict[str, Any] = {"goal": goal, "rule": rule, "may_write": access.may_write(user, goal)}
    if rule is not None:
        rule.goal = goal
        context |= {
            "turn": turn_of(rule),
            "today": pays(rule, goal.score),
            "may_sign": access.may_sign(user, rule),
        }
    return render_to_string("rewards/panel.html", context, request)
