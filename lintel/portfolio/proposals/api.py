"""Proposals, keys, backlog and board for programs: the same actions as the pages, with the same rights."""

from decimal import Decimal
from typing import Annotated, Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.audit.models import Signature
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.portfolio.proposals import schemas
from lintel.portfolio.proposals.actions import backlog as order_actions
from lintel.portfolio.proposals.actions import board as board_actions
from lintel.portfolio.proposals.actions import proposal as proposal_actions
from lintel.portfolio.proposals.actions import signature as signature_actions
from lintel.portfolio.proposals.matching import seen_version
from lintel.portfolio.proposals.models import BoardColumn, Offer, Proposal
from lintel.portfolio.proposals.moving import READY
from lintel.ui.api import LARGEST_ID, PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Problem

router = Router(tags=["Portfolio"], auth=Door("portfolio"))
PathId = Annotated[Id, Path(...)]
CARDS = 50


def load(request: HttpRequest, pk: int) -> Proposal:
    """The proposal of this number, if the reader may see it."""
    return get_visible(Proposal.objects.visible_to(user_of(request)), pk=pk)


@router.get(
    "/proposals",
    response={200: list[schemas.ProposalOut], **PROBLEMS},
    operation_id="list_proposals",
    summary="List proposals",
)
@paginate(CursorPage)
def proposals(
    request: HttpRequest,
    state: Annotated[schemas.StateName | None, Query(description="Only this state.")] = None,
    awaits: Annotated[
        schemas.OfficeName | None, Query(description="Only what waits for this office's key.")
    ] = None,
) -> Any:
    """All proposals, newest first."""
    rows = Proposal.objects.visible_to(user_of(request))
    rows = rows.filter(state=state) if state else rows
    return rows.awaiting_signature_of(awaits) if awaits else rows


@router.post(
    "/proposals",
    response={201: schemas.ProposalOut, **PROBLEMS},
    operation_id="create_proposal",
    summary="Write a proposal",
)
def create(request: HttpRequest, data: schemas.ProposalIn) -> Any:
    """A draft at the end of the backlog."""
    made = proposal_actions.create(_values(request, data.dict()), by=user_of(request))
    return Status(201, load(request, made.pk))


@router.get(
    "/proposals/{proposal_id}",
    response={200: schemas.ProposalOut, **PROBLEMS},
    operation_id="get_proposal",
    summary="One proposal",
)
def proposal(request: HttpRequest, response: HttpResponse, proposal_id: PathId) -> Any:
    """A proposal with both scores; its ETag is the version, for If-Match."""
    row = load(request, proposal_id)
    response["ETag"] = f'"{row.version}"'
    return row


@router.patch(
    "/proposals/{proposal_id}",
    response={200: schemas.ProposalOut, **PROBLEMS, 409: schemas.ClashOut},
    operation_id="edit_proposal",
    summary="Edit a proposal",
)
def edit(request: HttpRequest, proposal_id: PathId, data: schemas.ProposalPatch) -> Any:
    """Any edit raises the version and voids the signatures; an approved proposal becomes a draft again.

    With `version` in the body or in the header If-Match, edits of other fields by others stay; where somebody
    changed the same field since, nothing is written and both texts are returned with 409.
    """
    values = data.dict(exclude_unset=True)
    version = values.pop("version", None) or seen_version(request)
    row = load(request, proposal_id)
    proposal_actions.edit(row, _values(request, values), by=user_of(request), seen_version=version)
    return load(request, proposal_id)


@router.post(
    "/proposals/{proposal_id}/offer",
    response={201: schemas.OfferOut, **PROBLEMS},
    operation_id="offer_proposal",
    summary="Lay it before both offices",
)
def offer(request: HttpRequest, proposal_id: PathId) -> Any:
    """Only a draft that has problem, costs and a requirement. Returns the content and the hash to sign."""
    row = load(request, proposal_id)
    return Status(201, proposal_actions.offer(row, by=user_of(request), seen_version=seen_version(request)))


@router.get(
    "/proposals/{proposal_id}/offer",
    response={200: schemas.OfferOut, **PROBLEMS},
    operation_id="get_offer",
    summary="What lies before both offices",
)
def present_offer(request: HttpRequest, proposal_id: PathId) -> Any:
    """The content of the present version as it was offered, and the hash to sign; 404 if it was not."""
    row = load(request, proposal_id)
    return get_visible(Offer.objects.filter(proposal=row), version=row.version)


@router.get(
    "/proposals/{proposal_id}/signatures",
    response={200: list[schemas.SignatureOut], **PROBLEMS},
    operation_id="list_signatures",
    summary="Every key ever put to it",
)
@paginate(CursorPage)
def signatures(request: HttpRequest, proposal_id: PathId) -> Any:
    """Newest first; only those of the present version count."""
    return Signature.objects.on(load(request, proposal_id))


@router.post(
    "/proposals/{proposal_id}/signatures",
    response={201: schemas.SignatureOut, **PROBLEMS},
    operation_id="sign_proposal",
    summary="Put your office's key to it",
)
def sign(request: HttpRequest, proposal_id: PathId, data: schemas.SignatureIn) -> Any:
    """For office holders and delegates. 409 when the content is no longer the one whose hash is named."""
    row = load(request, proposal_id)
    return Status(
        201,
        signature_actions.sign(
            row, by=user_of(request), purpose=data.purpose, content_hash=data.content_hash
        ),
    )


@router.post(
    "/proposals/{proposal_id}/withdrawal",
    response={200: schemas.ProposalOut, **PROBLEMS},
    operation_id="withdraw_signature",
    summary="Take your office's key back",
)
def withdraw(request: HttpRequest, proposal_id: PathId, data: schemas.WithdrawalIn) -> Any:
    """Only before the other office has signed; raises the version."""
    signature_actions.withdraw(load(request, proposal_id), by=user_of(request), purpose=data.purpose)
    return load(request, proposal_id)


@router.get(
    "/backlog",
    response={200: list[schemas.ProposalOut], **PROBLEMS},
    operation_id="get_backlog",
    summary="The one order",
)
def backlog(
    request: HttpRequest,
    after: Annotated[
        int | None, Query(ge=1, le=LARGEST_ID, description="Only what stands after this proposal.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Most proposals.")] = 50,
) -> Any:
    """What is not yet begun, first things first. Read on with `after` = the id of the last one."""
    rows = Proposal.objects.visible_to(user_of(request)).backlog()
    return list((rows.standing_after(load(request, after)) if after else rows)[:limit])


@router.put(
    "/backlog/{proposal_id}/position",
    response={200: schemas.ProposalOut, **PROBLEMS},
    operation_id="move_in_backlog",
    summary="Move it in the one order",
)
def position(request: HttpRequest, proposal_id: PathId, data: schemas.PlaceIn) -> Any:
    """Directly after another proposal, or first of all. Signatures stay."""
    after = load(request, data.after) if data.after else None
    order_actions.move(load(request, proposal_id), after, by=user_of(request))
    return load(request, proposal_id)


@router.get(
    "/board", response={200: list[schemas.LaneOut], **PROBLEMS}, operation_id="get_board", summary="The board"
)
def board(request: HttpRequest) -> Any:
    """Each column with how many proposals it holds, and the first 50 of them."""
    rows = Proposal.objects.visible_to(user_of(request)).on_board().order_by("rank", "pk")
    held = dict(rows.order_by().values_list("board_column").annotate(held=Count("pk")))
    ready = {"id": None, "name": READY, "wip_limit": None, "finishes": False}
    lanes: list[dict[str, Any]] = [ready]
    for column in BoardColumn.objects.visible_to(user_of(request)):
        lanes.append({name: getattr(column, name) for name in ("id", "name", "wip_limit", "finishes")})
    return [
        lane | {"held": held.get(lane["id"], 0), "cards": list(rows.filter(board_column=lane["id"])[:CARDS])}
        for lane in lanes
    ]


@router.put(
    "/proposals/{proposal_id}/column",
    response={200: schemas.ProposalOut, **PROBLEMS},
    operation_id="move_on_board",
    summary="Move it on the board",
)
def place(request: HttpRequest, proposal_id: PathId, data: schemas.ColumnIn) -> Any:
    """Only approved proposals; above the column's limit only by an office holder, with a reason."""
    columns = BoardColumn.objects.visible_to(user_of(request))
    column = get_visible(columns, pk=data.column) if data.column else None
    row = load(request, proposal_id)
    board_actions.move(row, column, by=user_of(request), reason=data.reason)
    return load(request, proposal_id)


def _values(request: HttpRequest, values: dict[str, Any]) -> dict[str, Any]:
    """Owners as people, impact as a number."""
    for name in ("marketing_owner", "it_owner"):
        if values.get(name) is not None:
            values[name] = _person(request, values[name], name)
    if values.get("impact") is not None:
        values["impact"] = Decimal(values["impact"])
    return values


def _person(request: HttpRequest, pk: int, field: str) -> User:
    person = User.objects.visible_to(user_of(request)).active().filter(pk=pk).first()
    if person is None:
        raise Problem("There is no such person here.", way_out="List people to find the number.", field=field)
    return person


from lintel.portfolio.proposals import (  # noqa: E402  # further operations join this router
    api_bundles,
    api_documents,
    api_parts,
    api_sections,
    api_versions,
)

router.add_router("", api_parts.router)
router.add_router("", api_bundles.router)
router.add_router("", api_versions.router)
router.add_router("", api_sections.router)
router.add_router("", api_documents.router)
