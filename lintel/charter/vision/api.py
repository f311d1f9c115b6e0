"""The vision for programs: the same actions as the pages, with the same rights."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from lintel.charter.vision import schemas
from lintel.charter.vision.actions import vision as acting
from lintel.charter.vision.models import Vision, VisionVersion
from lintel.charter.vision.standing import standing
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Missing

router = Router(tags=["Charter"], auth=Door("charter"))


def _plain(request: HttpRequest) -> schemas.VisionOut:
    found = standing(user_of(request))
    if found is None:
        raise Missing("There is no vision yet.", way_out="Write one with PUT.")
    return schemas.VisionOut(
        text=found.vision.text,
        version=found.vision.version,
        content_hash=found.content_hash,
        signed_by=sorted(office.value for office, signature in found.posts if signature),
        holds=found.holds,
        signed_version=found.signed_version,
    )


@router.get(
    "/vision", response={200: schemas.VisionOut, **PROBLEMS}, operation_id="get_vision", summary="The vision"
)
def get_vision(request: HttpRequest) -> Any:
    """What the platform is for, and who has signed it."""
    return _plain(request)


@router.put(
    "/vision",
    response={200: schemas.VisionOut, **PROBLEMS},
    operation_id="write_vision",
    summary="Write the vision",
)
def write_vision(request: HttpRequest, data: schemas.VisionIn) -> Any:
    """A new wording voids both signatures."""
    acting.write(by=user_of(request), text=data.text, version=data.version, why=data.why)
    return _plain(request)


@router.get(
    "/vision/versions",
    response={200: list[schemas.VisionVersionOut], **PROBLEMS},
    operation_id="list_vision_versions",
    summary="Every wording it had",
)
def list_vision_versions(request: HttpRequest) -> Any:
    """Newest first, at most 200."""
    user = user_of(request)
    if not may_read(user):
        raise Denied("The vision is for people with a role.", way_out="Ask an administrator for a role.")
    return list(VisionVersion.objects.visible_to(user)[:200])


@router.post(
    "/vision/signatures",
    response={201: schemas.VisionOut, **PROBLEMS},
    operation_id="sign_vision",
    summary="Sign the vision",
)
def sign_vision(request: HttpRequest, data: schemas.VisionSignatureIn) -> Any:
    """Puts one office's key to exactly the wording that was read."""
    user = user_of(request)
    acting.sign(get_visible(Vision.objects.visible_to(user)), by=user, content_hash=data.content_hash)
    return Status(201, _plain(request))
