"""Amnesties, and who may see names."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.estate.shadow import access
from lintel.estate.shadow.actions import amnesty as amnesties
from lintel.estate.shadow.actions import name_clearance as clearances
from lintel.estate.shadow.forms import AmnestyForm, NameClearanceForm
from lintel.estate.shadow.models import Amnesty, NameClearance
from lintel.people.authentication import user_of
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.problems import Denied


@require_safe
def amnesty(request: HttpRequest, pk: int) -> HttpResponse:
    """Its days, what was promised, and what was named in it."""
    user, today = user_of(request), timezone.localdate()
    row = get_visible(Amnesty.objects.visible_to(user).counted(), pk=pk)
    state = row.state_on(today)
    context = {
        "row": row,
        "state": state,
        "tools": row.tools.select_related("named_by").order_by("-named_at")[:200],
        "may_end": access.may_open(user) and state in ("open", "planned"),
        "may_name": access.may_name(user),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "shadow/amnesty.html", context)


@require_http_methods(["GET", "POST"])
def new_amnesty(request: HttpRequest) -> HttpResponse:
    """Invite everybody to name their tools."""
    user = user_of(request)
    if not access.may_open(user):
        raise amnesties.NO_OPENER
    form = AmnestyForm(request.POST or None)
    made = carried_out(request, form, lambda: amnesties.open_amnesty(**form.cleaned_data, by=user))
    if made is not None:
        return done(request, made, "Everybody is invited. Tell them where: the page “Name a tool”.")
    return render(request, "shadow/amnesty_form.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def amnesty_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End it early."""
    row = get_visible(Amnesty.objects.visible_to(user_of(request)), pk=pk)
    return done(request, amnesties.end(row, by=user_of(request)), "Ended.")


@require_http_methods(["GET", "POST"])
def new_clearance(request: HttpRequest) -> HttpResponse:
    """Let somebody else see names."""
    user = user_of(request)
    if not access.may_clear(user):
        raise Denied("The two office holders let people see names.", way_out="Ask one of them.")
    form = NameClearanceForm(request.POST or None, giver=user)
    made = carried_out(request, form, lambda: clearances.give(**form.cleaned_data, by=user))
    if made is not None:
        return done(request, "shadow:clearances", f"{made.person.name} may see names.")
    return render(request, "shadow/clearance_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def clearance_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End it, after asking."""
    user = user_of(request)
    row = get_visible(NameClearance.objects.visible_to(user), pk=pk)
    if not access.may_end_clearance(user, row):
        raise Denied("An office holder ends it, or the person themself.", way_out="Ask one of them.")
    if request.method == "POST":
        clearances.end(row, by=user)
        return done(request, "shadow:clearances", f"{row.person.name} sees teams again.")
    return render(request, "shadow/clearance_end.html", {"row": row})
