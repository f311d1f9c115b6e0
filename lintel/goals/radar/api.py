"""The radar for programs: the same findings and actions as the pages, with the same rights."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.audit.memory import remembered_of
from lintel.goals.radar import schemas
from lintel.goals.radar.actions import scan, snooze
from lintel.goals.radar.actions import tension as tensions
from lintel.goals.radar.filters import narrowed
from lintel.goals.radar.models import Finding, MetricTension, Scan
from lintel.goals.radar.registry import detectors
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

router = Router(tags=["Goals"], auth=Door("goals"))
PathId = Annotated[Id, Path(...)]


def _finding(request: HttpRequest, finding_id: int) -> Finding:
    return get_visible(Finding.objects.visible_to(user_of(request)), pk=finding_id)


def _tension(request: HttpRequest, tension_id: int) -> MetricTension:
    return get_visible(MetricTension.objects.visible_to(user_of(request)), pk=tension_id)


@router.get(
    "/radar/detectors",
    response={200: list[schemas.DetectorOut], **PROBLEMS},
    operation_id="list_detectors",
    summary="What is looked for",
)
def list_detectors(request: HttpRequest) -> Any:
    """The gravest first, each with its explanation."""
    return detectors()


@router.get(
    "/radar/findings",
    response={200: list[schemas.FindingOut], **PROBLEMS},
    operation_id="list_findings",
    summary="Findings, newest first",
)
@paginate(CursorPage, remember=remembered_of)
def list_findings(
    request: HttpRequest,
    state: Annotated[schemas.FindingState, Query(description="How they stand.")] = "open",
    severity: Annotated[schemas.SeverityName | None, Query(description="Only as grave as this.")] = None,
    detector: Annotated[str | None, Query(description="Only of this detector.", max_length=60)] = None,
    mine: Annotated[bool, Query(description="Only what concerns oneself.")] = False,
) -> Any:
    """Those of which one may see everything that they rest on."""
    user = user_of(request)
    rows = narrowed(Finding.objects.visible_to(user), state).for_list()
    if severity is not None:
        rows = rows.filter(severity=schemas.SEVERITIES[severity])
    if detector is not None:
        rows = rows.filter(detector=detector)
    return rows.concerning(user) if mine else rows


@router.get(
    "/radar/findings/{finding_id}",
    response={200: schemas.FindingFullOut, **PROBLEMS},
    operation_id="get_finding",
    summary="One finding",
)
def get_finding(request: HttpRequest, finding_id: PathId) -> Any:
    """With what it rests on and its next step."""
    return _finding(request, finding_id)


@router.get(
    "/radar/findings/{finding_id}/changes",
    response={200: list[schemas.FindingChangeOut], **PROBLEMS},
    operation_id="list_finding_changes",
    summary="What looks changed about it",
)
def list_finding_changes(request: HttpRequest, finding_id: PathId) -> Any:
    """Newest first, at most two hundred."""
    return list(_finding(request, finding_id).changes.all()[:200])


@router.put(
    "/radar/findings/{finding_id}/snooze",
    response={200: schemas.FindingOut, **PROBLEMS},
    operation_id="snooze_finding",
    summary="Put a finding off",
)
def snooze_finding(request: HttpRequest, finding_id: PathId, data: schemas.SnoozeIn) -> Any:
    """With a reason, until a day."""
    row = _finding(request, finding_id)
    snooze.put_off(row, reason=data.reason, until=data.until, by=user_of(request))
    return row


@router.delete(
    "/radar/findings/{finding_id}/snooze",
    response={200: schemas.FindingOut, **PROBLEMS},
    operation_id="end_snooze",
    summary="Take a finding up again",
)
def end_snooze(request: HttpRequest, finding_id: PathId) -> Any:
    """Before its day has come."""
    return snooze.end(_finding(request, finding_id), by=user_of(request))


@router.get(
    "/radar/looks",
    response={200: list[schemas.ScanOut], **PROBLEMS},
    operation_id="list_looks",
    summary="Looks, newest first",
)
@paginate(CursorPage)
def list_looks(request: HttpRequest) -> Any:
    """With what was open after each."""
    return Scan.objects.visible_to(user_of(request))


@router.post(
    "/radar/looks",
    response={201: schemas.LookOrderedOut, **PROBLEMS},
    operation_id="order_look",
    summary="Have everything looked over",
)
def order_look(request: HttpRequest) -> Any:
    """In the background; the answer names the run."""
    return Status(201, scan.order(by=user_of(request)))


@router.get(
    "/radar/tensions",
    response={200: list[schemas.TensionOut], **PROBLEMS},
    operation_id="list_tensions",
    summary="Metrics that were declared to pull on each other, newest first",
)
@paginate(CursorPage)
def list_tensions(request: HttpRequest) -> Any:
    """Those of both sides, also those that were taken back."""
    return MetricTension.objects.visible_to(user_of(request))


@router.post(
    "/radar/tensions",
    response={201: schemas.TensionOut, **PROBLEMS},
    operation_id="declare_tension",
    summary="Declare that two metrics pull on each other",
)
def declare_tension(request: HttpRequest, data: schemas.TensionIn) -> Any:
    """For one's own side."""
    made = tensions.declare(data.first, data.second, moves=data.moves, why=data.why, by=user_of(request))
    return Status(201, made)


@router.get(
    "/radar/tensions/{tension_id}",
    response={200: schemas.TensionOut, **PROBLEMS},
    operation_id="get_tension",
    summary="One declaration",
)
def get_tension(request: HttpRequest, tension_id: PathId) -> Any:
    """Of either side."""
    return _tension(request, tension_id)


@router.delete(
    "/radar/tensions/{tension_id}",
    response={200: schemas.TensionOut, **PROBLEMS},
    operation_id="withdraw_tension",
    summary="Take a declaration back",
)
def withdraw_tension(request: HttpRequest, tension_id: PathId) -> Any:
    """For the side that made it; it stays readable."""
    return tensions.withdraw(_tension(request, tension_id), by=user_of(request))
