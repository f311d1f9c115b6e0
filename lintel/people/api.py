"""People for programs: the same actions as the pages, with the same rights."""

from typing import Annotated, Any, cast

from django.db import transaction
from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.people import api_together, schemas
from lintel.people.access import key_of, may_administer
from lintel.people.actions import comment as comment_actions
from lintel.people.actions import delegation as delegation_actions
from lintel.people.actions import person as person_actions
from lintel.people.actions import team as team_actions
from lintel.people.actions import token as token_actions
from lintel.people.api_together import ObjectId, ObjectType
from lintel.people.authentication import Door, user_of
from lintel.people.models import Comment, Delegation, Specialty, Team, Token, User
from lintel.people.targets import target
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

router = Router(tags=["People"], auth=Door("people"))
router.add_router("", api_together.router)

DETAILS = ("name", "email", "side", "department", "job_title", "time_zone", "team", "specialty")
PathId = Annotated[Id, Path(...)]


@router.get("/me", response={200: schemas.MeOut, **PROBLEMS}, operation_id="get_me", summary="Who am I?")
def me(request: HttpRequest) -> Any:
    """Oneself, and the office one may sign for today."""
    user = user_of(request)
    key = key_of(user)
    out = schemas.MeOut.from_orm(user, context={"request": request})
    out.signs_for = str(key.office) if key else None
    out.on_behalf_of = key.on_behalf_of.name if key and key.on_behalf_of else None
    return out


@router.get(
    "/people",
    response={200: list[schemas.PersonOut], **PROBLEMS},
    operation_id="list_people",
    summary="Who is here?",
)
@paginate(CursorPage)
def people(
    request: HttpRequest,
    side: Annotated[schemas.SideName | None, Query(description="Only this side.")] = None,
    role: Annotated[schemas.RoleName | None, Query(description="Only this role.")] = None,
    active: Annotated[bool | None, Query(description="Only open, or only closed accounts.")] = None,
) -> Any:
    """Everybody one may see, newest first."""
    given = {"side": side, "role": role, "is_active": active}
    wanted = {name: value for name, value in given.items() if value is not None}
    return User.objects.visible_to(user_of(request)).select_related("team", "specialty").filter(**wanted)


@router.post(
    "/people",
    response={201: schemas.PersonOut, **PROBLEMS},
    operation_id="create_person",
    summary="Add a person",
)
def create_person(request: HttpRequest, data: schemas.PersonIn) -> Any:
    """For administrators. The person chooses a password by an invitation."""
    user = _administrator(request)
    values = _with_groups(user, data.dict())
    made = person_actions.create(**values, by=user)
    return Status(201, made)


@router.get(
    "/people/{person_id}",
    response={200: schemas.PersonOut, **PROBLEMS},
    operation_id="get_person",
    summary="One person",
)
def person(request: HttpRequest, person_id: PathId) -> Any:
    """A person one may see."""
    return _person(user_of(request), person_id)


@router.patch(
    "/people/{person_id}",
    response={200: schemas.PersonOut, **PROBLEMS},
    operation_id="edit_person",
    summary="Change a person",
)
def edit_person(request: HttpRequest, person_id: PathId, data: schemas.PersonPatch) -> Any:
    """For administrators: details, and the role with its own rules. Nothing or everything changes."""
    user = _administrator(request)
    shown = _person(user, person_id)
    given = data.dict(exclude_unset=True)
    rights = {name: given.pop(name) for name in ("role", "is_administrator", "hand_over") if name in given}
    with transaction.atomic():
        if given:
            kept = {name: getattr(shown, name) for name in DETAILS}
            nullable = {"team_id", "specialty_id"}
            new = {name: value for name, value in given.items() if value is not None or name in nullable}
            person_actions.edit(shown, **cast(Any, kept | _with_groups(user, new)), by=user)
        if rights.get("role") is not None or rights.get("is_administrator") is not None:
            role = rights.pop("role", None) or shown.role
            person_actions.set_role(shown, role, **rights, by=user)
    return _person(user, person_id)


@router.post(
    "/people/{person_id}/deactivation",
    response={200: schemas.PersonOut, **PROBLEMS},
    operation_id="deactivate_person",
    summary="Close an account",
)
def deactivate_person(request: HttpRequest, person_id: PathId) -> Any:
    """For administrators: sessions, tokens and lent keys end at once."""
    user = _administrator(request)
    person_actions.deactivate(_person(user, person_id), by=user)
    return _person(user, person_id)


@router.get(
    "/teams", response={200: list[schemas.GroupOut], **PROBLEMS}, operation_id="list_teams", summary="Teams"
)
@paginate(CursorPage)
def teams(request: HttpRequest) -> Any:
    """All teams, newest first."""
    return Team.objects.visible_to(user_of(request))


@router.post(
    "/teams",
    response={201: schemas.GroupOut, **PROBLEMS},
    operation_id="create_team",
    summary="Make a team",
)
def create_team(request: HttpRequest, data: schemas.GroupIn) -> Any:
    """For administrators."""
    return Status(201, team_actions.create(name=data.name, side=data.side, by=user_of(request)))


@router.get(
    "/delegations",
    response={200: list[schemas.DelegationOut], **PROBLEMS},
    operation_id="list_delegations",
    summary="Who stands in for whom",
)
@paginate(CursorPage)
def delegations(request: HttpRequest) -> Any:
    """All delegations one may know of, newest first."""
    return Delegation.objects.visible_to(user_of(request))


@router.post(
    "/delegations",
    response={201: schemas.DelegationOut, **PROBLEMS},
    operation_id="give_delegation",
    summary="Lend one's key",
)
def give_delegation(request: HttpRequest, data: schemas.DelegationIn) -> Any:
    """For office holders: a member of one's side signs for the office on these days."""
    user = user_of(request)
    delegate = get_visible(User.objects.visible_to(user), pk=data.delegate_id)
    given = delegation_actions.give(user, delegate=delegate, starts=data.starts, ends=data.ends, by=user)
    return Status(201, given)


@router.delete(
    "/delegations/{delegation_id}",
    response={204: None, **PROBLEMS},
    operation_id="revoke_delegation",
    summary="End a delegation",
)
def revoke_delegation(request: HttpRequest, delegation_id: PathId) -> Any:
    """For who gave it, who holds it, and administrators. The row stays, with the moment it ended."""
    user = user_of(request)
    delegation_actions.revoke(get_visible(Delegation.objects.visible_to(user), pk=delegation_id), by=user)
    return Status(204, None)


@router.get(
    "/comments/{object_type}/{object_id}",
    response={200: list[schemas.CommentOut], **PROBLEMS},
    operation_id="list_comments",
    summary="What is said about a thing",
)
@paginate(CursorPage)
def comments(request: HttpRequest, object_type: ObjectType, object_id: ObjectId) -> Any:
    """Comments on a thing one may see, newest first."""
    return Comment.objects.on(target(user_of(request), object_type, object_id))


@router.post(
    "/comments/{object_type}/{object_id}",
    response={201: schemas.CommentOut, **PROBLEMS},
    operation_id="write_comment",
    summary="Comment on a thing",
)
def write_comment(
    request: HttpRequest, object_type: ObjectType, object_id: ObjectId, data: schemas.CommentIn
) -> Any:
    """Whoever is named with @ and may see the thing hears of it."""
    user = user_of(request)
    thing = target(user, object_type, object_id)
    return Status(201, comment_actions.write(thing, text=data.text, by=user))


@router.get(
    "/tokens",
    response={200: list[schemas.TokenOut], **PROBLEMS},
    operation_id="list_tokens",
    summary="My API tokens",
)
@paginate(CursorPage)
def tokens(request: HttpRequest) -> Any:
    """One's own tokens. New ones are made on the page, so that no token makes another."""
    return Token.objects.visible_to(user_of(request))


@router.delete(
    "/tokens/{token_id}",
    response={204: None, **PROBLEMS},
    operation_id="revoke_token",
    summary="Revoke a token",
)
def revoke_token(request: HttpRequest, token_id: PathId) -> Any:
    """It opens nothing from then on."""
    user = user_of(request)
    token_actions.revoke(get_visible(Token.objects.visible_to(user), pk=token_id), by=user)
    return Status(204, None)


def _administrator(request: HttpRequest) -> User:
    user = user_of(request)
    if not may_administer(user):
        raise Denied("Only administrators manage people.", way_out="Ask one of them.")
    return user


def _person(user: User, pk: int) -> User:
    return get_visible(User.objects.visible_to(user).select_related("team", "specialty"), pk=pk)


def _with_groups(user: User, values: dict[str, Any]) -> dict[str, Any]:
    """Turn `team_id` and `specialty_id` into their rows."""
    for name, rows in (
        ("team", Team.objects.visible_to(user)),
        ("specialty", Specialty.objects.visible_to(user)),
    ):
        if f"{name}_id" in values:
            pk = values.pop(f"{name}_id")
            values[name] = None if pk is None else get_visible(cast(Any, rows), pk=pk)
    return values
