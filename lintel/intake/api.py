"""Requests for programs: the same actions as the pages, with the same rights."""

import datetime as dt
from typing import Annotated, Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Status
from ninja.pagination import paginate

from lintel.audit import signatures
from lintel.intake import figure_schemas, schemas
from lintel.intake.actions import answer as answering
from lintel.intake.actions import reply as replying
from lintel.intake.actions import request as asking
from lintel.intake.actions import request_type
from lintel.intake.actions import settlement as settling
from lintel.intake.actions import vote as voting
from lintel.intake.figures import Period, figures, last_twelve
from lintel.intake.models import Alternative, Answer, Request, RequestType, Settlement
from lintel.intake.wording import Content, Definition
from lintel.intake.words import starting_with
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Missing, Problem

router = Router(tags=["Requests"], auth=Door("intake"))
PathId = Annotated[Id, Path(...)]
Month = Annotated[
    str | None, Query(pattern=r"^(19[9]\d|20\d\d|21\d\d)-(0[1-9]|1[0-2])$", description="Such as 2026-01.")
]


def _request(request: HttpRequest, request_id: int) -> Request:
    return get_visible(Request.objects.visible_to(user_of(request)).with_names(), pk=request_id)


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
    return _request(request, request_id)


@router.patch(
    "/requests/{request_id}",
    response={200: schemas.RequestOut, **PROBLEMS},
    operation_id="edit_request",
    summary="Reword a request, or send a draft",
)
def edit_request(request: HttpRequest, request_id: PathId, data: schemas.RequestPatch) -> Any:
    """Possible until it is answered. Nothing or everything changes."""
    user = user_of(request)
    asked = _request(request, request_id)
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
    return _request(request, request_id)


@router.post(
    "/requests/{request_id}/withdrawal",
    response={200: schemas.RequestOut, **PROBLEMS},
    operation_id="withdraw_request",
    summary="Take a request back",
)
def withdraw_request(request: HttpRequest, request_id: PathId, data: schemas.RequestWithdrawalIn) -> Any:
    """For the asker or their office holder, before it is agreed."""
    asked = _request(request, request_id)
    asking.withdraw(asked, by=user_of(request), version=data.version, why=data.why)
    return _request(request, request_id)


def _answers(asked: Request) -> QuerySet[Answer]:
    rows = Answer.objects.filter(request=asked).select_related("by", "reply", "reply__by")
    return rows.prefetch_related("request__alternatives").order_by("round")


@router.get(
    "/requests/{request_id}/answers",
    response={200: list[schemas.AnswerOut], **PROBLEMS},
    operation_id="list_answers",
    summary="The answers of all rounds",
)
def list_answers(request: HttpRequest, request_id: PathId) -> Any:
    """Oldest first, each with its alternatives and the asker's reply."""
    return list(_answers(_request(request, request_id)))


@router.post(
    "/requests/{request_id}/answers",
    response={201: schemas.AnswerOut, **PROBLEMS},
    operation_id="answer_request",
    summary="Answer: yes, yes if, later, another way",
)
def answer_request(request: HttpRequest, request_id: PathId, data: schemas.AnswerIn) -> Any:
    """For members and the office holder of the asked side."""
    asked = _request(request, request_id)
    made = answering.give(asked, data.words(), by=user_of(request), version=data.version)
    return Status(201, _answers(asked).get(pk=made.pk))


@router.post(
    "/requests/{request_id}/replies",
    response={201: schemas.RequestOut, **PROBLEMS},
    operation_id="reply_to_answer",
    summary="Accept, counter or escalate",
)
def reply_to_answer(request: HttpRequest, request_id: PathId, data: schemas.ReplyIn) -> Any:
    """For the asker or their office holder. Returns the request as it stands then."""
    user = user_of(request)
    asked = _request(request, request_id)
    alternative = _alternative(asked, data.alternative_id)
    if data.kind == "accept":
        replying.accept(asked, by=user, version=data.version, alternative=alternative, text=data.text)
    elif alternative is not None:
        raise Problem("Only an acceptance names an alternative.", field="alternative_id")
    else:
        act = replying.counter if data.kind == "counter" else replying.escalate
        act(asked, by=user, version=data.version, text=data.text)
    return Status(201, _request(request, request_id))


def _alternative(asked: Request, key: int | None) -> Alternative | None:
    if key is None:
        return None
    found = Alternative.objects.filter(request=asked, pk=key).first()
    if found is None:
        raise Problem("This request has no such alternative.", field="alternative_id")
    return found


@router.post(
    "/requests/{request_id}/votes",
    response={201: schemas.RequestOut, **PROBLEMS},
    operation_id="add_voice",
    summary="Add one's voice",
)
def add_voice(request: HttpRequest, request_id: PathId) -> Any:
    """Says that one needs the same."""
    voting.cast(_request(request, request_id), by=user_of(request))
    return Status(201, _request(request, request_id))


@router.delete(
    "/requests/{request_id}/votes",
    response={200: schemas.RequestOut, **PROBLEMS},
    operation_id="take_voice_back",
    summary="Take one's voice back",
)
def take_voice_back(request: HttpRequest, request_id: PathId) -> Any:
    """Returns the request as it stands then."""
    voting.take_back(_request(request, request_id), by=user_of(request))
    return _request(request, request_id)


def _settlement(asked: Request) -> Settlement:
    found = Settlement.objects.select_related("request", "alternative").filter(request=asked).first()
    if found is None:
        raise Missing("Nothing has been settled here.", way_out="It is written once both offices have it.")
    return found


def _settled(settlement: Settlement) -> schemas.SettlementOut:
    keys = signatures.keys_of(settlement, settling.PURPOSE)
    return schemas.SettlementOut(
        text=settlement.text,
        alternative_id=settlement.alternative_id,
        makes_work=settlement.makes_work,
        version=settlement.version,
        content_hash=signatures.hash_of(settlement),
        signed_by=sorted(office.value for office in keys.given),
    )


@router.get(
    "/requests/{request_id}/settlement",
    response={200: schemas.SettlementOut, **PROBLEMS},
    operation_id="get_settlement",
    summary="What both offices settle",
)
def get_settlement(request: HttpRequest, request_id: PathId) -> Any:
    """The wording, and which offices have signed it."""
    return _settled(_settlement(_request(request, request_id)))


@router.put(
    "/requests/{request_id}/settlement",
    response={200: schemas.SettlementOut, **PROBLEMS},
    operation_id="write_settlement",
    summary="Write what both offices are to agree on",
)
def write_settlement(request: HttpRequest, request_id: PathId, data: schemas.SettlementIn) -> Any:
    """For who holds a key. A new wording voids both signatures."""
    asked = _request(request, request_id)
    settling.write(
        asked,
        by=user_of(request),
        text=data.text,
        version=data.version,
        alternative=_alternative(asked, data.alternative_id),
        makes_work=data.makes_work,
    )
    return _settled(_settlement(asked))


@router.post(
    "/requests/{request_id}/settlement/signatures",
    response={201: schemas.SettlementOut, **PROBLEMS},
    operation_id="sign_settlement",
    summary="Sign the settlement",
)
def sign_settlement(request: HttpRequest, request_id: PathId, data: schemas.SettlementSignatureIn) -> Any:
    """Puts one office's key to exactly the wording that was read; the second key settles the request."""
    asked = _request(request, request_id)
    settling.sign(_settlement(asked), by=user_of(request), content_hash=data.content_hash)
    return Status(201, _settled(_settlement(asked)))


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
