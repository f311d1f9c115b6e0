"""One data flow, and drawing one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.estate.inventory.access import may_keep
from lintel.estate.inventory.actions import flow as flows
from lintel.estate.inventory.forms import FlowForm
from lintel.estate.inventory.models import Element, Flow
from lintel.estate.inventory.views.common import NOT_YOURS, load_flow
from lintel.people.authentication import user_of
from lintel.ui.http import carried_out, done, form_problem
from lintel.ui.problems import Problem


@require_safe
def flow(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes where, by which means, and whether it does."""
    row = load_flow(request, pk)
    context = {
        "row": row,
        "may_keep": may_keep(user_of(request)),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "inventory/flow.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draw a flow; `?from=` is where it begins."""
    user = user_of(request)
    if not may_keep(user):
        raise NOT_YOURS
    form = FlowForm(request.POST or None, initial=_begun(request))
    made = carried_out(request, form, lambda: flows.create(form.values(), form.cleaned_data["data"], by=user))
    if made is not None:
        return done(request, made, "The flow is drawn.")
    return render(request, "inventory/flow_form.html", {"form": form}, status=422 if form.errors else 200)


def _begun(request: HttpRequest) -> dict[str, Any]:
    number = request.GET.get("from", "")
    found = Element.objects.visible_to(user_of(request)).filter(pk=number) if number.isdecimal() else None
    return {"source": found.first()} if found else {}


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a flow."""
    user, row = user_of(request), load_flow(request, pk)
    if not may_keep(user):
        raise NOT_YOURS
    form = FlowForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            standing = Flow.objects.get(pk=pk)
            flows.edit(standing, form.values(), said["data"], version=said["version"] or 0, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Changed.")
    context = {"form": form, "row": load_flow(request, pk)}
    return render(request, "inventory/flow_form.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a flow away that was a mistake."""
    flows.remove(load_flow(request, pk), by=user_of(request))
    return done(request, "inventory:flows", "The flow is taken away.")
