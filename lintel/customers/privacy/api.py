"""Links and erasures for programs."""

import datetime as dt
import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema, Status
from ninja.pagination import paginate

from lintel.customers.privacy.actions import erasure as erasing
from lintel.customers.privacy.actions import own_link
from lintel.customers.privacy.models import Erasure, OwnLink
from lintel.people.authentication import Door, reader, user_of
from lintel.ui.api import PROBLEMS, CursorPage, Id, Line
from lintel.ui.http import get_visible

router = Router(tags=["Privacy"], auth=Door("customers"))
PathId = Annotated[Id, Path(...)]


class OwnLinkIn(Schema):
    """Why the customer gets a link, and for how many days."""

    reason: Line
    days: int = Field(7, ge=1, le=30)


class OwnLinkOut(Schema):
    """A link; its address is given this once."""

    id: int
    address: str
    expires_at: dt.datetime


class ErasureIn(Schema):
    """How the customer asked for it."""

    reason: Line


class ErasureOut(Schema):
    """An erasure; `found` says where something is left, `certificate` is empty until nothing is."""

    id: int
    state: str
    asked_at: dt.datetime
    due_on: dt.date
    done_at: dt.datetime | None
    found: list[dict[str, Any]]
    certificate: dict[str, Any]


@router.post(
    "/customers/{customer_id}/own-links",
    response={201: OwnLinkOut, **PROBLEMS},
    operation_id="issue_own_link",
    summary="Issue a link to a customer's own page",
)
def issue_own_link(request: HttpRequest, customer_id: uuid.UUID, data: OwnLinkIn) -> Any:
    """For who works with customers and has a clearance."""
    link, token = own_link.issue(customer_id, reason=data.reason, days=data.days, by=reader(request))
    return Status(201, OwnLinkOut(id=link.pk, address=OwnLink.address(token), expires_at=link.expires_at))


@router.post(
    "/customers/{customer_id}/erasures",
    response={201: ErasureOut, **PROBLEMS},
    operation_id="ask_erasure",
    summary="Ask for a customer to be erased",
)
def ask_erasure(request: HttpRequest, customer_id: uuid.UUID, data: ErasureIn) -> Any:
    """Somebody of the other side confirms it."""
    return Status(201, erasing.ask(customer_id, reason=data.reason, by=reader(request)))


@router.get(
    "/customers/erasures",
    response={200: list[ErasureOut], **PROBLEMS},
    operation_id="list_erasures",
    summary="Erasures, newest first",
)
@paginate(CursorPage)
def list_erasures(request: HttpRequest) -> Any:
    """All of them; nothing in them is personal."""
    return Erasure.objects.visible_to(user_of(request))


@router.get(
    "/customers/erasures/{erasure_id}",
    response={200: ErasureOut, **PROBLEMS},
    operation_id="get_erasure",
    summary="One erasure with its certificate",
)
def get_erasure(request: HttpRequest, erasure_id: PathId) -> Any:
    """Where it stands, and what was searched."""
    return get_visible(Erasure.objects.visible_to(user_of(request)), pk=erasure_id)


@router.post(
    "/customers/erasures/{erasure_id}/confirmation",
    response={200: ErasureOut, **PROBLEMS},
    operation_id="confirm_erasure",
    summary="Confirm an erasure",
)
def confirm_erasure(request: HttpRequest, erasure_id: PathId) -> Any:
    """For somebody of the other side than who asked; the run begins."""
    user = user_of(request)
    return erasing.confirm(get_visible(Erasure.objects.visible_to(user), pk=erasure_id), by=user)
