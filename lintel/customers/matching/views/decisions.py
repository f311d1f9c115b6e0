"""What people said about pairs of records."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from lintel.customers.matching.access import may_decide, may_see_identified
from lintel.customers.matching.actions import decision as actions
from lintel.customers.matching.models import PairDecision
from lintel.customers.matching.tables import DecisionFilter, DecisionTable, NamelessDecisionTable
from lintel.people.authentication import reader
from lintel.ui.http import done, get_visible
from lintel.ui.lists import list_page


@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    """Every word about two records, the newest first; the records themselves are shown with a clearance."""
    user = reader(request)
    identified = may_see_identified(user)
    return list_page(
        request,
        PairDecision.objects.visible_to(user),
        table=DecisionTable if identified else NamelessDecisionTable,
        filterset=DecisionFilter,
        template="matching/decisions.html",
        context={"identified": identified, "may_decide": may_decide(user)},
        export_name="matching-decisions",
    )


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a word back: the two records are left to the model again."""
    user = reader(request)
    decision = get_visible(PairDecision.objects.visible_to(user), pk=pk)
    actions.take_back(decision, by=user)
    if request.POST.get("back") == "review":
        return redirect("matching:review")
    return done(request, "matching:decisions", "Taken back. The next matching decides without it.")
