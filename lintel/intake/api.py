"""Requests for programs: the same actions as the pages, with the same rights."""

import datetime as dt
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Status
from ninja.pagination import paginate

from lintel.intake import api_answering, figure_schemas, schemas  # noqa: F401  # hangs on the same router
from lintel.intake.actions import request as asking
from lintel.intake.actions import request_type
from lintel.intake.doors import load, router
from lintel.intake.figures import Period, figures, last_twelve
from lintel.intake.models import Request, RequestType
from lintel.intake.wording import Content, Definition
from lintel.intake.words import starting_with
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.problems import Denied, Problem

__all__ = ["router"]
PathId = Annotated[Id, Path(...)]
Month = Annotated[
    str | None, Query(pattern=r"^(19[9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$", description="Such as 2026-01.")
]


@router.get(
    "/requests",
    response={200: list[schemas.RequestOut], **PROBLEMS},
    operation_id="list_requests",
    summary="Requests, newest first",
)
@paginate(CursorPage)
def list_requests(
    request: HttpRequest,
    state: Annotated[schemas.StateName | None, Query(description="Only this state.")] = None,
    asked_office: Annotated[
        schemas.OfficeName | None, Query(description="Only what this office is asked.")
    ] = None,
    overdue: Annotated[bool, Query(description="Only silence past the answer-by date.")] = False,
    q: Annotated[str, Query(max_length=200, description="Every word occurs or begins a word.")] = "",
) -> Any:
    """All that one may see."""
    rows = Request.objects.visible_to(user_of(request)).with_names()
    given = {"state": state, "asked_office": asked_office}
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    if overdue:
        rows = rows.overdue(timezone.localdate())
    if q:
        found = starting_with(q)
        rows = rows.none() if found is None else rows.filter(pk__in=found)
    return rows


@router.post(
    "/requests",
    response={201: schemas.RequestOut, **PROBLEMS},
    operation_id="create_request",
    summary="Ask the other side",
)
def create_request(request: HttpRequest, data: schemas.RequestIn) -> Any:
    """Asks at once, or keeps a draft. The answer-by date follows from the type."""
    user = user_of(request)
    type = RequestType.objects.visible_to(user).filter(pk=data.type_id).first()
    if type is None:
        raise Problem("There is no such type of request.", way_out="See GET /request-types.", field="type_id")
    values = data.dict(exclude={"type_id", "draft"})
    act = asking.draft if data.draft else asking.ask
    return Status(201, act(type, Content(**values), by=user))


@router.get(
    "/requests/figures",
    response={200: figure_schemas.RequestFiguresOut, **PROBLEMS},
    operation_id="request_figures",
    summary="Give and take",
)
def request_figures(request: HttpRequest, first: Month = None, last: Month = None) -> Any:
    """Figures per office and month; without months, the last twelve."""
    if not may_read(user_of(request)):
        raise Denied("Figures are for people with a role.", way_out="Ask an administrator for a role.")
    today = timezone.localdate()
    usual = last_twelve(today)
    period = Period(_month(first) or usual.first, _month(last) or usual.last)
    if period.last < period.first:
        raise Problem("The last month lies before the first.", field="last")
    found = figures(period, today)
    return figure_schemas.RequestFiguresOut(
        first=f"{period.first:%Y-%m}",
        last=f"{period.last:%Y-%m}",
        **{
            office.value: figure_schemas.OfficeTallyOut.of(tally) for office, tally in found.by_office.items()
        },
        months=[
            figure_schemas.OfficeMonthOut(
                month=f"{month:%Y-%m}", office=office.value, **figure_schemas.OfficeTallyOut.of(tally).dict()
            )
            for (office, month), tally in found.by_month.items()
        ],
    )


def _month(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(f"{text}-01") if text else None


@router.get(
    "/requests/{request_id}",
    response={200: schemas.RequestOut, **PROBLEMS},
    operation_id="get_request",
    summary="One request",
)
def get_request(request: HttpRequest, request_id: PathId) -> Any:
    """A request one may see."""
    return load(request, request_id)


@router.patch(
    "/requests/{request_id}",
    response={200: schemas.RequestOut, **PROBLEMS},
    operation_id="edit_request",
    summary="Reword a request, or send a draft",
)
def edit_request(request: HttpRequest, request_id: PathId, data: schemas.RequestPatch) -> Any:
    """Possible until it is answered. Nothing or everything changes."""
    user = user_of(request)
    asked = load(request, request_id)
    given = data.dict(exclude_unset=True, exclude={"version", "send"})
    names = ("title", "description", "goal_served", "needed_from", "needed_until", "details")
    kept = {name: getattr(asked, name) for name in names}
    nullable = {"needed_from", "needed_until"}
    new = {name: value for name, value in given.items() if value is not None or name in nullable}
    with transaction.atomic():
        version = data.version
        if new or not data.send:
            asking.edit(asked, Content(**(kept | new)), by=user, version=version)
            version = asked.version
        if data.send:
            asking.send(asked, by=user, version=version)
    return load(request, request_id)


@router.post(
    "/requests/{request_id}/withdrawal",
    response={200: schemas.RequestOut, **PROBLEMS},
    operation_id="withdraw_request",
    summary="Take a request back",
)
def withdraw_request(request: HttpRequest, request_id: PathId, data: schemas.RequestWithdrawalIn) -> Any:
    """For the asker or their office holder, before it is agreed."""
    asked = load(request, request_id)
    asking.withdraw(asked, by=user_of(request), version=data.version, why=data.why)
    return load(request, request_id)


@router.get(
    "/request-types",
    response={200: list[schemas.RequestTypeOut], **PROBLEMS},
    operation_id="list_request_types",
    summary="Types of request",
)
@paginate(CursorPage)
def list_request_types(request: HttpRequest) -> Any:
    """All types with their questions, newest first."""
    return RequestType.objects.visible_to(user_of(request))


@router.post(
    "/request-types",
    response={201: schemas.RequestTypeOut, **PROBLEMS},
    operation_id="create_request_type",
    summary="Make a type of request",
)
def create_request_type(request: HttpRequest, data: schemas.RequestTypeIn) -> Any:
    """For office holders and administrators."""
    definition = Definition(
        name=data.name,
        addressed_to=data.addressed_to,
        answer_within_days=data.answer_within_days,
        description=data.description,
        questions=[each.question() for each in data.questions],
    )
    return Status(201, request_type.create(definition, by=user_of(request)))
