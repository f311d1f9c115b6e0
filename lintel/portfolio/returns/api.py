"""Returns for programs: the same actions as the pages, with the same rights."""

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.people.authentication import Door, user_of
from lintel.portfolio.proposals.models import Proposal
from lintel.portfolio.returns import reading, reporting, schemas, simulating, telling, together, work
from lintel.portfolio.returns.actions import assumptions as acting
from lintel.portfolio.returns.actions import forecast
from lintel.portfolio.returns.gathering import Supposed
from lintel.portfolio.returns.models import Assumptions, Scope
from lintel.ui.api import PROBLEMS, CursorPage, Id, Line
from lintel.ui.http import get_visible
from lintel.ui.problems import Missing, Problem
from lintel.ui.reports.sending import FILES, Form, answered

router = Router(tags=["Portfolio"], auth=Door("portfolio"))
PathId = Annotated[Id, Path(...)]


def _proposal(request: HttpRequest, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(user_of(request))
    return get_visible(rows.prefetch_related("benefits", "efforts__specialty"), pk=pk)


def _told(row: Proposal, result: dict[str, Any] | None = None) -> dict[str, Any]:
    found = reading.standing(row)
    kept = found.kept
    shown = result or (kept.result if kept else None)
    by = found.assumed if result else kept.assumptions if kept else None
    return {
        "proposal_id": row.pk,
        "fresh": found.fresh,
        "missing": [
            {"text": gap.text, "owed_by": gap.owed_by, "blocking": gap.blocking} for gap in found.gaps
        ],
        "assumptions": by.version if by else None,
        "at": kept.at if kept and not result else None,
        "sentence": telling.sentence(shown) if shown else "",
        "result": shown,
    }


@router.get(
    "/returns/assumptions",
    response={200: list[schemas.AssumptionsOut], **PROBLEMS},
    operation_id="list_return_assumptions",
    summary="What is assumed about returns: all versions, newest first",
)
@paginate(CursorPage)
def list_assumptions(request: HttpRequest) -> Any:
    """The one in force is the newest that has `in_force_at`."""
    return Assumptions.objects.visible_to(user_of(request))


@router.post(
    "/returns/assumptions",
    response={201: schemas.AssumptionsOut, **PROBLEMS},
    operation_id="write_return_assumptions",
    summary="Write the next version of what is assumed",
)
def write_assumptions(request: HttpRequest, data: schemas.AssumptionsIn) -> Any:
    """It counts once both offices have signed it."""
    return Status(201, acting.write(data.terms(), by=user_of(request), seen=data.seen))


@router.post(
    "/returns/assumptions/{assumptions_id}/signature",
    response={201: schemas.AssumptionsOut, **PROBLEMS},
    operation_id="sign_return_assumptions",
    summary="Sign a version for one's office",
)
def sign_assumptions(request: HttpRequest, assumptions_id: PathId, data: schemas.AssumptionsWordIn) -> Any:
    """Exactly the version that was read."""
    user = user_of(request)
    row = get_visible(Assumptions.objects.visible_to(user), pk=assumptions_id)
    return Status(201, acting.sign(row, by=user, content_hash=data.content_hash))


@router.get(
    "/returns/{scope}",
    response={200: schemas.PortfolioReturnOut, **PROBLEMS},
    operation_id="get_portfolio_return",
    summary="What proposals return together, as it was worked out last",
)
def get_portfolio_return(request: HttpRequest, scope: Annotated[schemas.ScopeName, Path(...)]) -> Any:
    """Those approved, or all in the backlog."""
    row = together.kept_of(Scope(scope), user_of(request))
    if row is None:
        raise Missing("It was not worked out yet.", way_out="Order it with POST.")
    return {
        "scope": row.scope, "assumptions": row.assumptions.version, "counted": row.counted,
        "left_out": row.left_out, "at": row.at, "result": row.result,
    }  # fmt: skip


@router.get(
    "/returns/{scope}/report",
    response=PROBLEMS,
    openapi_extra=FILES,
    operation_id="get_portfolio_return_report",
    summary="What proposals return together, as a report",
)
def portfolio_return_report(
    request: HttpRequest, scope: Annotated[schemas.ScopeName, Path(...)], format: Form = "pdf"
) -> Any:
    """PDF, workbook or slides, with the charts of the page."""
    return answered(reporting.of_portfolio(Scope(scope), user_of(request)), format)


@router.post(
    "/returns/{scope}",
    response={201: schemas.OrderedOut, **PROBLEMS},
    operation_id="order_portfolio_return",
    summary="Have it worked out what proposals return together",
)
def order_portfolio_return(request: HttpRequest, scope: Annotated[schemas.ScopeName, Path(...)]) -> Any:
    """In the background; the answer names the run."""
    return Status(201, forecast.order(scope, by=user_of(request)))


@router.get(
    "/proposals/{proposal_id}/return",
    response={200: schemas.ReturnOut, **PROBLEMS},
    operation_id="get_return",
    summary="What a proposal may bring, as it was worked out last",
)
def get_return(request: HttpRequest, proposal_id: PathId) -> Any:
    """With what is missing, and whether it is of the present content."""
    return _told(_proposal(request, proposal_id))


@router.get(
    "/proposals/{proposal_id}/return/report",
    response=PROBLEMS,
    openapi_extra=FILES,
    operation_id="get_return_report",
    summary="What a proposal may bring, as a report",
)
def return_report(request: HttpRequest, proposal_id: PathId, format: Form = "pdf") -> Any:
    """PDF, workbook or slides, with the charts of the page."""
    return answered(reporting.of_proposal(_proposal(request, proposal_id)), format)


@router.post(
    "/proposals/{proposal_id}/return",
    response={201: schemas.ReturnOut, **PROBLEMS},
    operation_id="work_out_return",
    summary="Work out what a proposal may bring, and keep it",
)
def work_out_return(request: HttpRequest, proposal_id: PathId) -> Any:
    """By the assumptions in force; what still holds is not drawn again."""
    row = _proposal(request, proposal_id)
    work.work_out_now(row, by=user_of(request))
    return Status(201, _told(row))


@router.get(
    "/proposals/{proposal_id}/return/what-if",
    response={200: schemas.ReturnOut, **PROBLEMS},
    operation_id="suppose_return",
    summary="What a proposal would bring if",
)
def suppose_return(
    request: HttpRequest,
    proposal_id: PathId,
    delay: Annotated[Decimal | None, Query(ge=0, le=60, description="Months of delay.")] = None,
    discount_rate: Annotated[Decimal | None, Query(ge=-50, le=100, description="Per cent a year.")] = None,
    without: Annotated[
        list[Line] | None, Query(max_length=50, description="Benefits to leave out, by name.")
    ] = None,
) -> Any:
    """Nothing is written."""
    row = _proposal(request, proposal_id)
    found = reading.standing(row)
    if found.assumed is None or not found.possible:
        raise Problem("Something is missing to work it out.", way_out="GET the return to see what.")
    supposed = Supposed(delay, discount_rate, frozenset(without or ()))
    return _told(row, simulating.returned(row, found.assumed, supposed))
