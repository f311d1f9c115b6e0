"""Costs and savings for programs."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Status
from ninja.pagination import paginate

from lintel.estate.inventory.models import Contract
from lintel.estate.spending import given, measuring, overlapping, schemas, sharing
from lintel.estate.spending.actions import saving as savings
from lintel.estate.spending.doors import router
from lintel.estate.spending.models import Saving
from lintel.estate.spending.tables import with_waste
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied

PathId = Annotated[Id, Path(...)]


def _reader(request: HttpRequest) -> None:
    if not may_read(user_of(request)):
        raise Denied("Costs are for people with a role.", way_out="Ask an administrator for one.")


def _load(request: HttpRequest, pk: int) -> Saving:
    return get_visible(Saving.objects.visible_to(user_of(request)).with_parts(), pk=pk)


def _one(request: HttpRequest, pk: int) -> Any:
    row: Any = _load(request, pk)
    found = measuring.taken([row]).get(row.pk)
    row.before, row.taken = (found.before, found.total) if found else (None, None)
    row.months = [
        {"month": month, "paid": paid, "saved": saved}
        for month, paid, saved in (found.months if found else ())
    ]
    return row


@router.get(
    "/spending/overlaps",
    response={200: schemas.OverlapsOut, **PROBLEMS},
    operation_id="get_overlaps",
    summary="Systems that do the same",
)
def get_overlaps(request: HttpRequest) -> Any:
    """As they stand today, those that share most on top."""
    _reader(request)
    pairs = overlapping.overlaps(overlapping.matrix(timezone.localdate()))
    items = [
        {
            "system_id": pair.one.number, "system": pair.one.name, "other_id": pair.other.number,
            "other": pair.other.name, "score": pair.score, "shared": [one.name for one in pair.shared],
            "only_system": [one.name for one in pair.only_one],
            "only_other": [one.name for one in pair.only_other], "most": pair.most,
        }
        for pair in pairs
    ]  # fmt: skip
    return {"rule": overlapping.RULE, "items": items}


@router.get(
    "/spending/shares",
    response={200: schemas.CostSharesOut, **PROBLEMS},
    operation_id="get_cost_shares",
    summary="What capabilities or touchpoints cost",
)
def get_cost_shares(request: HttpRequest, by: Literal["capability", "touchpoint"] = "capability") -> Any:
    """In the last twelve whole months; the parts add up to what all systems cost."""
    _reader(request)
    items = [
        {
            "id": share.part.number if share.part else None, "name": share.name, "amount": share.amount,
            "systems": [
                {"system_id": system.number, "name": system.name, "amount": part}
                for system, part in share.systems
            ],
        }
        for share in sharing.shares(by, timezone.localdate())
    ]  # fmt: skip
    rules = {str(kind): rule for kind, rule in sharing.RULES.items()}
    return {"by": by, "currency": sharing.currency(), "rule": rules[by], "items": items}


@router.get(
    "/spending/months",
    response={200: list[schemas.MonthCostOut], **PROBLEMS},
    operation_id="get_cost_trend",
    summary="What was paid month by month",
)
def get_cost_trend(request: HttpRequest) -> Any:
    """The last 24 whole months, by what for."""
    _reader(request)
    return [
        {"month": month, "what": what, "amount": amount}
        for month, what, amount in sharing.trend(timezone.localdate())
    ]


@router.get(
    "/spending/seats",
    response={200: list[schemas.UnusedSeatsOut], **PROBLEMS},
    operation_id="list_unused_seats",
    summary="Seats that nobody uses",
)
@paginate(CursorPage)
def list_unused_seats(request: HttpRequest) -> Any:
    """At the last count of each contract."""
    return with_waste(Contract.objects.visible_to(user_of(request)).with_parts())


@router.get(
    "/spending/savings",
    response={200: list[schemas.SavingOut], **PROBLEMS},
    operation_id="list_savings",
    summary="Savings",
)
@paginate(CursorPage)
def list_savings(request: HttpRequest, state: str = "") -> Any:
    """Perhaps only found, decided or dropped ones."""
    rows = Saving.objects.visible_to(user_of(request)).with_parts()
    return rows.filter(state=state) if state else rows


@router.post(
    "/spending/savings",
    response={201: schemas.OneSavingOut, **PROBLEMS},
    operation_id="find_saving",
    summary="Write a saving down",
)
def find_saving(request: HttpRequest, data: schemas.SavingIn) -> Any:
    """Both offices are asked for their keys."""
    systems = given.systems_of(data.system_ids) or []
    made = savings.find(given.facts_of(data), systems, by=user_of(request))
    return Status(201, _one(request, made.pk))


@router.get(
    "/spending/savings/{saving_id}",
    response={200: schemas.OneSavingOut, **PROBLEMS},
    operation_id="get_saving",
    summary="One saving",
)
def get_saving(request: HttpRequest, saving_id: PathId) -> Any:
    """With what it has taken, month by month."""
    return _one(request, saving_id)


@router.patch(
    "/spending/savings/{saving_id}",
    response={200: schemas.OneSavingOut, **PROBLEMS},
    operation_id="change_saving",
    summary="Change a saving",
)
def change_saving(request: HttpRequest, saving_id: PathId, data: schemas.SavingChange) -> Any:
    """Only what is sent changes; keys that were put fall away."""
    row, systems = Saving.objects.get(pk=_load(request, saving_id).pk), given.systems_of(data.system_ids)
    savings.edit(row, given.facts_of(data), systems, version=data.version, by=user_of(request))
    return _one(request, saving_id)


@router.post(
    "/spending/savings/{saving_id}/signature",
    response={200: schemas.OneSavingOut, **PROBLEMS},
    operation_id="sign_saving",
    summary="Put an office's key to a saving",
)
def sign_saving(request: HttpRequest, saving_id: PathId, data: schemas.SavingKeyIn) -> Any:
    """With both keys it is decided, and measured from then on."""
    savings.sign(_load(request, saving_id), content_hash=data.content_hash, by=user_of(request))
    return _one(request, saving_id)


@router.post(
    "/spending/savings/{saving_id}/dropping",
    response={200: schemas.OneSavingOut, **PROBLEMS},
    operation_id="drop_saving",
    summary="Drop a saving",
)
def drop_saving(request: HttpRequest, saving_id: PathId, data: schemas.SavingDropIn) -> Any:
    """With a reason; it stays readable."""
    savings.drop(_load(request, saving_id), data.why, by=user_of(request))
    return _one(request, saving_id)
