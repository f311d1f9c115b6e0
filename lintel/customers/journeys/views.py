"""Journeys as pages."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lintel.customers.journeys import charts, ports
from lintel.customers.journeys.access import may_see_flows
from lintel.customers.journeys.flow import as_rows, flow
from lintel.customers.journeys.forms import FlowForm, TimelineForm
from lintel.customers.journeys.timeline import Timeline, timeline
from lintel.customers.matching.access import may_see_identified
from lintel.customers.matching.actions import look
from lintel.customers.profiles.reading import current_id
from lintel.customers.profiles.small import in_words
from lintel.customers.sources.models import Source
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui import exports
from lintel.ui.problems import Denied, Missing


@require_safe
def flows(request: HttpRequest) -> HttpResponseBase:
    """The flow of many between touchpoints, as picture, matrix and paths; the same as a file."""
    user = user_of(request)
    if not may_see_flows(user):
        raise Denied("Journeys are for people with a role.", way_out="Ask an administrator for a role.")
    form = FlowForm(request.GET, ports.choices(user))
    found = flow(form.question(), user)
    wanted = request.GET.get("export", "")
    if wanted in {"csv", "xlsx"}:
        respond = exports.csv_response if wanted == "csv" else exports.xlsx_response
        return respond("journeys", *as_rows(found))
    share = None if found.share is None else f"{found.share:.1%}".replace("%", " %")
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "share": share,
        "reached": in_words(found.reached),
    }
    if found.paths:
        level = found.question.level
        context["charts"] = [charts.bands(found), charts.matrix(found)]
        context["paths"] = [
            ([charts.label(level, step) for step in path.steps], path) for path in found.paths[:15]
        ]
    return render(request, "journeys/flows.html", context)


@require_safe
def one(request: HttpRequest, customer_id: uuid.UUID) -> HttpResponseBase:
    """One customer's timeline, as a page or as a part of the customer's page; a look goes into the ledger."""
    user = user_of(request)
    current = current_id(customer_id) if may_read(user) else None
    if current is None:
        raise Missing("There is no such customer here.", way_out="Look for the person under Customers.")
    if current != str(customer_id):
        return redirect("journeys:timeline", uuid.UUID(current))
    identified = may_see_identified(user)
    form = TimelineForm(request.GET, list(Source.objects.values_list("slug", "name")) if identified else ())
    page = int(number) if (number := request.GET.get("page", "1")).isdecimal() and len(number) < 7 else 1
    if request.GET.get("export") in {"csv", "xlsx"}:
        return _file(request, current, form, user)
    look.see(customer_id, what="the timeline", by=user)
    found = timeline(current, form.narrowing(), identified=identified, page=page)
    context = {"found": found, "form": form, "identified": identified, "customer_id": current}
    part = bool(getattr(request, "htmx", None)) and not request.GET
    return _render(request, "journeys/_timeline.html" if part else "journeys/timeline.html", context)


def _render(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    response["Vary"] = "HX-Request"
    return response


def _file(request: HttpRequest, customer_id: str, form: TimelineForm, user: User) -> HttpResponseBase:
    if not may_see_identified(user):
        raise Denied(
            "A timeline leaves the house with a clearance only.", way_out="Ask an office holder for one."
        )
    look.see(customer_id, what="the timeline as a file", by=user)
    found: Timeline = timeline(customer_id, form.narrowing(), identified=True, page=None)
    header = ["When", "What", "Event", "Channel", "Campaign", "Source", "Amount", "Currency"]
    rows = [
        (event.at, event.kind_label, event.name, event.channel_label, event.campaign, event.source,
         event.amount,
         event.currency)
        for event in found.events
    ]  # fmt: skip
    respond = exports.csv_response if request.GET["export"] == "csv" else exports.xlsx_response
    return respond("timeline", header, rows)
