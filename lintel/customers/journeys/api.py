"""Journeys for programs."""

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from lintel.customers.journeys import ports
from lintel.customers.journeys.access import may_see_flows
from lintel.customers.journeys.flow import flow
from lintel.customers.journeys.forms import FlowForm
from lintel.customers.journeys.schemas import FlowOut, TimelineOut
from lintel.customers.journeys.timeline import Narrowing, timeline
from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.actions import look
from lintel.customers.profiles.reading import current_id
from lintel.people.access import may_read
from lintel.people.authentication import Door, user_of
from lintel.ui.api import PROBLEMS
from lintel.ui.problems import Denied, Missing, Problem

router = Router(tags=["Customers"], auth=Door("customers"))


class FlowQuery(Schema):
    """A question about flows."""

    level: Literal["channel", "campaign", "kind", "source"] = "channel"
    end: Literal["order", "cart", "return", "support"] = "order"
    direction: Literal["before", "after"] = "before"
    steps: int = Field(3, ge=2, le=6)
    days: Literal[30, 90, 365, 730] = 90
    since: dt.date | None = Field(None, description="Goes before `days`; UTC.")
    until: dt.date | None = Field(None, description="This day included.")
    repeats: Literal["once", "each"] = "once"
    group: str = Field("", max_length=80)


@router.get(
    "/customers/journeys/flow", response={200: FlowOut, **PROBLEMS}, operation_id="get_flow",
    summary="Count the flow between touchpoints",
)  # fmt: skip
def get_flow(request: HttpRequest, query: Annotated[FlowQuery, Query()]) -> Any:
    """Paths, their ends and the time between steps; groups of fewer than ten customers stand together."""
    user = user_of(request)
    if not may_see_flows(user):
        raise Denied("Journeys are for people with a role.")
    groups = ports.choices(user)
    if query.group and query.group not in dict(groups):
        raise Missing("There is no such group of customers.", way_out="Leave it out, or name a segment.")
    form = FlowForm(query.dict(), groups)
    if not form.is_valid():
        name = next(iter(form.errors))
        raise Problem(str(form.errors[name][0]), way_out="Ask for another time.", field=name)
    found = flow(form.question(), user)
    return {
        "since": found.question.since, "until": found.question.until, "journeys": found.journeys,
        "customers": found.customers, "reached": found.reached, "share": found.share, "paths": found.paths,
        "hops": found.hops,
    }  # fmt: skip


@router.get(
    "/customers/{customer_id}/timeline", response={200: TimelineOut, **PROBLEMS}, operation_id="get_timeline",
    summary="Read what one customer did",
)  # fmt: skip
def get_timeline(
    request: HttpRequest, customer_id: uuid.UUID, page: Annotated[int, Field(ge=1, le=100_000)] = 1
) -> Any:
    """Newest first; an old id leads to today's customer. The look goes into the ledger."""
    user = user_of(request)
    current = current_id(customer_id) if may_read(user) else None
    if current is None:
        raise Missing("There is no such customer here.")
    look.see(current, what="the timeline", by=user)
    found = timeline(current, Narrowing(), identified=may_see_identified(user), page=page)
    return {
        "customer_id": current, "total": found.total, "page": found.page, "pages": found.pages,
        "events": found.events,
    }  # fmt: skip
