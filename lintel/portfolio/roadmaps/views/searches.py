"""Beginning a search, watching it, stopping it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.people.authentication import user_of
from lintel.portfolio.roadmaps import access, drawing, finding
from lintel.portfolio.roadmaps.actions import search as search_actions
from lintel.portfolio.roadmaps.forms import SearchForm, WhatIfForm
from lintel.portfolio.roadmaps.models import Plan, Roadmap
from lintel.portfolio.roadmaps.views.common import load, load_plan
from lintel.ui.http import done, form_problem
from lintel.ui.problems import Problem


@require_POST
def searches(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a search; its page shows how far it is."""
    row = load(request, pk)
    form = SearchForm(request.POST)
    if not form.is_valid():
        raise Problem(
            "It is not clear what to look for.", way_out="Choose what and how long on the roadmap’s page."
        )
    given = form.cleaned_data
    made = search_actions.begin(
        row, given["kind"], by=user_of(request), seconds=given["seconds"],
        base=_base(request, row, given["base"]), keep=(given["keep"] or 97) / 100,
    )  # fmt: skip
    return done(request, made)


def _base(request: HttpRequest, row: Roadmap, base: int | None) -> Plan | None:
    return load_plan(request, row.pk, base) if base else None


@require_GET
def search(request: HttpRequest, pk: int, search: int) -> HttpResponse:
    """How far a search is: the best plan and the bound close in; or what came of it."""
    user = user_of(request)
    row = finding.search_of(user, pk, search)
    live = row.run.state in search_actions.UNDER_WAY
    context = {
        "search": row,
        "roadmap": row.roadmap,
        "run": row.run,
        "live": live,
        "stopping": row.stop and live,
        "curve": drawing.curve(row),
        "point": row.curve[-1] if row.curve else None,
        "plans": row.plans.slim().order_by("pk"),
        "may_stop": live and access.may_plan(user),
    }
    return render(request, "roadmaps/search.html", context)


@require_POST
def stop(request: HttpRequest, pk: int, search: int) -> HttpResponse:
    """End it early, with the best plan so far."""
    row = finding.search_of(user_of(request), pk, search)
    search_actions.stop(row, by=user_of(request))
    return done(request, row, "It stops with the best plan it has.")


@require_http_methods(["GET", "POST"])
def what_if(request: HttpRequest, pk: int) -> HttpResponse:
    """Suppose more or fewer days or less or more money; the plan is found anew and compared."""
    row, user = load(request, pk), user_of(request)
    base = request.GET.get("plan", "")
    form = WhatIfForm(request.POST or None, roadmap=row, initial={"base": base if base.isdecimal() else ""})
    if request.method == "POST" and form.is_valid():
        changes, told = form.told()
        plan = load_plan(request, pk, form.cleaned_data["base"])
        try:
            made = search_actions.begin(
                row,
                "what_if",
                by=user,
                seconds=form.cleaned_data["seconds"],
                base=plan,
                changes=changes,
                told=told,
            )
        except Problem as problem:
            if problem.status != 422:
                raise
            form_problem(form, problem)
        else:
            return done(request, made)
    context = {"form": form, "roadmap": row, "may_plan": access.may_plan(user)}
    return render(request, "roadmaps/what_if.html", context, status=422 if form.errors else 200)
