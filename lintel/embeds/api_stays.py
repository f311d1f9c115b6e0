"""Stays for programs: propose, accept, write down, close."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.embeds import schemas_stays as schemas
from lintel.embeds import seeing
from lintel.embeds.actions import placement as actions
from lintel.embeds.actions import stay
from lintel.embeds.models import Placement, Posting
from lintel.people.authentication import Door, user_of
from lintel.people.models import Specialty, User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

router = Router(tags=["Working on the other side"], auth=Door("embeds"))
PathId = Annotated[Id, Path(...)]


def _load(request: HttpRequest, pk: int) -> Placement:
    return get_visible(Placement.objects.visible_to(user_of(request)).with_names(), pk=pk)


def _one(request: HttpRequest, pk: int) -> dict[str, Any]:
    row = _load(request, pk)
    return schemas.PlacementOut.from_orm(row).dict() | seeing.whole(row, user_of(request))


@router.get(
    "/placements",
    response={200: list[schemas.PlacementOut], **PROBLEMS},
    operation_id="list_placements",
    summary="Stays, newest first",
)
@paginate(CursorPage)
def list_placements(request: HttpRequest, state: str = "") -> Any:
    """Perhaps only of one state."""
    rows = Placement.objects.visible_to(user_of(request))
    return rows.filter(state=state) if state else rows


@router.post(
    "/placements",
    response={201: schemas.OnePlacementOut, **PROBLEMS},
    operation_id="propose_placement",
    summary="Propose a stay",
)
def propose_placement(request: HttpRequest, data: schemas.ProposeIn) -> Any:
    """It counts once three have accepted it."""
    user = user_of(request)
    rows = Posting.objects.visible_to(user).with_names()
    need = get_visible(rows, pk=data.need_id)
    offer = get_visible(rows, pk=data.offer_id) if data.offer_id else None
    person = offer.person if offer else None
    if data.person_id:
        person = get_visible(User.objects.visible_to(user), pk=data.person_id)
    if person is None:
        raise Problem("It is not said who goes.", way_out="Give an offer or a person.", field="person_id")
    given = {name: getattr(data, name) for name in ("starts_on", "ends_on", "share", "learning")}
    fields = {name: value for name, value in given.items() if value}
    made = actions.propose(actions.Terms(need, person, offer, fields), by=user)
    return Status(201, _one(request, made.pk))


@router.get(
    "/placements/{placement_id}",
    response={200: schemas.OnePlacementOut, **PROBLEMS},
    operation_id="get_placement",
    summary="One stay",
)
def get_placement(request: HttpRequest, placement_id: PathId) -> Any:
    """With its words, its log for those who may read it, and its end."""
    return _one(request, placement_id)


@router.put(
    "/placements/{placement_id}/terms",
    response={200: schemas.OnePlacementOut, **PROBLEMS},
    operation_id="reword_placement",
    summary="Reword a stay",
)
def reword_placement(request: HttpRequest, placement_id: PathId, data: schemas.TermsIn) -> Any:
    """What was accepted before falls away."""
    values = data.dict(exclude={"version", "takes_from_id", "adds_to_id"})
    for name, key in (("takes_from", data.takes_from_id), ("adds_to", data.adds_to_id)):
        values[name] = get_visible(Specialty.objects.all(), pk=key) if key else None
    actions.change(_load(request, placement_id), values, version=data.version, by=user_of(request))
    return _one(request, placement_id)


@router.post(
    "/placements/{placement_id}/acceptance",
    response={200: schemas.OnePlacementOut, **PROBLEMS},
    operation_id="accept_placement",
    summary="Accept a stay",
)
def accept_placement(request: HttpRequest, placement_id: PathId, data: schemas.StayAcceptanceIn) -> Any:
    """As the person, as who lets them go, or as who takes them in."""
    row = _load(request, placement_id)
    actions.accept(row, data.part, content_hash=data.content_hash, by=user_of(request))
    return _one(request, placement_id)


@router.post(
    "/placements/{placement_id}/refusal",
    response={200: schemas.OnePlacementOut, **PROBLEMS},
    operation_id="decline_placement",
    summary="Decline a stay",
)
def decline_placement(request: HttpRequest, placement_id: PathId, data: schemas.WhyIn) -> Any:
    """With a reason; the need stays open."""
    actions.decline(_load(request, placement_id), data.reason, by=user_of(request))
    return _one(request, placement_id)


@router.post(
    "/placements/{placement_id}/withdrawal",
    response={200: schemas.OnePlacementOut, **PROBLEMS},
    operation_id="withdraw_placement",
    summary="Withdraw a stay",
)
def withdraw_placement(request: HttpRequest, placement_id: PathId, data: schemas.WhyIn) -> Any:
    """With a reason; days that were moved go back."""
    actions.withdraw(_load(request, placement_id), data.reason, by=user_of(request))
    return _one(request, placement_id)


@router.post(
    "/placements/{placement_id}/notes",
    response={201: schemas.LearningNoteOut, **PROBLEMS},
    operation_id="write_learning_note",
    summary="Write down what you learnt",
)
def write_learning_note(request: HttpRequest, placement_id: PathId, data: schemas.LearningNoteIn) -> Any:
    """As the one who is across."""
    return Status(201, stay.note(_load(request, placement_id), data.text, by=user_of(request)))


@router.post(
    "/placements/{placement_id}/check-ins",
    response={201: schemas.StayCheckInOut, **PROBLEMS},
    operation_id="give_check_in",
    summary="Say how it goes",
)
def give_check_in(request: HttpRequest, placement_id: PathId, data: schemas.StayCheckInIn) -> Any:
    """As one of the three."""
    row = _load(request, placement_id)
    return Status(201, stay.check_in(row, mood=data.mood, text=data.text, by=user_of(request)))


@router.post(
    "/placements/{placement_id}/closing",
    response={200: schemas.OnePlacementOut, **PROBLEMS},
    operation_id="close_placement",
    summary="Close a stay",
)
def close_placement(request: HttpRequest, placement_id: PathId, data: schemas.ClosingIn) -> Any:
    """With figures from before it and from its last weeks."""
    stay.close(_load(request, placement_id), data.words, by=user_of(request))
    return _one(request, placement_id)
