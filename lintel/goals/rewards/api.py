"""Rewards for programs: the same actions as the pages, with the same rights."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.goals.objectives import standing
from lintel.goals.objectives.models import Goal
from lintel.goals.rewards import access, paying, schemas
from lintel.goals.rewards.actions import rule as acting
from lintel.goals.rewards.models import RewardRule
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Missing

router = Router(tags=["Goals"], auth=Door("goals"))
PathId = Annotated[Id, Path(...)]
HIDDEN = "There is no reward here that you may see."


def _goal(request: HttpRequest, goal_id: int) -> Goal:
    user = user_of(request)
    rows = Goal.objects.visible_to(user).select_related("owner_marketing", "owner_it")
    goal = get_visible(rows, pk=goal_id)
    if not access.may_see(user, goal):
        raise Missing(HIDDEN, way_out="Ask one of its owners.")
    return goal


def _rule(request: HttpRequest, goal_id: int) -> RewardRule:
    goal = _goal(request, goal_id)
    rule = RewardRule.objects.visible_to(user_of(request)).filter(goal=goal).first()
    if rule is None:
        raise Missing(HIDDEN, way_out="Its owners write one with PUT.")
    rule.goal = goal
    return rule


@router.get(
    "/goals/rewards",
    response={200: list[schemas.RewardOut], **PROBLEMS},
    operation_id="list_rewards",
    summary="Reward rules that one may see, newest first",
)
@paginate(CursorPage)
def list_rewards(request: HttpRequest) -> Any:
    """For owners of goals, the holders of the two offices, and administrators."""
    return RewardRule.objects.visible_to(user_of(request)).for_list()


@router.get(
    "/goals/{goal_id}/reward",
    response={200: schemas.RewardOut, **PROBLEMS},
    operation_id="get_reward",
    summary="A goal's reward rule, and what it pays each owner today",
)
def get_reward(request: HttpRequest, goal_id: PathId) -> Any:
    """The same for both owners."""
    return _rule(request, goal_id)


@router.put(
    "/goals/{goal_id}/reward",
    response={200: schemas.RewardOut, **PROBLEMS},
    operation_id="write_reward",
    summary="Write the one rule for both owners; both signatures fall away, the writer's is given",
)
def write_reward(request: HttpRequest, goal_id: PathId, data: schemas.RewardIn) -> Any:
    """For the owners of a goal that both own."""
    acting.write(_goal(request, goal_id), data.terms(), by=user_of(request), step=data.step)
    return _rule(request, goal_id)


@router.post(
    "/goals/{goal_id}/reward/signature",
    response={201: schemas.RewardOut, **PROBLEMS},
    operation_id="sign_reward",
    summary="Sign the rule as an owner",
)
def sign_reward(request: HttpRequest, goal_id: PathId, data: schemas.RewardWordIn) -> Any:
    """Exactly the rule that was read, for the goal's present wording."""
    rule = _rule(request, goal_id)
    acting.sign(rule, by=user_of(request), step=data.step, content_hash=data.content_hash)
    return Status(201, _rule(request, goal_id))


@router.get(
    "/goals/{goal_id}/reward/simulation",
    response={200: schemas.SimulationOut, **PROBLEMS},
    operation_id="simulate_reward",
    summary="What it would pay if key results had other values",
)
def simulate_reward(
    request: HttpRequest,
    goal_id: PathId,
    value: Annotated[
        list[str] | None, Query(max_length=20, description="Key result and value, such as `7:12.5`.")
    ] = None,
) -> Any:
    """The other key results stay as measured last; nothing is written."""
    rule = _rule(request, goal_id)
    results = list(rule.goal.results.living().with_measurement())
    found = paying.simulate(rule, results, paying.supposed(value or []))
    return {
        "score": found.score.value, "without_value": found.score.missing, "amount": found.amount,
        "currency": rule.currency,
    }  # fmt: skip


@router.get(
    "/goals/{goal_id}/reward/history",
    response={200: list[schemas.PaidOut], **PROBLEMS},
    operation_id="list_reward_history",
    summary="What the present rule would have paid at each measurement",
)
def list_reward_history(request: HttpRequest, goal_id: PathId) -> Any:
    """Newest first."""
    rule = _rule(request, goal_id)
    past = paying.history(rule, standing.scores(standing.measured(rule.goal)))
    return [
        {"at": one.at, "score": one.score.value, "without_value": one.score.missing, "amount": one.amount}
        for one in past[::-1]
    ]
