"""Suggestions and versions for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.audit.signatures import hash_of
from lintel.estate.blueprint import schemas
from lintel.estate.blueprint.actions import amendment as amendments
from lintel.estate.blueprint.actions import version as versions
from lintel.estate.blueprint.doors import router
from lintel.estate.blueprint.models import Amendment, Change, Plateau, Version
from lintel.estate.blueprint.suggested import changes_of, conflicts_of
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

PathId = Annotated[Id, Path(...)]


def _load(request: HttpRequest, pk: int) -> Amendment:
    return get_visible(Amendment.objects.visible_to(user_of(request)), pk=pk)


def _one(request: HttpRequest, pk: int) -> dict[str, Any]:
    row = _load(request, pk)
    shown = schemas.AmendmentOut.from_orm(row).dict()
    own = [schemas.PlannedChangeOut.from_orm(one).dict() for one in changes_of(row)]
    return shown | {"changes": own, "conflicts": conflicts_of(row) if row.state == "open" else []}


def _version(request: HttpRequest, pk: int) -> Version:
    return get_visible(Version.objects.visible_to(user_of(request)), pk=pk)


def _whole(row: Version) -> dict[str, Any]:
    shown = schemas.BlueprintVersionOut.from_orm(row).dict()
    return shown | {"content": row.content(), "content_hash": hash_of(row)}


@router.get(
    "/estate/amendments",
    response={200: list[schemas.AmendmentOut], **PROBLEMS},
    operation_id="list_amendments",
    summary="Suggestions",
)
@paginate(CursorPage)
def list_amendments(request: HttpRequest, state: str = "") -> Any:
    """Perhaps only those that are `open`, `accepted`, `declined` or `withdrawn`."""
    rows = Amendment.objects.visible_to(user_of(request))
    return rows.filter(state=state) if state else rows


@router.post(
    "/estate/amendments",
    response={201: schemas.OneAmendmentOut, **PROBLEMS},
    operation_id="create_amendment",
    summary="Suggest a change",
)
def create_amendment(request: HttpRequest, data: schemas.AmendmentIn) -> Any:
    """With its reason; its changes follow."""
    made = amendments.suggest(**data.dict(), by=user_of(request))
    return Status(201, _one(request, made.pk))


@router.get(
    "/estate/amendments/{amendment_id}",
    response={200: schemas.OneAmendmentOut, **PROBLEMS},
    operation_id="get_amendment",
    summary="One suggestion",
)
def get_amendment(request: HttpRequest, amendment_id: PathId) -> Any:
    """With its changes."""
    return _one(request, amendment_id)


@router.post(
    "/estate/amendments/{amendment_id}/changes",
    response={201: schemas.OneAmendmentOut, **PROBLEMS},
    operation_id="suggest_change",
    summary="Add a change to a suggestion",
)
def suggest_change(request: HttpRequest, amendment_id: PathId, data: schemas.SuggestedChangeIn) -> Any:
    """By the side that made it, while nobody has answered."""
    row, user = _load(request, amendment_id), user_of(request)
    plateau = get_visible(Plateau.objects.visible_to(user), pk=data.plateau_id)
    facts = data.facts.dict(exclude_none=True)
    amendments.extend(row, plateau, data.kind, facts, note=data.note, by=user)
    return Status(201, _one(request, amendment_id))


@router.delete(
    "/estate/amendments/{amendment_id}/changes/{change_id}",
    response={204: None, **PROBLEMS},
    operation_id="take_out_suggested_change",
    summary="Take a change out of a suggestion",
)
def take_out_suggested_change(request: HttpRequest, amendment_id: PathId, change_id: PathId) -> Any:
    """By the side that made it."""
    row = _load(request, amendment_id)
    rows = Change.objects.filter(amendment=row).select_related("amendment")
    amendments.shorten(get_visible(rows, pk=change_id), by=user_of(request))
    return Status(204, None)


@router.post(
    "/estate/amendments/{amendment_id}/acceptance",
    response={200: schemas.OneAmendmentOut, **PROBLEMS},
    operation_id="accept_amendment",
    summary="Accept a suggestion",
)
def accept_amendment(request: HttpRequest, amendment_id: PathId, data: schemas.ReadAmendment) -> Any:
    """By the other side; its changes become part of the draft."""
    amendments.accept(_load(request, amendment_id), version=data.version, by=user_of(request))
    return _one(request, amendment_id)


@router.post(
    "/estate/amendments/{amendment_id}/refusal",
    response={200: schemas.OneAmendmentOut, **PROBLEMS},
    operation_id="decline_amendment",
    summary="Decline a suggestion",
)
def decline_amendment(request: HttpRequest, amendment_id: PathId, data: schemas.RefusalIn) -> Any:
    """By the other side, with the reason and perhaps what would do instead."""
    amendments.decline(_load(request, amendment_id), **data.dict(), by=user_of(request))
    return _one(request, amendment_id)


@router.post(
    "/estate/amendments/{amendment_id}/withdrawal",
    response={200: schemas.OneAmendmentOut, **PROBLEMS},
    operation_id="withdraw_amendment",
    summary="Withdraw a suggestion",
)
def withdraw_amendment(request: HttpRequest, amendment_id: PathId, data: schemas.ReadAmendment) -> Any:
    """By the side that made it."""
    amendments.withdraw(_load(request, amendment_id), version=data.version, by=user_of(request))
    return _one(request, amendment_id)


@router.get(
    "/estate/blueprint-versions",
    response={200: list[schemas.BlueprintVersionOut], **PROBLEMS},
    operation_id="list_blueprint_versions",
    summary="Versions of the blueprint",
)
@paginate(CursorPage)
def list_blueprint_versions(request: HttpRequest) -> Any:
    """The newest first."""
    return Version.objects.visible_to(user_of(request)).slim()


@router.post(
    "/estate/blueprint-versions",
    response={201: schemas.OneBlueprintVersionOut, **PROBLEMS},
    operation_id="offer_blueprint_version",
    summary="Freeze the draft",
)
def offer_blueprint_version(request: HttpRequest, data: schemas.BlueprintVersionIn) -> Any:
    """And lay it before both offices."""
    return Status(201, _whole(versions.offer(note=data.note, by=user_of(request))))


@router.get(
    "/estate/blueprint-versions/{version_id}",
    response={200: schemas.OneBlueprintVersionOut, **PROBLEMS},
    operation_id="get_blueprint_version",
    summary="One version",
)
def get_blueprint_version(request: HttpRequest, version_id: PathId) -> Any:
    """What it says, and the hash that signatures cover."""
    return _whole(_version(request, version_id))


@router.post(
    "/estate/blueprint-versions/{version_id}/signature",
    response={200: schemas.OneBlueprintVersionOut, **PROBLEMS},
    operation_id="sign_blueprint_version",
    summary="Sign a version",
)
def sign_blueprint_version(
    request: HttpRequest, version_id: PathId, data: schemas.SignatureOfVersionIn
) -> Any:
    """For one’s office, exactly what was read; with the second key it stands."""
    versions.sign(_version(request, version_id), content_hash=data.content_hash, by=user_of(request))
    return _whole(_version(request, version_id))


@router.delete(
    "/estate/blueprint-versions/{version_id}/signature",
    response={200: schemas.OneBlueprintVersionOut, **PROBLEMS},
    operation_id="withdraw_blueprint_key",
    summary="Take the key back",
)
def withdraw_blueprint_key(request: HttpRequest, version_id: PathId) -> Any:
    """Before the other office has signed."""
    versions.withdraw(_version(request, version_id), by=user_of(request))
    return _whole(_version(request, version_id))
