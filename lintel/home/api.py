"""Common ground for programs: the same figures as the first page."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from lintel.home import ground, reporting, schemas
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS
from lintel.ui.reports.sending import FILES, Form, answered

router = Router(tags=["Common ground"], auth=Door("home"))


@router.get(
    "/common-ground",
    response={200: schemas.GroundOut, **PROBLEMS},
    operation_id="get_common_ground",
    summary="What waits for you, what each side and both carry",
)
def common_ground(request: HttpRequest) -> Any:
    """The first page's figures, as far as the caller may see them."""
    return schemas.plain(ground.gather(user_of(request)))


@router.get(
    "/common-ground/report",
    response=PROBLEMS,
    openapi_extra=FILES,
    operation_id="get_common_ground_report",
    summary="Common ground as a report",
)
def common_ground_report(request: HttpRequest, format: Form = "pdf") -> Any:
    """The first page as PDF, workbook or slides."""
    return answered(reporting.report(user_of(request)), format)
