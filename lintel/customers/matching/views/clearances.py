"""Who may see customers by name: the list, giving a clearance, ending one."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from lintel.customers.matching.access import may_clear, may_end_clearance
from lintel.customers.matching.actions import clearance as actions
from lintel.customers.matching.forms import ClearanceForm
from lintel.customers.matching.models import Clearance
from lintel.customers.matching.tables import ClearanceFilter, ClearanceTable
from lintel.people.authentication import reader
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied


@require_safe
def clearances(request: HttpRequest) -> HttpResponseBase:
    """Who sees customers by name, why, and until when."""
    user = reader(request)
    return list_page(
        request,
        Clearance.objects.visible_to(user),
        table=ClearanceTable,
        filterset=ClearanceFilter,
        template="matching/clearances.html",
        context={"may_clear": may_clear(user)},
        export_name="clearances",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Give a clearance to somebody else."""
    user = reader(request)
    if not may_clear(user):
        raise Denied("Clearances are given by the two offices.", way_out="Ask an office holder.")
    form = ClearanceForm(request.POST or None, giver=user)
    given = carried_out(request, form, lambda: actions.give(**form.cleaned_data, by=user))
    if given is not None:
        return done(request, "matching:clearances", f"{given.person.name} sees customers by name.")
    return render(request, "matching/new_clearance.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a clearance, after asking."""
    user = reader(request)
    clearance = get_visible(Clearance.objects.visible_to(user), pk=pk)
    if not may_end_clearance(user, clearance):
        raise Denied(
            "A clearance is ended by an office holder or its owner.", way_out="Ask an office holder."
        )
    if request.method == "POST":
        actions.end(clearance, by=user)
        return done(request, "matching:clearances", f"{clearance.person.name} sees customers masked again.")
    return render(request, "matching/clearance_end.html", {"clearance": clearance})
