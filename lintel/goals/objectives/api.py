"""Goals for programs: the same actions as the pages, with the same rights."""

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.audit.models import type_label
from lintel.audit.sides import Office
from lintel.charter.links import thing_of
from lintel.goals.objectives import access, cascade, schemas
from lintel.goals.objectives.actions import checkin, ending, goal, measurement, owner, placement
from lintel.goals.objectives.actions import work as working
from lintel.goals.objectives.links import work_of
from lintel.goals.objectives.models import CheckIn, Goal, KeyResult, Measurement, State
from lintel.goals.objectives.wording import Owners
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Problem

router = Router(tags=["Goals"], auth=Door("goals"))
PathId = Annotated[Id, Path(...)]
SideName = Annotated[schemas.GoalSideName, Path(...)]


def _goal(request: HttpRequest, goal_id: int) -> Goal:
    rows = Goal.objects.visible_to(user_of(request))
    return get_visible(rows.select_related("owner_marketing", "owner_it"), pk=goal_id)


def _person(user: User, pk: int | None, field: str) -> User | None:
    if pk is None:
        return None
    person = User.objects.visible_to(user).active().filter(pk=pk).first()
    if person is None:
        raise Problem("There is no such person.", way_out="See GET /people.", field=field)
    return person


@router.get(
    "/goals",
    response={200: list[schemas.GoalOut], **PROBLEMS},
    operation_id="list_goals",
    summary="Goals, newest first",
)
@paginate(CursorPage)
def list_goals(
    request: HttpRequest,
    state: Annotated[schemas.GoalStateName | None, Query(description="Only this state.")] = None,
    kind: Annotated[schemas.GoalKindName | None, Query(description="Only this kind.")] = None,
    health: Annotated[schemas.GoalHealthName | None, Query(description="Only this health.")] = None,
    awaits: Annotated[
        schemas.GoalSideName | None, Query(description="Only those that wait for this side's word.")
    ] = None,
    one_sided: Annotated[bool, Query(description="Only those without an owner on one side.")] = False,
) -> Any:
    """All that one may see."""
    rows = Goal.objects.visible_to(user_of(request))
    given = {"state": state, "kind": kind, "health": health}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    if awaits is not None:
        rows = rows.filter(awaits__in=[awaits, "both"])
    return (rows.one_sided() if one_sided else rows).select_related("owner_marketing", "owner_it")


@router.post(
    "/goals",
    response={201: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="create_goal",
    summary="Write a goal",
)
def create_goal(request: HttpRequest, data: schemas.GoalIn) -> Any:
    """Keeps a draft, or lays it before the other side at once. It counts once both owners carry it."""
    user = user_of(request)
    owners = Owners(
        _person(user, data.owner_marketing_id, "owner_marketing_id"),
        _person(user, data.owner_it_id, "owner_it_id"),
    )
    with transaction.atomic():
        row = goal.draft(data.content(), owners, by=user)
        if data.offer:
            goal.offer(row, by=user, step=row.step)
    return Status(201, _goal(request, row.pk))


@router.get(
    "/goals/cascade",
    response={200: schemas.CascadeOut, **PROBLEMS},
    operation_id="get_goal_cascade",
    summary="Which shared goal serves which company goal",
)
def get_goal_cascade(request: HttpRequest) -> Any:
    """Standing goals by id; `over` means over other goals."""
    user = user_of(request)
    if not access.may_read_cascade(user):
        raise Denied("The cascade is for people with a role.", way_out="Ask an administrator for a role.")
    whole = cascade.shape(user)
    company = set(whole.company)
    cells = [
        {"goal_id": pk, "serves_id": top, "how": "direct" if top in whole.parents.get(pk, ()) else "over"}
        for pk in whole.shared
        for top in sorted(whole.above(pk) & company)
    ]
    return {"company": whole.company, "shared": whole.shared, "cells": cells}


@router.get(
    "/goals/key-results",
    response={200: list[schemas.KeyResultOut], **PROBLEMS},
    operation_id="list_key_results",
    summary="Key results of goals that stand or are drafts, newest first",
)
@paginate(CursorPage)
def list_key_results(
    request: HttpRequest,
    metric: Annotated[str, Query(max_length=80, description="Only those bound to this metric.")] = "",
) -> Any:
    """With what was measured last."""
    rows = KeyResult.objects.visible_to(user_of(request)).living().exclude(goal__state=State.CLOSED)
    return (rows.filter(metric=metric) if metric else rows).select_related("measured")


@router.post(
    "/goals/measurements",
    response={201: schemas.OrderedRunOut, **PROBLEMS},
    operation_id="measure_all_goals",
    summary="Have all goals measured in the background",
)
def measure_all_goals(request: HttpRequest) -> Any:
    """One run, and one entry in the ledger for all of them."""
    run = measurement.order(by=user_of(request))
    return Status(201, {"run_id": run.pk, "url": run.get_absolute_url()})


@router.get(
    "/goals/{goal_id}",
    response={200: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="get_goal",
    summary="One goal with its key results",
)
def get_goal(request: HttpRequest, goal_id: PathId) -> Any:
    """A goal one may see."""
    return _goal(request, goal_id)


@router.put(
    "/goals/{goal_id}",
    response={200: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="edit_goal",
    summary="Change the wording; both owners' words fall away",
)
def edit_goal(request: HttpRequest, goal_id: PathId, data: schemas.GoalPatch) -> Any:
    """The editing owner's word is given anew; the other one's is awaited."""
    goal.edit(_goal(request, goal_id), data.content(), by=user_of(request), step=data.step)
    return _goal(request, goal_id)


@router.post(
    "/goals/{goal_id}/offer",
    response={201: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="offer_goal",
    summary="Lay a draft before the other side",
)
def offer_goal(request: HttpRequest, goal_id: PathId, data: schemas.GoalOfferIn) -> Any:
    """It needs a key result and at least one owner."""
    goal.offer(_goal(request, goal_id), by=user_of(request), step=data.step)
    return Status(201, _goal(request, goal_id))


@router.post(
    "/goals/{goal_id}/words",
    response={201: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="carry_goal",
    summary="Give one's word as an owner, or take it on for one's side",
)
def carry_goal(request: HttpRequest, goal_id: PathId, data: schemas.GoalWordIn) -> Any:
    """With both words both own it."""
    act = goal.take_on if data.take_on else goal.accept
    act(_goal(request, goal_id), by=user_of(request), step=data.step, content_hash=data.content_hash)
    return Status(201, _goal(request, goal_id))


@router.put(
    "/goals/{goal_id}/owners/{side}",
    response={200: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="name_goal_owner",
    summary="Name who carries it on one side",
)
def name_goal_owner(request: HttpRequest, goal_id: PathId, side: SideName, data: schemas.GoalOwnerIn) -> Any:
    """For the office holder of that side or their delegate, and for the present owner."""
    user = user_of(request)
    row = _goal(request, goal_id)
    person = _person(user, data.person_id, "person_id")
    assert person is not None  # noqa: S101  # an id was sent
    owner.name(row, Office(side), person, by=user, step=data.step)
    return _goal(request, goal_id)


@router.post(
    "/goals/{goal_id}/step-back",
    response={201: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="step_back_from_goal",
    summary="Carry it no longer, with a reason",
)
def step_back_from_goal(request: HttpRequest, goal_id: PathId, data: schemas.StepBackIn) -> Any:
    """The goal is one-sided until somebody takes it on."""
    owner.step_back(_goal(request, goal_id), by=user_of(request), step=data.step, text=data.text)
    return Status(201, _goal(request, goal_id))


@router.post(
    "/goals/{goal_id}/outcome",
    response={201: schemas.GoalWholeOut, **PROBLEMS},
    operation_id="close_goal",
    summary="Say how it ended; it closes when both owners say the same",
)
def close_goal(request: HttpRequest, goal_id: PathId, data: schemas.GoalOutcomeIn) -> Any:
    """What both never owned can only be withdrawn."""
    row = _goal(request, goal_id)
    ending.close(row, data.outcome, by=user_of(request), step=data.step, note=data.note)
    return Status(201, _goal(request, goal_id))


@router.get(
    "/goals/{goal_id}/check-ins",
    response={200: list[schemas.CheckInOut], **PROBLEMS},
    operation_id="list_goal_check_ins",
    summary="How sure its owners were",
)
def list_goal_check_ins(request: HttpRequest, goal_id: PathId) -> Any:
    """Newest first, at most 200."""
    return list(CheckIn.objects.filter(goal=_goal(request, goal_id)).select_related("by")[:200])


@router.post(
    "/goals/{goal_id}/check-ins",
    response={201: schemas.CheckInOut, **PROBLEMS},
    operation_id="check_in_on_goal",
    summary="Say how sure one is",
)
def check_in_on_goal(request: HttpRequest, goal_id: PathId, data: schemas.CheckInIn) -> Any:
    """For its owners, from 1 to 10."""
    row = _goal(request, goal_id)
    return Status(201, checkin.check_in(row, data.confidence, by=user_of(request), note=data.note))


@router.get(
    "/goals/{goal_id}/measurements",
    response={200: list[schemas.GoalMeasurementOut], **PROBLEMS},
    operation_id="list_goal_measurements",
    summary="What its metrics said over time",
)
def list_goal_measurements(request: HttpRequest, goal_id: PathId) -> Any:
    """Newest first, at most 500."""
    return list(Measurement.objects.filter(goal=_goal(request, goal_id))[:500])


@router.post(
    "/goals/{goal_id}/measurements",
    response={201: list[schemas.GoalMeasurementOut], **PROBLEMS},
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
def place_goal(request: HttpRequest, goal_id: PathId, data: schemas.ParentIn) -> Any:
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
    response={200: list[schemas.GoalWorkOut], **PROBLEMS},
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
    response={201: list[schemas.GoalWorkOut], **PROBLEMS},
    operation_id="link_goal_work",
    summary="Say which work serves it",
)
def link_goal_work(request: HttpRequest, goal_id: PathId, data: schemas.GoalWorkIn) -> Any:
    """For members of the two sides."""
    user = user_of(request)
    row = _goal(request, goal_id)
    thing = thing_of(data.type, str(data.id), user)
    if thing is None:
        raise Problem("There is no such work.", way_out="See GET /proposals and GET /requests.", field="id")
    working.link(row, thing, by=user)
    return Status(201, list_goal_work(request, goal_id))
