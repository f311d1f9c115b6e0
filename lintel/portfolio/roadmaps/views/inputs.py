"""What limits a plan: days, money, worth and dates."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.people.authentication import user_of
from lintel.portfolio.roadmaps import access
from lintel.portfolio.roadmaps.actions import bundle as bundle_actions
from lintel.portfolio.roadmaps.actions import inputs as input_actions
from lintel.portfolio.roadmaps.actions import roadmap as roadmap_actions
from lintel.portfolio.roadmaps.bundling import Joint, joints
from lintel.portfolio.roadmaps.forms import AddForm, BudgetForm, BundlesForm, DaysForm, EntriesForm
from lintel.portfolio.roadmaps.lending import counting
from lintel.portfolio.roadmaps.models import Roadmap
from lintel.portfolio.roadmaps.views.common import load, planned, tabs_of
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Problem

PER_PAGE = 40


@require_GET
def inputs(request: HttpRequest, pk: int) -> HttpResponse:
    """All inputs of a roadmap; who plans changes them here."""
    return _page(request, load(request, pk))


@require_POST
def days(request: HttpRequest, pk: int) -> HttpResponse:
    """Days by specialty and period."""
    row = load(request, pk)
    form = _days_form(row, request.POST)
    if form.is_valid():
        try:
            input_actions.staff(row, form.days(), by=user_of(request), step=form.cleaned_data["step"])
        except Problem as problem:
            return _refused(request, row, form, problem, days_form=form)
        return done(request, reverse("roadmaps:inputs", args=[pk]) + "#days", "The days are kept.")
    return _page(request, row, status=422, days_form=form)


@require_POST
def entries(request: HttpRequest, pk: int) -> HttpResponse:
    """Worth, length and dates of the proposals."""
    row, user = load(request, pk), user_of(request)
    form = EntriesForm(request.POST, roadmap=row, entries=_entries(request, row), user=user)
    if form.is_valid():
        try:
            input_actions.weigh(row, form.changes(), by=user, step=form.cleaned_data["step"])
        except Problem as problem:
            return _refused(request, row, form, problem, entries_form=form)
        place = f"?page={_entries(request, row).number}#proposals"
        return done(request, reverse("roadmaps:inputs", args=[pk]) + place, "Kept.")
    return _page(request, row, status=422, entries_form=form)


@require_POST
def bundles(request: HttpRequest, pk: int) -> HttpResponse:
    """What bundles are worth together."""
    row, user = load(request, pk), user_of(request)
    page = _bundles(request, row)
    form = BundlesForm(request.POST, roadmap=row, joints=page, user=user)
    if form.is_valid():
        try:
            bundle_actions.weigh(row, form.changes(), by=user, step=form.cleaned_data["step"])
        except Problem as problem:
            return _refused(request, row, form, problem, bundles_form=form)
        place = f"?bundles={page.number}#bundles"
        return done(request, reverse("roadmaps:inputs", args=[pk]) + place, "Kept.")
    return _page(request, row, status=422, bundles_form=form)


@require_http_methods(["GET", "POST"])
def more(request: HttpRequest, pk: int) -> HttpResponse:
    """Take further proposals in."""
    row, user = planned(request, pk), user_of(request)
    form = AddForm(request.POST or None, user=user, roadmap=row)
    if request.method == "POST" and form.is_valid():
        roadmap_actions.add(row, list(form.cleaned_data["proposals"]), by=user)
        return done(request, reverse("roadmaps:inputs", args=[pk]) + "#proposals", "They are in.")
    return render(
        request, "roadmaps/more.html", {"form": form, "roadmap": row}, status=422 if form.errors else 200
    )


@require_POST
def removal(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """Take a proposal out."""
    row = load(request, pk)
    entry = get_visible(row.entries.select_related("proposal", "roadmap"), proposal_id=proposal)
    roadmap_actions.remove(entry, by=user_of(request))
    return done(request, reverse("roadmaps:inputs", args=[pk]) + "#proposals", "It was taken out.")


@require_http_methods(["GET", "POST"])
def new_budget(request: HttpRequest, pk: int) -> HttpResponse:
    """Another budget."""
    return _budget(request, planned(request, pk), None)


@require_http_methods(["GET", "POST"])
def budget(request: HttpRequest, pk: int, budget: int) -> HttpResponse:
    """Other amounts of a budget."""
    row = planned(request, pk)
    return _budget(request, row, get_visible(row.budgets.all(), pk=budget))


@require_POST
def budget_removal(request: HttpRequest, pk: int, budget: int) -> HttpResponse:
    """Remove a budget."""
    row = load(request, pk)
    input_actions.unfund(get_visible(row.budgets.all(), pk=budget), by=user_of(request))
    return done(request, reverse("roadmaps:inputs", args=[pk]) + "#money", "The budget was removed.")


def _budget(request: HttpRequest, row: Roadmap, kept: Any) -> HttpResponse:
    form = BudgetForm(request.POST or None, instance=kept)
    if request.method == "POST" and form.is_valid():
        fresh = row.budgets.filter(pk=kept.pk).first() if kept else None
        try:
            input_actions.fund(row, form.money(), by=user_of(request), budget=fresh)
        except Problem as problem:
            if problem.status != 422:
                raise
            form_problem(form, problem)
        else:
            return done(request, reverse("roadmaps:inputs", args=[row.pk]) + "#money", "The budget is kept.")
    context = {"form": form, "roadmap": row, "budget": kept}
    return render(request, "roadmaps/budget.html", context, status=422 if form.errors else 200)


def _entries(request: HttpRequest, row: Roadmap) -> Page[Any]:
    pages = Paginator(row.entries.select_related("proposal", "budget").prefetch_related("ways"), PER_PAGE)
    return pages.get_page(request.GET.get("page"))


def _bundles(request: HttpRequest, row: Roadmap) -> Page[Joint]:
    return Paginator(joints(row), PER_PAGE).get_page(request.GET.get("bundles"))


def _days_form(row: Roadmap, data: Any = None) -> DaysForm:
    return DaysForm(data, roadmap=row, capacities=list(row.capacities.select_related("specialty")))


def _refused(request: HttpRequest, row: Roadmap, form: Any, problem: Problem, **forms: Any) -> HttpResponse:
    """What was typed stays; after somebody else's change it can be saved again, over what is there now."""
    if problem.status == 403:
        raise problem
    form_problem(form, problem)
    form.data = form.data.copy()
    form.data["step"] = str(load(request, row.pk).step)
    return _page(request, row, status=problem.status, **forms)


def _page(request: HttpRequest, row: Roadmap, status: int = 200, **given: Any) -> HttpResponse:
    user, page, bundled = user_of(request), _entries(request, row), _bundles(request, row)
    context = {
        "roadmap": row,
        "page": page,
        "tabs": tabs_of(row),
        "may_plan": access.may_plan(user),
        "budgets": list(row.budgets.all()),
        "loans": counting(row),
        "days_form": given.get("days_form") or _days_form(row),
        "bundle_page": bundled,
        "bundles_form": given.get("bundles_form") or BundlesForm(roadmap=row, joints=bundled, user=user),
        "entries_form": given.get("entries_form") or EntriesForm(roadmap=row, entries=page, user=user),
    }
    return render(request, "roadmaps/inputs.html", context, status=status)
