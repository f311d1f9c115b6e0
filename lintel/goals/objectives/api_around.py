"""What is added to a goal, for programs: check-ins, measurements, its places, and the work that serves it."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status

from lintel.audit.models import type_label
from lintel.charter.links import thing_of
from lintel.goals.objectives import schemas, schemas_around
from lintel.goals.objectives.actions import checkin, measurement, merging, placement
from lintel.goals.objectives.actions import work as working
from lintel.goals.objectives.links import work_of
from lintel.goals.objectives.models import CheckIn, Goal, Measurement
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

router = Router(tags=["Goals"])
PathId = Annotated[Id, Path(...)]


def _goal(request: HttpRequest, goal_id: int) -> Goal:
    rows = Goal.objects.visible_to(user_of(request))
    return get_visible(rows.select_related("owner_marketing", "owner_it"), pk=goal_id)


@router.post(
    "/goals/{goal_id}/merger",
    response={200: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="merge_goals",
    summary="Make two goals one",
)
def merge_goals(request: HttpRequest, goal_id: PathId, data: schemas_around.MergerIn) -> Any:
    """The other one is withdrawn; both owners’ words are asked anew."""
    row, other = _goal(request, goal_id), _goal(request, data.other_id)
    merging.merge(row, other, by=user_of(request), step=data.step, other_step=data.other_step)
    return _goal(request, goal_id)


@router.get(
    "/goals/{goal_id}/check-ins",
    response={200: list[schemas_around.CheckInOut], **PROBLEMS},
    operation_id="list_goal_check_ins",
    summary="How sure its owners were",
)
def list_goal_check_ins(request: HttpRequest, goal_id: PathId) -> Any:
    """Newest first, at most 200."""
    return list(CheckIn.objects.filter(goal=_goal(request, goal_id)).select_related("by")[:200])


@router.post(
    "/goals/{goal_id}/check-ins",
    response={201: schemas_around.CheckInOut, **PROBLEMS},
    operation_id="check_in_on_goal",
    summary="Say how sure one is",
)
def check_in_on_goal(request: HttpRequest, goal_id: PathId, data: schemas_around.CheckInIn) -> Any:
    """For its owners, from 1 to 10."""
    row = _goal(request, goal_id)
    return Status(201, checkin.check_in(row, data.confidence, by=user_of(request), note=data.note))


@router.get(
    "/goals/{goal_id}/measurements",
    response={200: list[schemas_around.GoalMeasurementOut], **PROBLEMS},
    operation_id="list_goal_measurements",
    summary="What its metrics said over time",
)
def list_goal_measurements(request: HttpRequest, goal_id: PathId) -> Any:
    """Newest first, at most 500."""
    return list(Measurement.objects.filter(goal=_goal(request, goal_id))[:500])


@router.post(
    "/goals/{goal_id}/measurements",
    response={201: list[schemas_around.GoalMeasurementOut], **PROBLEMS},
    operation_id="measure_goal",
    summary="Read its metrics now",
)
def measure_goal(request: HttpRequest, goal_id: PathId) -> Any:
    """A missing value says why it is missing."""
    return Status(201, measurement.take(_goal(request, goal_id), by=user_of(request)))


@router.post(
    "/goals/{goal_id}/parents",
    response={201: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="place_goal",
    summary="Say which goal it serves",
)
def place_goal(request: HttpRequest, goal_id: PathId, data: schemas_around.ParentIn) -> Any:
    """Many parents, no circle."""
    row, parent = _goal(request, goal_id), _goal(request, data.goal_id)
    placement.place(row, parent, by=user_of(request), how=data.how)
    return Status(201, _goal(request, goal_id))


@router.delete(
    "/goals/{goal_id}/parents/{parent_id}",
    response={204: None, **PROBLEMS},
    operation_id="displace_goal",
    summary="Say that it does not serve a goal any more",
)
def displace_goal(request: HttpRequest, goal_id: PathId, parent_id: PathId) -> Any:
    """Takes one place in the cascade away."""
    placement.displace(_goal(request, goal_id), _goal(request, parent_id), by=user_of(request))
    return Status(204, None)


@router.get(
    "/goals/{goal_id}/work",
    response={200: list[schemas_around.GoalWorkOut], **PROBLEMS},
    operation_id="list_goal_work",
    summary="The work that serves it",
)
def list_goal_work(request: HttpRequest, goal_id: PathId) -> Any:
    """Requests and proposals that one may see."""
    found: list[Any] = list(work_of(_goal(request, goal_id), user_of(request)))
    return [
        {"type": type_label(one), "id": one.pk, "title": str(one), "url": one.get_absolute_url()}
        for one in found
    ]


@router.post(
    "/goals/{goal_id}/work",
    response={201: list[schemas_around.GoalWorkOut], **PROBLEMS},
    operation_id="link_goal_work",
    summary="Say which work serves it",
)
def link_goal_work(request: HttpRequest, goal_id: PathId, data: schemas_around.GoalWorkIn) -> Any:
    """For members of the two sides."""
    user = user_of(request)
    row = _goal(request, goal_id)
    thing = thing_of(data.type, str(data.id), user)
    if thing is None:
        raise Problem("There is no such work.", way_out="See GET /proposals and GET /requests.", field="id")
    working.link(row, thing, by=user)
    return Status(201, list_goal_work(request, goal_id))
