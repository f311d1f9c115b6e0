"""What a proposal was, for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.pagination import paginate

from lintel.people.authentication import user_of
from lintel.portfolio.proposals import schemas, versions, wording
from lintel.portfolio.proposals.actions import version as version_actions
from lintel.portfolio.proposals.matching import seen_version
from lintel.portfolio.proposals.models import Proposal, ProposalVersion
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Missing

router = Router(tags=["Portfolio"])
PathId = Annotated[Id, Path(...)]
Number = Annotated[int, Path(..., ge=1, le=2**31 - 1)]


def _load(request: HttpRequest, pk: int) -> Proposal:
    return get_visible(Proposal.objects.with_parts().visible_to(user_of(request)), pk=pk)


def _at(proposal: Proposal, number: int) -> ProposalVersion:
    found = versions.at(proposal, number)
    if found is None:
        raise Missing(f"This proposal has no version {number}.", way_out="List its versions first.")
    return found


@router.get(
    "/proposals/{proposal_id}/versions",
    response={200: list[schemas.VersionOut], **PROBLEMS},
    operation_id="list_versions",
    summary="Every version that an edit kept",
)
@paginate(CursorPage)
def all_versions(request: HttpRequest, proposal_id: PathId) -> Any:
    """Newest first. A proposal that was never edited has none yet."""
    proposal = get_visible(Proposal.objects.visible_to(user_of(request)), pk=proposal_id)
    return ProposalVersion.objects.visible_to(user_of(request)).filter(proposal=proposal)


@router.get(
    "/proposals/{proposal_id}/versions/{number}",
    response={200: schemas.WholeVersionOut, **PROBLEMS},
    operation_id="get_version",
    summary="One version",
)
def one(request: HttpRequest, proposal_id: PathId, number: Number) -> Any:
    """Everything that it said; the present one too."""
    return _at(_load(request, proposal_id), number)


@router.get(
    "/proposals/{proposal_id}/versions/{number}/changes",
    response={200: list[schemas.ChangeOut], **PROBLEMS},
    operation_id="compare_versions",
    summary="What changed since another version",
)
def changes(
    request: HttpRequest,
    proposal_id: PathId,
    number: Number,
    since: Annotated[
        int | None, Query(ge=1, le=2**31 - 1, description="The earlier version; else the one before.")
    ] = None,
) -> Any:
    """Every field and line in which two versions differ, in words."""
    proposal = _load(request, proposal_id)
    before, after = _at(proposal, since or max(number - 1, 1)), _at(proposal, number)
    names = wording.Names.of(before.content, after.content)
    return wording.changes(before.content, after.content, names)


@router.post(
    "/proposals/{proposal_id}/versions/{number}/restoration",
    response={200: schemas.ProposalOut, **PROBLEMS},
    operation_id="restore_version",
    summary="Bring an earlier content back",
)
def restore(request: HttpRequest, proposal_id: PathId, number: Number) -> Any:
    """An edit: the earlier content becomes a new version. With If-Match, 409 if somebody edited it since."""
    row = _load(request, proposal_id)
    version_actions.restore(row, number, by=user_of(request), seen_version=seen_version(request))
    return get_visible(Proposal.objects.visible_to(user_of(request)), pk=proposal_id)
