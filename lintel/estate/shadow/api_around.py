"""Logs, amnesties and leave to see names, for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.estate.shadow import schemas
from lintel.estate.shadow.actions import amnesty as amnesties
from lintel.estate.shadow.actions import name_clearance as clearances
from lintel.estate.shadow.doors import router
from lintel.estate.shadow.models import Amnesty, LogFile, NameClearance
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

PathId = Annotated[Id, Path(...)]


def _amnesty(request: HttpRequest, pk: int) -> Any:
    return get_visible(Amnesty.objects.visible_to(user_of(request)).counted(), pk=pk)


@router.get(
    "/shadow/logs",
    response={200: list[schemas.LogFileOut], **PROBLEMS},
    operation_id="list_log_files",
    summary="Logs that were looked through",
)
@paginate(CursorPage)
def list_log_files(request: HttpRequest) -> Any:
    """Bring one in with the operations of imports."""
    return LogFile.objects.visible_to(user_of(request))


@router.get(
    "/shadow/amnesties",
    response={200: list[schemas.AmnestyOut], **PROBLEMS},
    operation_id="list_amnesties",
    summary="Amnesties",
)
@paginate(CursorPage)
def list_amnesties(request: HttpRequest) -> Any:
    """Weeks in which people name their tools."""
    return Amnesty.objects.visible_to(user_of(request)).counted()


@router.post(
    "/shadow/amnesties",
    response={201: schemas.AmnestyOut, **PROBLEMS},
    operation_id="open_amnesty",
    summary="Open an amnesty",
)
def open_amnesty(request: HttpRequest, data: schemas.AmnestyIn) -> Any:
    """As an office holder; there is one at a time."""
    made = amnesties.open_amnesty(**data.dict(), by=user_of(request))
    return Status(201, _amnesty(request, made.pk))


@router.post(
    "/shadow/amnesties/{amnesty_id}/end",
    response={200: schemas.AmnestyOut, **PROBLEMS},
    operation_id="end_amnesty",
    summary="End an amnesty early",
)
def end_amnesty(request: HttpRequest, amnesty_id: PathId) -> Any:
    """What was named in it keeps its thanks."""
    row = get_visible(Amnesty.objects.visible_to(user_of(request)), pk=amnesty_id)
    amnesties.end(row, by=user_of(request))
    return _amnesty(request, amnesty_id)


@router.get(
    "/shadow/clearances",
    response={200: list[schemas.NameClearanceOut], **PROBLEMS},
    operation_id="list_name_clearances",
    summary="Who sees names",
)
@paginate(CursorPage)
def list_name_clearances(request: HttpRequest) -> Any:
    """Everybody else sees teams."""
    return NameClearance.objects.visible_to(user_of(request))


@router.post(
    "/shadow/clearances",
    response={201: schemas.NameClearanceOut, **PROBLEMS},
    operation_id="give_name_clearance",
    summary="Let somebody see names",
)
def give_name_clearance(request: HttpRequest, data: schemas.NameClearanceIn) -> Any:
    """As an office holder, to somebody else."""
    person = get_visible(User.objects.active(), pk=data.person_id)
    made = clearances.give(
        person, reason=data.reason, starts=data.starts, ends=data.ends, by=user_of(request)
    )
    return Status(201, made)


@router.post(
    "/shadow/clearances/{clearance_id}/end",
    response={200: schemas.NameClearanceOut, **PROBLEMS},
    operation_id="end_name_clearance",
    summary="End somebody's leave to see names",
)
def end_name_clearance(request: HttpRequest, clearance_id: PathId) -> Any:
    """At once."""
    row = get_visible(NameClearance.objects.visible_to(user_of(request)), pk=clearance_id)
    return clearances.end(row, by=user_of(request))
