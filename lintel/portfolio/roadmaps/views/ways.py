"""Ways to do a proposal: as proposed, and others among which a search chooses."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lintel.people.authentication import user_of
from lintel.people.models import Specialty
from lintel.portfolio.roadmaps import access
from lintel.portfolio.roadmaps.actions import way as way_actions
from lintel.portfolio.roadmaps.forms import WayForm
from lintel.portfolio.roadmaps.models import Entry, Roadmap, Way
from lintel.portfolio.roadmaps.views.common import load, planned
from lintel.ui.http import done, form_problem, get_visible
from lintel.ui.problems import Problem


@require_GET
def ways(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """Every way to do one proposal."""
    row = load(request, pk)
    entry = _entry(row, proposal)
    context = {
        "roadmap": row,
        "entry": entry,
        "ways": entry.ways.prefetch_related("efforts__specialty"),
        "proposed": entry.proposal.efforts.select_related("specialty"),
        "may_plan": access.may_plan(user_of(request)),
        "full": entry.ways.count() >= way_actions.MOST_WAYS,
    }
    return render(request, "roadmaps/ways.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int, proposal: int) -> HttpResponse:
    """Another way, which begins from what is proposed."""
    row = planned(request, pk)
    entry = _entry(row, proposal)
    first = Way(duration=entry.duration, cost=entry.proposal.one_off_cost or 0)
    return _form(request, row, entry, first, entry.proposal.efforts.all())


@require_http_methods(["GET", "POST"])
def way(request: HttpRequest, pk: int, proposal: int, way: int) -> HttpResponse:
    """Other values of a way."""
    row = planned(request, pk)
    entry = _entry(row, proposal)
    kept = get_visible(entry.ways.all(), pk=way)
    return _form(request, row, entry, kept, kept.efforts.all())


@require_POST
def removal(request: HttpRequest, pk: int, proposal: int, way: int) -> HttpResponse:
    """Do it in one of the other ways only."""
    entry = _entry(load(request, pk), proposal)
    kept = get_visible(entry.ways.select_related("entry__roadmap"), pk=way)
    way_actions.remove(kept, by=user_of(request))
    return done(request, reverse("roadmaps:ways", args=[pk, proposal]), "The way was removed.")


def _entry(row: Roadmap, proposal: int) -> Entry:
    return get_visible(row.entries.select_related("proposal", "roadmap"), proposal_id=proposal)


def _form(request: HttpRequest, row: Roadmap, entry: Entry, kept: Way, efforts: Any) -> HttpResponse:
    days: Mapping[int, Any] = {effort.specialty_id: effort for effort in efforts}
    specialties = _specialties(row, days)
    form: Any = WayForm(request.POST or None, instance=kept, roadmap=row, specialties=specialties, days=days)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"by": user_of(request), "step": form.cleaned_data["step"]}
        try:
            if kept.pk:
                fresh = get_visible(entry.ways.select_related("entry__roadmap"), pk=kept.pk)
                way_actions.change(fresh, form.values(), form.days(), **given)
            else:
                way_actions.add(entry, form.values(), form.days(), **given)
        except Problem as problem:
            if problem.status not in {409, 422}:
                raise
            form_problem(form, problem)
            status = problem.status
            form.data = form.data.copy()
            form.data["step"] = str(load(request, row.pk).step)
        else:
            return done(request, reverse("roadmaps:ways", args=[row.pk, entry.proposal_id]), "Kept.")
    context = {"form": form, "roadmap": row, "entry": entry, "way": kept if kept.pk else None}
    return render(request, "roadmaps/way.html", context, status=status)


def _specialties(row: Roadmap, days: Mapping[int, Any]) -> list[Specialty]:
    """Those with days here first, then those of the house."""
    there = {*row.capacities.values_list("specialty_id", flat=True), *days}
    return sorted(Specialty.objects.all(), key=lambda one: (one.pk not in there, one.side, one.name))
