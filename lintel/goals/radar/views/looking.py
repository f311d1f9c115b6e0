"""Looks over everything and their trend, and saying which goal a piece of work serves."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintel.charter.links import thing_of
from lintel.goals.objectives.actions import work
from lintel.goals.objectives.links import WORK
from lintel.goals.radar import access
from lintel.goals.radar.actions import scan
from lintel.goals.radar.charts import MOST_LOOKS, trend
from lintel.goals.radar.forms import ServingForm
from lintel.goals.radar.models import Scan
from lintel.goals.radar.tables import ScanTable
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Missing, Problem


@require_http_methods(["GET", "HEAD", "POST"])
def scans(request: HttpRequest) -> HttpResponseBase:
    """All looks with the trend of what was open; a POST orders one."""
    user = user_of(request)
    if request.method == "POST":
        run = scan.order(by=user)
        return done(request, run, "Ordered. Here is how far it is.")
    rows = Scan.objects.visible_to(user).select_related("by")
    newest = list(rows[:MOST_LOOKS])
    context = {
        "chart": trend(newest[::-1]) if len(newest) > 1 else None,
        "may_scan": access.may_scan(user),
    }
    return list_page(
        request, rows, table=ScanTable, template="radar/scans.html", context=context, export_name="looks"
    )


@require_http_methods(["GET", "HEAD", "POST"])
def serving(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Say which goal a proposal or a request serves."""
    user = user_of(request)
    thing = thing_of(kind, str(pk), user) if kind in WORK else None
    if thing is None:
        raise Missing("There is no such work here.", way_out="Open it from its list.")
    if not access.may_place(user):
        raise Denied(
            "Members of the two sides say what serves a goal.", way_out="Write a comment on the work."
        )
    form = ServingForm(request.POST or None, user=user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                work.link(form.cleaned_data["goal"], thing, by=user)
            except Problem as problem:
                form_problem(form, problem)
                status = problem.status
            else:
                return done(request, form.cleaned_data["goal"], "It serves this goal now.")
    return render(request, "radar/serving.html", {"form": form, "thing": thing}, status=status)
