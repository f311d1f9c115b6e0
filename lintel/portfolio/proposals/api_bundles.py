"""Bundles for programs."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.people.authentication import user_of
from lintel.portfolio.proposals import bundling, schemas
from lintel.portfolio.proposals.actions import bundle as bundle_actions
from lintel.portfolio.proposals.matching import seen_version
from lintel.portfolio.proposals.models import Bundle
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

router = Router(tags=["Portfolio"])
PathId = Annotated[Id, Path(...)]


def _load(request: HttpRequest, pk: int) -> Bundle:
    return get_visible(Bundle.objects.visible_to(user_of(request)), pk=pk)


@router.get(
    "/bundles",
    response={200: list[schemas.BundleOut], **PROBLEMS},
    operation_id="list_bundles",
    summary="List bundles",
)
@paginate(CursorPage)
def bundles(request: HttpRequest) -> Any:
    """Proposals that are worth something only together, newest bundle first."""
    return Bundle.objects.visible_to(user_of(request))


@router.post(
    "/bundles",
    response={201: schemas.BundleOut, **PROBLEMS},
    operation_id="make_bundle",
    summary="Bind proposals together",
)
def make(request: HttpRequest, data: schemas.BundleIn) -> Any:
    """Two or more open proposals; an edit of each, which voids their signatures."""
    values = data.dict()
    members = bundling.by_numbers(values.pop("members"), user_of(request))
    return Status(201, bundle_actions.make(values, members, by=user_of(request)))


@router.get(
    "/bundles/{bundle_id}",
    response={200: schemas.BundleOut, **PROBLEMS},
    operation_id="get_bundle",
    summary="One bundle",
)
def bundle(request: HttpRequest, response: HttpResponse, bundle_id: PathId) -> Any:
    """What it is worth and who belongs to it; its ETag is the version, for If-Match."""
    row = _load(request, bundle_id)
    response["ETag"] = f'"{row.version}"'
    return row


@router.put(
    "/bundles/{bundle_id}",
    response={200: schemas.BundleOut, **PROBLEMS, 409: schemas.ClashOut},
    operation_id="change_bundle",
    summary="Change a bundle",
)
def change(request: HttpRequest, bundle_id: PathId, data: schemas.BundleIn) -> Any:
    """An edit of every open member. With If-Match, what others changed since stays: 409 on a clash."""
    values = data.dict()
    keys = values.pop("members")
    row = _load(request, bundle_id)
    members = bundling.by_numbers(keys, user_of(request))
    return bundle_actions.change(
        row, values, members, by=user_of(request), seen_version=seen_version(request)
    )


@router.delete(
    "/bundles/{bundle_id}",
    response={204: None, **PROBLEMS},
    operation_id="dissolve_bundle",
    summary="Take a bundle apart",
)
def dissolve(request: HttpRequest, bundle_id: PathId) -> Any:
    """An edit of every open member; what was signed with it is kept."""
    bundle_actions.dissolve(_load(request, bundle_id), by=user_of(request))
    return Status(204, None)
