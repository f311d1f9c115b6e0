"""Primers for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.audit.models import type_label
from lintel.language import links, schemas
from lintel.language.actions import primer
from lintel.language.doors import router
from lintel.language.models import Primer
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

PathId = Annotated[Id, Path(...)]
ThingType = Annotated[str, Path(max_length=60, description="Such as `language.term`.")]


@router.get(
    "/primers",
    response={200: list[schemas.PrimerOut], **PROBLEMS},
    operation_id="list_primers",
    summary="Primers, newest first",
)
@paginate(CursorPage)
def list_primers(request: HttpRequest) -> Any:
    """All of them."""
    return Primer.objects.visible_to(user_of(request))


@router.post(
    "/primers",
    response={201: schemas.PrimerOut, **PROBLEMS},
    operation_id="write_primer",
    summary="Write a primer",
)
def write_primer(request: HttpRequest, data: schemas.PrimerIn) -> Any:
    """Attach it next."""
    return Status(201, primer.write(_note(data), by=user_of(request)))


def _note(data: schemas.PrimerIn) -> primer.Note:
    return primer.Note(data.title, data.subject, data.text)


def _primer(request: HttpRequest, pk: int) -> Primer:
    return get_visible(Primer.objects.visible_to(user_of(request)), pk=pk)


@router.get(
    "/primers/{primer_id}",
    response={200: schemas.PrimerOut, **PROBLEMS},
    operation_id="get_primer",
    summary="One primer",
)
def get_primer(request: HttpRequest, primer_id: PathId) -> Any:
    """Its text is Markdown."""
    return _primer(request, primer_id)


@router.put(
    "/primers/{primer_id}",
    response={200: schemas.PrimerOut, **PROBLEMS},
    operation_id="edit_primer",
    summary="Rewrite a primer",
)
def edit_primer(request: HttpRequest, primer_id: PathId, data: schemas.PrimerPut) -> Any:
    """What it hangs on stays."""
    return primer.edit(_primer(request, primer_id), _note(data), by=user_of(request), version=data.version)


@router.get(
    "/primers/{primer_id}/attachments",
    response={200: list[schemas.AttachmentOut], **PROBLEMS},
    operation_id="list_attachments",
    summary="What a primer explains",
)
def list_attachments(request: HttpRequest, primer_id: PathId) -> Any:
    """As far as the caller may see it."""
    found = links.explained_by(_primer(request, primer_id), user_of(request))
    return [{"type": type_label(thing), "id": thing.pk, "title": str(thing)} for thing in found]


@router.post(
    "/primers/{primer_id}/attachments",
    response={201: list[schemas.AttachmentOut], **PROBLEMS},
    operation_id="attach_primer",
    summary="Hang a primer on something",
)
def attach_primer(request: HttpRequest, primer_id: PathId, data: schemas.AttachmentIn) -> Any:
    """By the address of its page."""
    user = user_of(request)
    primer.attach(_primer(request, primer_id), links.thing_at(data.thing, user), by=user)
    return Status(201, list_attachments(request, primer_id))


@router.delete(
    "/primers/{primer_id}/attachments/{thing_type}/{thing_id}",
    response={200: list[schemas.AttachmentOut], **PROBLEMS},
    operation_id="detach_primer",
    summary="Take a primer off something",
)
def detach_primer(request: HttpRequest, primer_id: PathId, thing_type: ThingType, thing_id: PathId) -> Any:
    """By type and number, as `list_attachments` gives them."""
    user = user_of(request)
    primer.detach(_primer(request, primer_id), links.thing_of(thing_type, str(thing_id), user), by=user)
    return list_attachments(request, primer_id)
