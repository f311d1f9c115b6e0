"""Customers for programs: the same masks, rights and traces as on the pages."""

import uuid
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Status

from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.actions import look
from lintel.customers.profiles import reading, schemas
from lintel.customers.profiles.actions import customer_list, override, survivorship_rule
from lintel.customers.profiles.lists import Narrowing, customers
from lintel.customers.profiles.models import Override
from lintel.customers.profiles.rules import rules_in_force
from lintel.customers.profiles.survivorship import FIELDS
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.people.models import User
from lintel.ui.api import PROBLEMS, Id, Line
from lintel.ui.http import get_visible
from lintel.ui.problems import Denied, Missing, Problem

router = Router(tags=["Customers"], auth=Door("customers"))


@router.get(
    "/customers",
    response={200: schemas.CustomerPageOut, **PROBLEMS},
    operation_id="list_customers",
    summary="Customers by id",
)
def list_customers(
    request: HttpRequest,
    after: Annotated[uuid.UUID | None, Query(description="Only ids after this one.")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    source: Annotated[str, Query(max_length=60, description="Only customers of this source.")] = "",
    country: Annotated[str, Query(max_length=60, description="Only this country.")] = "",
) -> Any:
    """By name with a clearance and masked without; reading names leaves a trace."""
    user = user_of(request)
    identified = may_see_identified(user)
    wanted = Narrowing(source, country) if may_read(user) else Narrowing(customer_ids=[])
    with customers(wanted, identified=identified, now=timezone.now()) as rows:
        if after:
            rows.where += " and customer_id > $after"
            rows.parameters = {**rows.parameters, "after": str(after)}
        rows.usual = "customer_id"
        found = rows.page(0, limit + 1, [])
    shown = found[:limit]
    if identified and shown:
        customer_list.see(len(shown), by=user)
    following = shown[-1].customer_id if len(found) > limit else None
    return schemas.CustomerPageOut(items=[schemas.CustomerRowOut.of(row) for row in shown], next=following)


@router.get(
    "/customers/rules",
    response={200: list[schemas.SurvivorshipRuleOut], **PROBLEMS},
    operation_id="list_survivorship_rules",
    summary="Which value survives",
)
def list_rules(request: HttpRequest) -> Any:
    """For every field its strategies in order."""
    if not may_read(user_of(request)):
        raise Denied("Rules are shown to people with a role.", way_out="Ask an administrator for a role.")
    return [_rule(name) for name in FIELDS]


def _rule(name: str) -> schemas.SurvivorshipRuleOut:
    strategies = [str(one) for one in rules_in_force()[name]]
    return schemas.SurvivorshipRuleOut(
        field=name, attributes=list(FIELDS[name].attributes), strategies=strategies
    )


@router.put(
    "/customers/rules/{field}",
    response={200: schemas.SurvivorshipRuleOut, **PROBLEMS},
    operation_id="set_survivorship_rule",
    summary="Change which value survives",
)
def set_rule(
    request: HttpRequest, field: Annotated[Line, Path(...)], data: schemas.SurvivorshipRuleIn
) -> Any:
    """For office holders and administrators; golden records follow in the background."""
    survivorship_rule.set_order(field, data.strategies, by=user_of(request))
    return _rule(field)


@router.delete(
    "/customers/overrides/{override_id}",
    response={200: schemas.OverrideOut, **PROBLEMS},
    operation_id="take_override_back",
    summary="Let the sources speak again",
)
def take_back(request: HttpRequest, override_id: Annotated[Id, Path(...)]) -> Any:
    """For members who hold a clearance."""
    user = user_of(request)
    row = get_visible(Override.objects.visible_to(user).select_related("customer"), pk=override_id)
    return override.take_back(row, by=user)


def _today(customer_id: uuid.UUID, user: User) -> str:
    """Today's id of a customer that this person may know of."""
    current = reading.current_id(customer_id) if may_read(user) else None
    if current is None:
        raise Missing("There is no such customer here.", way_out="The person may have been erased.")
    return current


@router.get(
    "/customers/{customer_id}",
    response={200: schemas.CustomerOut, **PROBLEMS},
    operation_id="get_customer",
    summary="One customer with provenance",
)
def get_customer(request: HttpRequest, customer_id: Annotated[uuid.UUID, Path(...)]) -> Any:
    """An old id answers with the customer it stands for today. Each look leaves a trace."""
    user = user_of(request)
    identified = may_see_identified(user)
    found = reading.profile(_today(customer_id, user))
    if found is None:
        raise Missing("There is no such customer here.", way_out="The person may have been erased.")
    look.see(found.customer_id, what="the profile", by=user)
    return schemas.CustomerOut.of(found if identified else reading.mask(found), identified=identified)


@router.post(
    "/customers/{customer_id}/overrides",
    response={201: schemas.OverrideOut, **PROBLEMS},
    operation_id="write_override",
    summary="Write over a value",
)
def write_override(
    request: HttpRequest, customer_id: Annotated[uuid.UUID, Path(...)], data: schemas.OverrideIn
) -> Any:
    """For members who hold a clearance; it counts at once and survives every re-run."""
    user = user_of(request)
    today = _today(customer_id, user)
    if not data.reason:
        raise Problem("A correction needs a reason.", way_out="Say how you know.", field="reason")
    made = override.write(today, data.attribute, data.value, reason=data.reason, by=user)
    return Status(201, made)
