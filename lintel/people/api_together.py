"""What belongs together, for programs: read, said, and taken back."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status

from lintel.people import belonging, schemas
from lintel.people.authentication import user_of
from lintel.people.joining import join, part
from lintel.people.targets import target
from lintel.ui.api import PROBLEMS

router = Router(tags=["People"])

ObjectType = Annotated[
    str,
    Path(..., max_length=60, pattern=r"^[a-z_]+\.[a-z_]+$", description="Such as `intake.request`."),
]
ObjectId = Annotated[str, Path(..., max_length=40, pattern=r"^[0-9]+$", description="The thing's id.")]


@router.get(
    "/together/{object_type}/{object_id}",
    response={200: list[schemas.BelongingOut], **PROBLEMS},
    operation_id="list_belongings",
    summary="What belongs together with a thing",
)
def belongings(request: HttpRequest, object_type: ObjectType, object_id: ObjectId) -> Any:
    """What belongs to a thing in other rooms, as far as one may see it; without a `way` nobody said it."""
    user = user_of(request)
    groups = belonging.belongings(target(user, object_type, object_id), user)
    return [
        schemas.BelongingOut.of(group.title, group.strand.reference if group.strand else "", item)
        for group in groups
        for item in group.items
    ]


@router.put(
    "/together/{object_type}/{object_id}",
    response={204: None, **PROBLEMS},
    operation_id="say_belonging",
    summary="Say that two things belong together",
)
def say_belonging(
    request: HttpRequest, object_type: ObjectType, object_id: ObjectId, data: schemas.BelongingIn
) -> Any:
    """Said twice it is said once; it stands on the pages of both."""
    user = user_of(request)
    thing = target(user, object_type, object_id)
    join(thing, *belonging.strand_between(thing, data.way, data.other, user), by=user)
    return Status(204, None)


@router.delete(
    "/together/{object_type}/{object_id}/{way}/{other}",
    response={204: None, **PROBLEMS},
    operation_id="take_back_belonging",
    summary="Say that two things do not belong together any more",
)
def take_back_belonging(
    request: HttpRequest,
    object_type: ObjectType,
    object_id: ObjectId,
    way: Annotated[schemas.Way, Path(..., description="As `list_belongings` gives it.")],
    other: Annotated[schemas.Reference, Path(..., description="Such as `estate.element:12`.")],
) -> Any:
    """Both pages stop showing it; the ledger keeps that it was said."""
    user = user_of(request)
    thing = target(user, object_type, object_id)
    part(thing, *belonging.strand_between(thing, way, other, user), by=user)
    return Status(204, None)
