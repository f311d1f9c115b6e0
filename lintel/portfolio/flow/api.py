"""Flow for programs: the same figures as the page."""

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from ninja.pagination import paginate

from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.portfolio.flow import plainly, reckoning, schemas
from lintel.portfolio.proposals.models import Move, Proposal
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Missing

router = Router(tags=["Portfolio"], auth=Door("portfolio"))
PathId = Annotated[Id, Path(...)]
Weeks = Annotated[Literal[13, 26, 52], Query(description="How many weeks to look back.")]
Source = Annotated[Literal["board", "import"], Query(description="The board here, or a tracker's files.")]


def _reader(request: HttpRequest) -> User:
    user = user_of(request)
    if not may_read(user):
        raise Missing("There is no such page here.", way_out="Ask an administrator for a role.")
    return user


@router.get(
    "/flow",
    response={200: schemas.WorkFlowOut, **PROBLEMS},
    operation_id="get_work_flow",
    summary="Throughput, cycle times and work in progress by its age",
)
def get_flow(request: HttpRequest, weeks: Weeks = 26, source: Source = "board") -> Any:
    """The whole weeks before today."""
    return plainly.figures(reckoning.figures(_reader(request), weeks, source), source)


@router.get(
    "/flow/forecast",
    response={200: schemas.ForecastOut, **PROBLEMS},
    operation_id="get_delivery_forecast",
    summary="By when so many are done, or how many by a day",
)
def get_forecast(
    request: HttpRequest,
    items: Annotated[int | None, Query(ge=1, le=10_000, description="How many are to be done.")] = None,
    by: Annotated[dt.date | None, Query(description="By which day.")] = None,
    weeks: Weeks = 26,
    source: Source = "board",
) -> Any:
    """Where the history is too short, `reason` says so and nothing is forecast. When nothing is asked: by
    when all that is approved and not finished will be done."""
    found = reckoning.figures(_reader(request), weeks, source)
    wanted = items or (None if by else found.usual)
    return plainly.forecast(found, reckoning.forecast(found, wanted, by))


@router.get(
    "/flow/moves",
    response={200: list[schemas.MoveOut], **PROBLEMS},
    operation_id="list_moves",
    summary="Every move of work, newest first",
)
@paginate(CursorPage)
def list_moves(request: HttpRequest) -> Any:
    """Those of the board, and those that a tracker's files say."""
    return Move.objects.visible_to(user_of(request))


@router.get(
    "/proposals/{proposal_id}/moves",
    response={200: list[schemas.MoveOut], **PROBLEMS},
    operation_id="list_proposal_moves",
    summary="The way of one proposal",
)
@paginate(CursorPage)
def list_proposal_moves(request: HttpRequest, proposal_id: PathId) -> Any:
    """Newest first."""
    user = user_of(request)
    row = get_visible(Proposal.objects.visible_to(user), pk=proposal_id)
    return Move.objects.visible_to(user).filter(proposal=row)
