"""Concerns for programs: the same actions as the pages, with the same rights."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.charter.concerns import schemas
from lintel.charter.concerns.actions import concern as acting
from lintel.charter.concerns.models import Concern
from lintel.charter.links import answered_by, thing_of
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

router = Router(tags=["Charter"], auth=Door("charter"))
PathId = Annotated[Id, Path(...)]


def _concern(request: HttpRequest, concern_id: int) -> Concern:
    rows = Concern.objects.visible_to(user_of(request)).select_related("owner")
    return get_visible(rows, pk=concern_id)


@router.get(
    "/concerns",
    response={200: list[schemas.ConcernOut], **PROBLEMS},
    operation_id="list_concerns",
    summary="Concerns, newest first",
)
@paginate(CursorPage)
def list_concerns(
    request: HttpRequest,
    kind: Annotated[schemas.KindName | None, Query(description="Only about this.")] = None,
    waiting: Annotated[bool, Query(description="Only what waits for oneself.")] = False,
) -> Any:
    """Those of both sides."""
    user = user_of(request)
    rows = Concern.objects.visible_to(user).select_related("owner")
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows.waiting_for(user) if waiting else rows


@router.post(
    "/concerns",
    response={201: schemas.ConcernOut, **PROBLEMS},
    operation_id="state_concern",
    summary="State a concern",
)
def state_concern(request: HttpRequest, data: schemas.ConcernIn) -> Any:
    """The other side is asked to play it back."""
    return Status(201, acting.state(kind=data.kind, title=data.title, text=data.text, by=user_of(request)))


@router.get(
    "/concerns/{concern_id}",
    response={200: schemas.ConcernOut, **PROBLEMS},
    operation_id="get_concern",
    summary="One concern",
)
def get_concern(request: HttpRequest, concern_id: PathId) -> Any:
    """A concern one may see."""
    return _concern(request, concern_id)


@router.put(
    "/concerns/{concern_id}",
    response={200: schemas.ConcernOut, **PROBLEMS},
    operation_id="edit_concern",
    summary="Reword a concern",
)
def edit_concern(request: HttpRequest, concern_id: PathId, data: schemas.ConcernPatch) -> Any:
    """What was understood before is asked again."""
    row = _concern(request, concern_id)
    by = user_of(request)
    acting.edit(row, kind=data.kind, title=data.title, text=data.text, by=by, step=data.step)
    return _concern(request, concern_id)


@router.get(
    "/concerns/{concern_id}/play-backs",
    response={200: list[schemas.PlayBackOut], **PROBLEMS},
    operation_id="list_play_backs",
    summary="Every round",
)
def list_play_backs(request: HttpRequest, concern_id: PathId) -> Any:
    """Oldest first."""
    return list(_concern(request, concern_id).play_backs.select_related("by"))


@router.post(
    "/concerns/{concern_id}/words",
    response={201: schemas.ConcernOut, **PROBLEMS},
    operation_id="say_on_concern",
    summary="Play back, confirm, correct, lay to rest",
)
def say_on_concern(request: HttpRequest, concern_id: PathId, data: schemas.ConcernWordIn) -> Any:
    """For whoever's turn it is."""
    row, by = _concern(request, concern_id), user_of(request)
    if data.kind == "understood":
        acting.confirm(row, by=by, step=data.step)
    else:
        acts: dict[str, Any] = {
            "play_back": acting.play_back,
            "correct": acting.correct,
            "lay_to_rest": acting.lay_to_rest,
        }
        acts[data.kind](row, text=data.text, by=by, step=data.step)
    return Status(201, _concern(request, concern_id))


@router.get(
    "/concerns/{concern_id}/answers",
    response={200: list[schemas.ConcernAnswerOut], **PROBLEMS},
    operation_id="list_concern_answers",
    summary="What answers it",
)
def list_concern_answers(request: HttpRequest, concern_id: PathId) -> Any:
    """As far as one may see it."""
    found: list[Any] = answered_by(_concern(request, concern_id), user_of(request))
    return [{"title": str(thing), "url": thing.get_absolute_url()} for thing in found]


@router.post(
    "/concerns/{concern_id}/answers",
    response={201: list[schemas.ConcernAnswerOut], **PROBLEMS},
    operation_id="link_concern_answer",
    summary="Link what answers it",
)
def link_concern_answer(request: HttpRequest, concern_id: PathId, data: schemas.ConcernAnswerIn) -> Any:
    """An expectation, a request, a proposal, or another thing that people talk about."""
    row, by = _concern(request, concern_id), user_of(request)
    thing = thing_of(data.type, str(data.id), by)
    if thing is None or not getattr(thing, "commentable", False):
        raise Problem("There is no such thing here.", field="id")
    acting.answer(row, thing, by=by)
    return Status(201, list_concern_answers(request, concern_id))
