"""Options, criteria, weights, scores and risks for programs."""

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Status

from lintel.estate.inventory.standing import standing_on
from lintel.estate.purchases import schemas
from lintel.estate.purchases.access import office_of
from lintel.estate.purchases.actions import judging
from lintel.estate.purchases.actions import option as options
from lintel.estate.purchases.doors import router
from lintel.estate.purchases.effect import changes
from lintel.estate.purchases.given import lists, sent
from lintel.estate.purchases.models import Criterion, Option, OptionCost, Purchase
from lintel.estate.purchases.rules import Said
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, Id
from lintel.ui.http import get_visible

PathId = Annotated[Id, Path(...)]
DONE = {204: None, **PROBLEMS}


def _purchase(request: HttpRequest, pk: int) -> Purchase:
    return get_visible(Purchase.objects.visible_to(user_of(request)), pk=pk)


def _option(request: HttpRequest, pk: int) -> Option:
    rows = Option.objects.visible_to(user_of(request)).select_related("purchase", "vendor")
    return get_visible(rows, pk=pk)


def _criterion(request: HttpRequest, pk: int) -> Criterion:
    seen = Purchase.objects.visible_to(user_of(request))
    return get_visible(Criterion.objects.filter(purchase__in=seen).select_related("purchase"), pk=pk)


@router.post(
    "/purchases/{purchase_id}/options", response={201: schemas.PurchaseOptionOut, **PROBLEMS},
    operation_id="add_purchase_option", summary="Add an option",
)  # fmt: skip
def add_purchase_option(request: HttpRequest, purchase_id: PathId, data: schemas.PurchaseOptionIn) -> Any:
    """Something that would meet the need."""
    made = options.add(_purchase(request, purchase_id), sent(data), lists(data), by=user_of(request))
    return Status(201, made)


@router.patch(
    "/purchases/options/{option_id}", response={200: schemas.PurchaseOptionOut, **PROBLEMS},
    operation_id="change_purchase_option", summary="Change an option",
)  # fmt: skip
def change_purchase_option(request: HttpRequest, option_id: PathId, data: schemas.PurchaseOptionFacts) -> Any:
    """Only what is sent changes."""
    return options.edit(_option(request, option_id), sent(data), lists(data), by=user_of(request))


@router.get(
    "/purchases/options/{option_id}/effect", response={200: schemas.OptionEffectOut, **PROBLEMS},
    operation_id="get_purchase_option_effect", summary="What an option would change",
)  # fmt: skip
def get_purchase_option_effect(request: HttpRequest, option_id: PathId) -> Any:
    """To the estate of today: systems, cost, copies, data flows, and where classes of data get to."""
    return changes(standing_on(timezone.localdate()), _option(request, option_id))


@router.delete(
    "/purchases/options/{option_id}", response=DONE, operation_id="remove_purchase_option",
    summary="Remove an option",
)  # fmt: skip
def remove_purchase_option(request: HttpRequest, option_id: PathId) -> Any:
    """One that was no option at all; one that lost stays."""
    options.remove(_option(request, option_id), by=user_of(request))
    return Status(204, None)


@router.post(
    "/purchases/options/{option_id}/costs", response=DONE, operation_id="note_purchase_cost",
    summary="Note what an option costs",
)  # fmt: skip
def note_purchase_cost(request: HttpRequest, option_id: PathId, data: schemas.PurchaseCostIn) -> Any:
    """In a year; a second note of the same kind takes the first one's place."""
    options.note_cost(_option(request, option_id), **data.dict(), by=user_of(request))
    return Status(204, None)


@router.delete(
    "/purchases/costs/{cost_id}",
    response=DONE,
    operation_id="remove_purchase_cost",
    summary="Take a cost away",
)
def remove_purchase_cost(request: HttpRequest, cost_id: PathId) -> Any:
    """One that was a mistake."""
    seen = Option.objects.visible_to(user_of(request))
    rows = OptionCost.objects.filter(option__in=seen).select_related("option__purchase")
    options.remove_cost(get_visible(rows, pk=cost_id), by=user_of(request))
    return Status(204, None)


@router.put(
    "/purchases/options/{option_id}/scores", response=DONE, operation_id="score_purchase_option",
    summary="Score an option",
)  # fmt: skip
def score_purchase_option(request: HttpRequest, option_id: PathId, data: schemas.PurchaseScoresIn) -> Any:
    """Each score with what says so."""
    said = {one.criterion_id: _said(one) for one in data.scores}
    judging.score(_option(request, option_id), said, by=user_of(request))
    return Status(204, None)


def _said(one: schemas.PurchaseScore) -> Said | None:
    if one.low is None:
        return None
    high: Decimal = one.low if one.high is None else one.high
    return Said(one.low, high, one.evidence, one.link)


@router.put(
    "/purchases/options/{option_id}/risks", response=DONE, operation_id="answer_purchase_risks",
    summary="Answer about the risk of an option",
)  # fmt: skip
def answer_purchase_risks(request: HttpRequest, option_id: PathId, data: schemas.PurchaseRisksIn) -> Any:
    """By the questions' short names."""
    replies = {one.question: (one.reply, one.note) for one in data.replies}
    judging.answer_risks(_option(request, option_id), replies, by=user_of(request))
    return Status(204, None)


@router.post(
    "/purchases/{purchase_id}/criteria", response={201: schemas.PurchaseCriterionOut, **PROBLEMS},
    operation_id="add_purchase_criterion", summary="Add a criterion",
)  # fmt: skip
def add_purchase_criterion(
    request: HttpRequest, purchase_id: PathId, data: schemas.PurchaseCriterionIn
) -> Any:
    """By what options are compared, on a scale that no option can move."""
    return Status(201, judging.add(_purchase(request, purchase_id), data.dict(), by=user_of(request)))


@router.put(
    "/purchases/criteria/{criterion_id}", response={200: schemas.PurchaseCriterionOut, **PROBLEMS},
    operation_id="change_purchase_criterion", summary="Change a criterion",
)  # fmt: skip
def change_purchase_criterion(
    request: HttpRequest, criterion_id: PathId, data: schemas.PurchaseCriterionIn
) -> Any:
    """Another way of measuring takes the scores away that it does not know."""
    return judging.edit(_criterion(request, criterion_id), data.dict(), by=user_of(request))


@router.delete(
    "/purchases/criteria/{criterion_id}", response=DONE, operation_id="remove_purchase_criterion",
    summary="Take a criterion away",
)  # fmt: skip
def remove_purchase_criterion(request: HttpRequest, criterion_id: PathId) -> Any:
    """With its points and scores."""
    judging.remove(_criterion(request, criterion_id), by=user_of(request))
    return Status(204, None)


@router.put(
    "/purchases/{purchase_id}/weights", response=DONE, operation_id="weigh_purchase",
    summary="Say what matters to one's side",
)  # fmt: skip
def weigh_purchase(request: HttpRequest, purchase_id: PathId, data: schemas.PurchaseWeightsIn) -> Any:
    """Points from 0 to 100; those of the other side stay."""
    user = user_of(request)
    points = {one.criterion_id: one.points for one in data.points}
    judging.weigh(_purchase(request, purchase_id), points, office=office_of(user) or "", by=user)
    return Status(204, None)
