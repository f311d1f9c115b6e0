"""Flows, contracts and surveys for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.estate.inventory import schemas
from lintel.estate.inventory.actions import contract as contracts
from lintel.estate.inventory.actions import flow as flows
from lintel.estate.inventory.actions import survey as surveys
from lintel.estate.inventory.doors import router
from lintel.estate.inventory.given import elements_of, sent
from lintel.estate.inventory.models import Ask, Contract, Flow, Survey
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

PathId = Annotated[Id, Path(...)]


def _flow(request: HttpRequest, pk: int) -> Flow:
    return get_visible(Flow.objects.visible_to(user_of(request)).with_ends(), pk=pk)


def _contract(request: HttpRequest, pk: int) -> Contract:
    return get_visible(Contract.objects.visible_to(user_of(request)).with_parts(), pk=pk)


def _survey(request: HttpRequest, pk: int) -> Survey:
    return get_visible(Survey.objects.visible_to(user_of(request)).counted(), pk=pk)


@router.get(
    "/estate/flows",
    response={200: list[schemas.DataFlowOut], **PROBLEMS},
    operation_id="list_data_flows",
    summary="Data flows",
)
@paginate(CursorPage)
def list_data_flows(request: HttpRequest, state: str = "") -> Any:
    """Perhaps only in one state."""
    rows = Flow.objects.visible_to(user_of(request)).with_ends()
    return rows.filter(state=state) if state else rows


@router.post(
    "/estate/flows",
    response={201: schemas.DataFlowOut, **PROBLEMS},
    operation_id="create_data_flow",
    summary="Draw a flow",
)
def create_data_flow(request: HttpRequest, data: schemas.DataFlowIn) -> Any:
    """From one system to another."""
    data_classes = elements_of(data.data_ids) or []
    made = flows.create(sent(data, "key"), data_classes, key=data.key, by=user_of(request))
    return Status(201, _flow(request, made.pk))


@router.get(
    "/estate/flows/{flow_id}",
    response={200: schemas.DataFlowOut, **PROBLEMS},
    operation_id="get_data_flow",
    summary="One flow",
)
def get_data_flow(request: HttpRequest, flow_id: PathId) -> Any:
    """With the data classes it carries."""
    return _flow(request, flow_id)


@router.patch(
    "/estate/flows/{flow_id}",
    response={200: schemas.DataFlowOut, **PROBLEMS},
    operation_id="change_data_flow",
    summary="Change a flow",
)
def change_data_flow(request: HttpRequest, flow_id: PathId, data: schemas.DataFlowChange) -> Any:
    """Only what is sent changes."""
    row = Flow.objects.get(pk=_flow(request, flow_id).pk)
    flows.edit(
        row, sent(data, "version"), elements_of(data.data_ids), version=data.version, by=user_of(request)
    )
    return _flow(request, flow_id)


@router.delete(
    "/estate/flows/{flow_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_data_flow",
    summary="Take a flow away",
)
def remove_data_flow(request: HttpRequest, flow_id: PathId) -> Any:
    """One that was drawn by mistake; what was switched off stays."""
    flows.remove(_flow(request, flow_id), by=user_of(request))
    return Status(204, None)


@router.get(
    "/estate/contracts",
    response={200: list[schemas.ContractOut], **PROBLEMS},
    operation_id="list_contracts",
    summary="Contracts",
)
@paginate(CursorPage)
def list_contracts(request: HttpRequest) -> Any:
    """With the last day to say no, and the last count of seats."""
    return Contract.objects.visible_to(user_of(request)).with_parts()


@router.post(
    "/estate/contracts",
    response={201: schemas.ContractOut, **PROBLEMS},
    operation_id="create_contract",
    summary="Enter a contract",
)
def create_contract(request: HttpRequest, data: schemas.ContractIn) -> Any:
    """With a vendor, for systems."""
    made = contracts.create(sent(data), elements_of(data.system_ids) or [], by=user_of(request))
    return Status(201, _contract(request, made.pk))


@router.get(
    "/estate/contracts/{contract_id}",
    response={200: schemas.ContractOut, **PROBLEMS},
    operation_id="get_contract",
    summary="One contract",
)
def get_contract(request: HttpRequest, contract_id: PathId) -> Any:
    """Its terms."""
    return _contract(request, contract_id)


@router.patch(
    "/estate/contracts/{contract_id}",
    response={200: schemas.ContractOut, **PROBLEMS},
    operation_id="change_contract",
    summary="Change a contract",
)
def change_contract(request: HttpRequest, contract_id: PathId, data: schemas.ContractChange) -> Any:
    """Only what is sent changes."""
    row = Contract.objects.get(pk=_contract(request, contract_id).pk)
    systems = elements_of(data.system_ids)
    contracts.edit(row, sent(data, "version"), systems, version=data.version, by=user_of(request))
    return _contract(request, contract_id)


@router.delete(
    "/estate/contracts/{contract_id}",
    response={204: None, **PROBLEMS},
    operation_id="remove_contract",
    summary="Remove a contract",
)
def remove_contract(request: HttpRequest, contract_id: PathId) -> Any:
    """One that was entered by mistake; what ended stays."""
    contracts.remove(_contract(request, contract_id), by=user_of(request))
    return Status(204, None)


@router.post(
    "/estate/contracts/{contract_id}/seats",
    response={201: schemas.ContractOut, **PROBLEMS},
    operation_id="count_seats",
    summary="Count seats in use",
)
def count_seats(request: HttpRequest, contract_id: PathId, data: schemas.SeatCountIO) -> Any:
    """A second count of the day takes the first one’s place."""
    row = Contract.objects.get(pk=_contract(request, contract_id).pk)
    contracts.count_seats(row, used=data.used, day=data.day, by=user_of(request))
    return Status(201, _contract(request, contract_id))


@router.get(
    "/estate/surveys",
    response={200: list[schemas.SurveyOut], **PROBLEMS},
    operation_id="list_surveys",
    summary="Surveys",
)
@paginate(CursorPage)
def list_surveys(request: HttpRequest) -> Any:
    """How far each came."""
    return Survey.objects.visible_to(user_of(request)).counted()


@router.post(
    "/estate/surveys",
    response={201: schemas.SurveyOut, **PROBLEMS},
    operation_id="open_survey",
    summary="Ask the owners",
)
def open_survey(request: HttpRequest, data: schemas.SurveyIn) -> Any:
    """Every owner of these kinds is asked about each of their entries."""
    made = surveys.open_survey(**data.dict(), day=timezone.localdate(), by=user_of(request))
    return Status(201, _survey(request, made.pk))


@router.get(
    "/estate/surveys/{survey_id}",
    response={200: schemas.SurveyOut, **PROBLEMS},
    operation_id="get_survey",
    summary="One survey",
)
def get_survey(request: HttpRequest, survey_id: PathId) -> Any:
    """How far it came."""
    return _survey(request, survey_id)


@router.get(
    "/estate/surveys/{survey_id}/asks",
    response={200: list[schemas.AskOut], **PROBLEMS},
    operation_id="list_asks",
    summary="What owners were asked",
)
@paginate(CursorPage)
def list_asks(request: HttpRequest, survey_id: PathId) -> Any:
    """Who was asked what, and what they said."""
    return _survey(request, survey_id).asks.all()


@router.post(
    "/estate/surveys/{survey_id}/closing",
    response={200: schemas.SurveyOut, **PROBLEMS},
    operation_id="close_survey",
    summary="Close a survey",
)
def close_survey(request: HttpRequest, survey_id: PathId) -> Any:
    """What is unanswered stays so."""
    surveys.close(_survey(request, survey_id), by=user_of(request))
    return _survey(request, survey_id)


@router.post(
    "/estate/surveys/{survey_id}/reminder",
    response={200: schemas.SurveyOut, **PROBLEMS},
    operation_id="remind_survey",
    summary="Remind the owners",
)
def remind_survey(request: HttpRequest, survey_id: PathId) -> Any:
    """At most once a day."""
    surveys.remind(_survey(request, survey_id), by=user_of(request))
    return _survey(request, survey_id)


@router.post(
    "/estate/asks/{ask_id}/answer",
    response={200: schemas.AskOut, **PROBLEMS},
    operation_id="answer_ask",
    summary="Answer for an entry",
)
def answer_ask(request: HttpRequest, ask_id: PathId, data: schemas.AskAnswerIn) -> Any:
    """As the owner who was asked, for the version that was read."""
    rows = Ask.objects.select_related("survey", "element")
    ask = get_visible(rows if may_read(user_of(request)) else rows.none(), pk=ask_id)
    return surveys.answer(ask, data.answer, version=data.version, by=user_of(request))
