"""The assessment for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Router, Status
from ninja.pagination import paginate

from lintel.alignment import reporting, results, schemas, tabling
from lintel.alignment.actions import rating
from lintel.alignment.actions import round as rounds
from lintel.alignment.items import criteria
from lintel.alignment.models import Round
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Missing
from lintel.ui.reports.sending import FILES, Form, answered

router = Router(tags=["Alignment"], auth=Door("alignment"))
PathId = Annotated[Id, Path(...)]


def _one(request: HttpRequest, pk: int) -> Round:
    return get_visible(Round.objects.visible_to(user_of(request)).counted(), pk=pk)


@router.get(
    "/alignment/items",
    response={200: list[schemas.AssessmentCriterionOut], **PROBLEMS},
    operation_id="list_assessment_items",
    summary="What is asked",
)
def list_items(request: HttpRequest) -> Any:
    """Criteria in order, with their items and anchors."""
    return list(criteria())


@router.get(
    "/alignment/rounds",
    response={200: list[schemas.RoundOut], **PROBLEMS},
    operation_id="list_rounds",
    summary="Rounds, newest first",
)
@paginate(CursorPage)
def list_rounds(request: HttpRequest) -> Any:
    """Open ones and those that are over."""
    return Round.objects.visible_to(user_of(request)).counted()


@router.post(
    "/alignment/rounds",
    response={201: schemas.RoundOut, **PROBLEMS},
    operation_id="open_round",
    summary="Open a round",
)
def open_round(request: HttpRequest, data: schemas.RoundIn) -> Any:
    """For the two offices."""
    made = rounds.open(data.name, closes_on=data.closes_on, by=user_of(request))
    return Status(201, _one(request, made.pk))


@router.get(
    "/alignment/rounds/{round_id}",
    response={200: schemas.RoundOut, **PROBLEMS},
    operation_id="get_round",
    summary="One round",
)
def get_round(request: HttpRequest, round_id: PathId) -> Any:
    """With how many were asked and how many have answered."""
    return _one(request, round_id)


@router.post(
    "/alignment/rounds/{round_id}/end",
    response={200: schemas.RoundOut, **PROBLEMS},
    operation_id="end_round",
    summary="End a round",
)
def end_round(request: HttpRequest, round_id: PathId) -> Any:
    """For the two offices; from here on its results can be read."""
    rounds.close(_one(request, round_id), by=user_of(request))
    return _one(request, round_id)


@router.put(
    "/alignment/rounds/{round_id}/answers/{criterion}",
    response={200: schemas.AnsweredOut, **PROBLEMS},
    operation_id="answer_criterion",
    summary="Answer one criterion",
)
def answer_criterion(request: HttpRequest, round_id: PathId, criterion: str, data: schemas.RatingsIn) -> Any:
    """Once, and for oneself; only counters are kept."""
    return rating.give(_one(request, round_id), criterion, data.ratings, by=user_of(request))


@router.get(
    "/alignment/rounds/{round_id}/results",
    response={200: schemas.ResultsOut, **PROBLEMS},
    operation_id="get_round_results",
    summary="What a round said",
)
def get_results(request: HttpRequest, round_id: PathId) -> Any:
    """Of a round that is over."""
    found = _one(request, round_id)
    if found.is_open(timezone.now().date()):
        raise Missing("This round is still open.", way_out="Its results can be read once it is over.")
    [read] = results.read(found)
    return {"round": found.name, "results": tabling.plain(read)}


@router.get(
    "/alignment/rounds/{round_id}/report",
    response=PROBLEMS,
    openapi_extra=FILES,
    operation_id="get_round_report",
    summary="What a round said, as a report",
)
def get_report(request: HttpRequest, round_id: PathId, format: Form = "pdf") -> Any:
    """Of a round that is over: PDF, workbook or slides."""
    return answered(reporting.report(_one(request, round_id), user_of(request)), format)
