"""Who stands in for an office holder."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from lintel.people.access import may_lend, may_revoke
from lintel.people.actions import delegation as actions
from lintel.people.forms import DelegationForm
from lintel.people.models import Delegation
from lintel.people.tables import DelegationFilter, DelegationTable
from lintel.people.views.reader import reader
from lintel.ui.http import carried_out, done, get_visible
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied


@require_GET
def delegations(request: HttpRequest) -> HttpResponseBase:
    """All delegations that one may know of."""
    user = reader(request)
    return list_page(
        request,
        Delegation.objects.visible_to(user),
        table=DelegationTable,
        filterset=DelegationFilter,
        template="people/delegations.html",
        context={"may_lend": may_lend(user)},
        export_name="delegations",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Lend one's own key."""
    user = reader(request)
    if not may_lend(user):
        raise Denied("You hold no office, so there is no key to lend.", way_out="Ask your office holder.")
    form = DelegationForm(request.POST or None, holder=user)
    given = carried_out(request, form, lambda: actions.give(user, **form.cleaned_data, by=user))
    if given is not None:
        return done(request, "people:delegations", f"{given.delegate.name} stands in for you.")
    return render(request, "people/new_delegation.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def revocation(request: HttpRequest, pk: int) -> HttpResponse:
    """End a delegation, after asking."""
    user = reader(request)
    delegation = get_visible(Delegation.objects.visible_to(user), pk=pk)
    if not may_revoke(user, delegation):
        raise Denied(
            "Only who gave it, who holds it, or an administrator ends a delegation.", way_out="Ask them."
        )
    if request.method == "POST":
        actions.revoke(delegation, by=user)
        return done(request, "people:delegations", f"{delegation.delegate.name} no longer stands in.")
    return render(request, "people/delegation_revocation.html", {"delegation": delegation})
