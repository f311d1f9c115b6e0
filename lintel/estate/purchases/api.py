"""Dossiers for programs."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.audit.signatures import hash_of
from lintel.estate.purchases import api_judging, completeness, schemas, showing  # noqa: F401  # same router
from lintel.estate.purchases.actions import option as options
from lintel.estate.purchases.actions import purchase as purchases
from lintel.estate.purchases.doors import router
from lintel.estate.purchases.dossier import as_file, with_everything
from lintel.estate.purchases.given import sent
from lintel.estate.purchases.models import Option, Purchase
from lintel.estate.purchases.ranking import rank
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible

__all__ = ["router"]
PathId = Annotated[Id, Path(...)]


def _load(request: HttpRequest, pk: int) -> Purchase:
    found: Purchase = get_visible(with_everything(Purchase.objects.visible_to(user_of(request))), pk=pk)
    return found


def _one(request: HttpRequest, pk: int) -> Any:
    row = _load(request, pk)
    inside = as_file(row)
    shown = schemas.PurchaseOut.from_orm(row).dict()
    missing = [gap.text for gap in completeness.gaps(row)]
    shown |= {"options": inside["options"], "criteria": inside["criteria"], "missing": missing}
    return shown | {"content_hash": hash_of(row)}


@router.get(
    "/purchases", response={200: list[schemas.PurchaseOut], **PROBLEMS}, operation_id="list_purchases",
    summary="Purchases",
)  # fmt: skip
@paginate(CursorPage)
def list_purchases(request: HttpRequest, state: str = "") -> Any:
    """Perhaps only in one state."""
    rows = Purchase.objects.visible_to(user_of(request))
    return rows.filter(state=state) if state else rows


@router.post(
    "/purchases", response={201: schemas.OnePurchaseOut, **PROBLEMS}, operation_id="open_purchase",
    summary="Open a purchase",
)  # fmt: skip
def open_purchase(request: HttpRequest, data: schemas.PurchaseIn) -> Any:
    """With what is needed; options and criteria follow."""
    made = purchases.open_purchase(sent(data, "need_of"), need_of=data.need_of, by=user_of(request))
    return Status(201, _one(request, made.pk))


@router.get(
    "/purchases/rejected", response={200: list[schemas.RejectedOptionOut], **PROBLEMS},
    operation_id="list_rejected_options", summary="What was decided against",
)  # fmt: skip
@paginate(CursorPage)
def list_rejected_options(request: HttpRequest) -> Any:
    """Options that lost, with what spoke against them."""
    return Option.objects.visible_to(user_of(request)).rejected()


@router.get(
    "/purchases/{purchase_id}", response={200: schemas.OnePurchaseOut, **PROBLEMS},
    operation_id="get_purchase", summary="One purchase",
)  # fmt: skip
def get_purchase(request: HttpRequest, purchase_id: PathId) -> Any:
    """The whole dossier, what is missing in it, and the hash that a signature is put to."""
    return _one(request, purchase_id)


@router.patch(
    "/purchases/{purchase_id}", response={200: schemas.OnePurchaseOut, **PROBLEMS},
    operation_id="change_purchase", summary="Change a purchase",
)  # fmt: skip
def change_purchase(request: HttpRequest, purchase_id: PathId, data: schemas.PurchaseChange) -> Any:
    """Only what is sent changes; keys that were put to it fall away."""
    purchases.edit(
        _load(request, purchase_id), sent(data, "version"), version=data.version, by=user_of(request)
    )
    return _one(request, purchase_id)


@router.get(
    "/purchases/{purchase_id}/ranking", response={200: schemas.PurchaseRankingOut, **PROBLEMS},
    operation_id="get_purchase_ranking", summary="The ranking",
)  # fmt: skip
def get_purchase_ranking(request: HttpRequest, purchase_id: PathId) -> Any:
    """By both sides' weights, with how firm it is."""
    row = _load(request, purchase_id)
    found = rank(row)
    if found.choice is None:
        return {"winner": None, "why_not": found.why_not, "options": [], "firmness": []}
    first = {one.name: one.ranks[0] for one in found.choice.acceptability}
    ranked = [
        {
            "option": one.name, "rank": one.rank, "score": one.score, "low": one.low, "high": one.high,
            "first_share": first.get(one.name), "knocked_out": list(one.knocked_out),
        }
        for one in found.choice.ranking
    ]  # fmt: skip
    firm = showing.firmness(row, found)
    return {"winner": found.choice.winner, "why_not": "", "options": ranked, "firmness": firm}


@router.put(
    "/purchases/{purchase_id}/choice", response={200: schemas.OnePurchaseOut, **PROBLEMS},
    operation_id="choose_purchase_option", summary="Propose an option",
)  # fmt: skip
def choose_purchase_option(request: HttpRequest, purchase_id: PathId, data: schemas.PurchaseChoiceIn) -> Any:
    """With what speaks against the others."""
    row = _load(request, purchase_id)
    rows = Option.objects.filter(purchase=row)
    chosen = None if data.option_id is None else get_visible(rows, pk=data.option_id)
    reasons = {one.option_id: one.why_not for one in data.reasons}
    purchases.choose(row, chosen, reasons, by=user_of(request))
    return _one(request, purchase_id)


@router.post(
    "/purchases/{purchase_id}/offer", response={200: schemas.OnePurchaseOut, **PROBLEMS},
    operation_id="offer_purchase", summary="Lay it before the offices",
)  # fmt: skip
def offer_purchase(request: HttpRequest, purchase_id: PathId) -> Any:
    """Once nothing is missing."""
    purchases.offer(_load(request, purchase_id), by=user_of(request))
    return _one(request, purchase_id)


@router.delete(
    "/purchases/{purchase_id}/offer", response={200: schemas.OnePurchaseOut, **PROBLEMS},
    operation_id="take_purchase_back", summary="Go on comparing",
)  # fmt: skip
def take_purchase_back(request: HttpRequest, purchase_id: PathId) -> Any:
    """Keys that were put to it fall away."""
    purchases.take_back(_load(request, purchase_id), by=user_of(request))
    return _one(request, purchase_id)


@router.post(
    "/purchases/{purchase_id}/signature", response={200: schemas.OnePurchaseOut, **PROBLEMS},
    operation_id="sign_purchase", summary="Sign for one's office",
)  # fmt: skip
def sign_purchase(request: HttpRequest, purchase_id: PathId, data: schemas.PurchaseSignatureIn) -> Any:
    """Exactly what was read; the second key decides it."""
    purchases.sign(_load(request, purchase_id), by=user_of(request), content_hash=data.content_hash)
    return _one(request, purchase_id)


@router.delete(
    "/purchases/{purchase_id}/signature", response={200: schemas.OnePurchaseOut, **PROBLEMS},
    operation_id="unsign_purchase", summary="Take one's office's key back",
)  # fmt: skip
def unsign_purchase(request: HttpRequest, purchase_id: PathId) -> Any:
    """Before the other office has signed."""
    purchases.withdraw(_load(request, purchase_id), by=user_of(request))
    return _one(request, purchase_id)


@router.post(
    "/purchases/{purchase_id}/dropping", response={200: schemas.OnePurchaseOut, **PROBLEMS},
    operation_id="drop_purchase", summary="Buy nothing",
)  # fmt: skip
def drop_purchase(request: HttpRequest, purchase_id: PathId, data: schemas.PurchaseDropIn) -> Any:
    """And why: it is remembered when somebody asks again."""
    purchases.drop(_load(request, purchase_id), data.why, by=user_of(request))
    return _one(request, purchase_id)


@router.post(
    "/purchases/{purchase_id}/reopening", response={200: schemas.OnePurchaseOut, **PROBLEMS},
    operation_id="reopen_purchase", summary="Take a dropped purchase up again",
)  # fmt: skip
def reopen_purchase(request: HttpRequest, purchase_id: PathId) -> Any:
    """A decided one stays decided."""
    purchases.reopen(_load(request, purchase_id), by=user_of(request))
    return _one(request, purchase_id)


@router.post(
    "/purchases/{purchase_id}/entry", response={201: schemas.PurchaseEntryOut, **PROBLEMS},
    operation_id="enter_purchase", summary="Enter what was decided in the inventory",
)  # fmt: skip
def enter_purchase(request: HttpRequest, purchase_id: PathId, data: schemas.PurchaseEntryIn) -> Any:
    """As planned, with what it serves, needs and holds."""
    made = options.carry_out(_load(request, purchase_id), live_from=data.live_from, by=user_of(request))
    return Status(201, made)
