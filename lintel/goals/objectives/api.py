"""Goals for programs: the same actions as the pages, with the same rights."""

from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.audit.sides import Office
from lintel.goals.objectives import access, cascade, schemas, schemas_around
from lintel.goals.objectives.actions import ending, goal, measurement, owner
from lintel.goals.objectives.models import Goal, KeyResult, State
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
    if not access.may_draft(user):
        raise Denied("Only members of marketing and of IT write goals.", way_out="Ask one of them.")
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
    response={200: schemas_around.CascadeOut, **PROBLEMS},
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
    response={201: schemas_around.OrderedRunOut, **PROBLEMS},
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


from lintel.goals.objectives import api_around  # noqa: E402  # its operations join this router

router.add_router("", api_around.router)
