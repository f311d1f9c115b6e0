"""Searches and plans for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.people.authentication import user_of
from lintel.portfolio.roadmaps import reporting, schemas
from lintel.portfolio.roadmaps.actions import plan as plan_actions
from lintel.portfolio.roadmaps.actions import search as search_actions
from lintel.portfolio.roadmaps.finding import plan_of, roadmap_of, search_of
from lintel.portfolio.roadmaps.models import Plan, Search
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.reports.sending import FILES, Form, answered

router = Router(tags=["Portfolio"])
PathId = Annotated[Id, Path(...)]


def _plan(request: HttpRequest, roadmap: int, pk: int) -> Plan:
    return plan_of(user_of(request), pk, roadmap_id=roadmap)


def _search(request: HttpRequest, roadmap: int, pk: int) -> Search:
    return search_of(user_of(request), roadmap, pk)


@router.post(
    "/roadmaps/{roadmap_id}/searches",
    response={201: schemas.SearchOut, **PROBLEMS},
    operation_id="search_roadmap",
    summary="Look for plans in the background",
)
def search(request: HttpRequest, roadmap_id: PathId, data: schemas.SearchIn) -> Any:
    """The best plan, the frontier, what buffers cost, least disruption, or what if."""
    base = _plan(request, roadmap_id, data.base) if data.base else None
    made = search_actions.begin(
        roadmap_of(user_of(request), roadmap_id), data.kind, by=user_of(request), seconds=data.seconds,
        base=base, changes=data.changes, keep=data.keep,
        told=", ".join(f"{name} {value}" for name, value in data.changes.items()),
    )  # fmt: skip
    return Status(201, made)


@router.get(
    "/roadmaps/{roadmap_id}/searches/{search_id}",
    response={200: schemas.SearchOut, **PROBLEMS},
    operation_id="get_roadmap_search",
    summary="How far a search is",
)
def get_search(request: HttpRequest, roadmap_id: PathId, search_id: PathId) -> Any:
    """With the curve of best plan and bound."""
    return _search(request, roadmap_id, search_id)


@router.post(
    "/roadmaps/{roadmap_id}/searches/{search_id}/stop",
    response={200: schemas.SearchOut, **PROBLEMS},
    operation_id="stop_roadmap_search",
    summary="Stop a search; it keeps the best plan so far",
)
def stop(request: HttpRequest, roadmap_id: PathId, search_id: PathId) -> Any:
    """It ends within a second or two."""
    row = _search(request, roadmap_id, search_id)
    return search_actions.stop(row, by=user_of(request))


@router.get(
    "/roadmaps/{roadmap_id}/plans",
    response={200: list[schemas.PlanOut], **PROBLEMS},
    operation_id="list_roadmap_plans",
    summary="The plans that were found",
)
@paginate(CursorPage)
def list_plans(request: HttpRequest, roadmap_id: PathId) -> Any:
    """Newest first."""
    row = roadmap_of(user_of(request), roadmap_id)
    return Plan.objects.visible_to(user_of(request)).slim().filter(roadmap=row)


@router.get(
    "/roadmaps/{roadmap_id}/plans/{plan_id}",
    response={200: schemas.WholePlanOut, **PROBLEMS},
    operation_id="get_roadmap_plan",
    summary="A plan with schedule, use and reasons",
)
def get_plan(request: HttpRequest, roadmap_id: PathId, plan_id: PathId) -> Any:
    """And the hash that a signature is put to."""
    return _plan(request, roadmap_id, plan_id)


@router.get(
    "/roadmaps/{roadmap_id}/plans/{plan_id}/report",
    response=PROBLEMS,
    openapi_extra=FILES,
    operation_id="get_roadmap_plan_report",
    summary="A plan as a report",
)
def get_plan_report(request: HttpRequest, roadmap_id: PathId, plan_id: PathId, format: Form = "pdf") -> Any:
    """PDF, workbook or slides, with the charts of the page."""
    row = _plan(request, roadmap_id, plan_id)
    return answered(reporting.report(row.roadmap, row), format)


@router.post(
    "/roadmaps/{roadmap_id}/plans/{plan_id}/offer",
    response={200: schemas.PlanOut, **PROBLEMS},
    operation_id="offer_roadmap_plan",
    summary="Lay a plan before both offices",
)
def offer(request: HttpRequest, roadmap_id: PathId, plan_id: PathId) -> Any:
    """Another one that lies there is taken away."""
    return plan_actions.offer(_plan(request, roadmap_id, plan_id), by=user_of(request))


@router.post(
    "/roadmaps/{roadmap_id}/plans/{plan_id}/signature",
    response={201: schemas.PlanOut, **PROBLEMS},
    operation_id="sign_roadmap_plan",
    summary="Put your office's key to a plan",
)
def sign(request: HttpRequest, roadmap_id: PathId, plan_id: PathId, data: schemas.PlanSignatureIn) -> Any:
    """Only office holders and delegates; the second key publishes it."""
    row = _plan(request, roadmap_id, plan_id)
    plan_actions.sign(row, by=user_of(request), content_hash=data.content_hash)
    return Status(201, _plan(request, roadmap_id, plan_id))


@router.post(
    "/roadmaps/{roadmap_id}/plans/{plan_id}/withdrawal",
    response={200: schemas.PlanOut, **PROBLEMS},
    operation_id="withdraw_from_roadmap_plan",
    summary="Take your office's key back",
)
def withdraw(request: HttpRequest, roadmap_id: PathId, plan_id: PathId) -> Any:
    """Only before the other office has signed."""
    return plan_actions.withdraw(_plan(request, roadmap_id, plan_id), by=user_of(request))
