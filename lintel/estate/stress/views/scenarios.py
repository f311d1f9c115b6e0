"""Scenarios: the list, one with its tests, writing and changing, and putting the estate to the test."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.estate.inventory.models import Element
from lintel.estate.stress import reading, storms
from lintel.estate.stress.access import may_test
from lintel.estate.stress.actions import scenario as acting
from lintel.estate.stress.actions import trial
from lintel.estate.stress.forms import ScenarioForm, TrialForm
from lintel.estate.stress.models import Scenario
from lintel.estate.stress.rules import require_tester
from lintel.estate.stress.tables import ScenarioTable
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem, prefilled
from lintel.ui.lists import list_page
from lintel.ui.problems import Problem

TESTS = 20


@require_safe
def scenarios(request: HttpRequest) -> HttpResponseBase:
    """What may happen."""
    user = user_of(request)
    rows = Scenario.objects.visible_to(user).with_parts()
    return list_page(
        request, rows, table=ScenarioTable, template="stress/scenarios.html",
        context={"may_test": may_test(user)}, export_name="scenarios", remember=remembered_of,
    )  # fmt: skip


@require_safe
def scenario(request: HttpRequest, pk: int) -> HttpResponse:
    """What happens in it, its tests, and the next one."""
    user, row = user_of(request), reading.scenario_of(user_of(request), pk)
    return render(request, "stress/scenario.html", _page(request, row) | {"form": _trial_form(user)})


def _trial_form(user: Any, data: Any = None) -> TrialForm | None:
    return TrialForm(data) if may_test(user) else None


def _page(request: HttpRequest, row: Scenario) -> dict[str, Any]:
    storm = storms.storm_from(row)
    names = {one.pk: one.name for one in (*row.out.all(), *row.broken_into.all())}
    return {
        "row": row, "happens": storms.happens(storm, names), "kind": storms.kind_words(row),
        "tests": row.trials.slim().select_related("ordered_by")[:TESTS],
        "may_test": may_test(user_of(request)),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write a scenario; a suggestion comes with the form filled in."""
    user = user_of(request)
    require_tester(user)
    form = ScenarioForm(request.POST or None, initial=_begun(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = acting.create(form.values(), by=user, **form.parts())
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "The scenario is written. Put the estate to the test next.")
    return render(request, "stress/scenario_form.html", {"form": form}, status=422 if form.errors else 200)


def _begun(request: HttpRequest) -> dict[str, Any]:
    """What a suggestion's address fills in."""
    given = prefilled(request, "title", "surge", "saving", "out", "broken_into")
    begun: dict[str, Any] = {name: given[name] for name in ("title", "surge", "saving") if name in given}
    if given.get("broken_into", "").isdecimal():
        begun["broken_into"] = [int(given["broken_into"])]
    if given.get("out", "").isdecimal():
        found = Element.objects.visible_to(user_of(request)).filter(pk=given["out"]).first()
        names = {"vendor": "vendors", "region": "places", "environment": "places", "system": "systems"}
        if found is not None and found.kind in names:
            begun[names[found.kind]] = [found.pk]
    return begun


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a scenario; tests that were made keep the storm of their day."""
    user, row = user_of(request), reading.scenario_of(user_of(request), pk)
    require_tester(user)
    form = ScenarioForm(request.POST or None, instance=Scenario.objects.get(pk=row.pk))
    if request.method == "POST" and form.is_valid():
        try:
            acting.edit(
                row, form.values(), version=form.cleaned_data["version"] or 0, by=user, **form.parts()
            )
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Changed.")
    context = {"form": form, "row": row}
    return render(request, "stress/scenario_form.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a scenario away."""
    acting.remove(reading.scenario_of(user_of(request), pk), by=user_of(request))
    return done(request, "stress:scenarios", "The scenario is taken away; its tests stay.")


@require_POST
def tests(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the estate to the test; the result's page shows how far it is."""
    user, row = user_of(request), reading.scenario_of(user_of(request), pk)
    require_tester(user)
    form = TrialForm(request.POST)
    if form.is_valid():
        try:
            made = trial.order(row, by=user, **form.asked())
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made)
    return render(request, "stress/scenario.html", _page(request, row) | {"form": form}, status=422)
