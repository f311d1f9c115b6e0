"""Disparities for programs: the same action as the page, with the same rights."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.charter.fuel import schemas
from lintel.charter.fuel.access import may_fuel
from lintel.charter.fuel.actions import disparity as acting
from lintel.charter.fuel.models import Disparity
from lintel.charter.fuel.origins import origin
from lintel.charter.fuel.ports import returns_of
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Missing, Problem

router = Router(tags=["Charter"], auth=Door("charter"))
PathId = Annotated[Id, Path(...)]


@router.get(
    "/disparities",
    response={200: list[schemas.DisparityOut], **PROBLEMS},
    operation_id="list_disparities",
    summary="Disparities that became innovations, newest first",
)
@paginate(CursorPage)
def list_disparities(request: HttpRequest) -> Any:
    """All that one may see."""
    return Disparity.objects.visible_to(user_of(request))


@router.post(
    "/disparities",
    response={201: schemas.DisparityOut, **PROBLEMS},
    operation_id="fuel_disparity",
    summary="Make a proposal of both sides out of two things that clash",
)
def fuel_disparity(request: HttpRequest, data: schemas.DisparityIn) -> Any:
    """One step; the proposal keeps both as its origins."""
    user = user_of(request)
    if not may_fuel(user):
        raise Denied("Only members of marketing and of IT write proposals.", way_out="Write a comment.")
    first = origin(data.first.type, str(data.first.id), user, "first")
    second = origin(data.second.type, str(data.second.id), user, "second")
    partner = User.objects.visible_to(user).active().filter(pk=data.partner_id).first()
    if partner is None:
        raise Problem("There is no such person.", way_out="See GET /people.", field="partner_id")
    made = acting.fuel(first, second, title=data.title, clash=data.clash, partner=partner, by=user)
    return Status(201, made)


@router.get(
    "/disparities/{disparity_id}",
    response={200: schemas.DisparityOut, **PROBLEMS},
    operation_id="get_disparity",
    summary="One disparity",
)
def get_disparity(request: HttpRequest, disparity_id: PathId) -> Any:
    """A disparity one may see."""
    return get_visible(Disparity.objects.visible_to(user_of(request)), pk=disparity_id)


@router.get(
    "/disparities/{disparity_id}/return",
    response={200: schemas.ReturnedOut, **PROBLEMS},
    operation_id="get_disparity_return",
    summary="What came of it",
)
def get_disparity_return(request: HttpRequest, disparity_id: PathId) -> Any:
    """As far as the room of proposals tells."""
    user = user_of(request)
    row = get_visible(Disparity.objects.visible_to(user), pk=disparity_id)
    told = returns_of([row], user).get(row.pk)
    if told is None:
        raise Missing("Its proposal is not here any more.", way_out="See the disparity’s history.")
    return told
