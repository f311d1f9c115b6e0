"""Plateaus and what is planned for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.estate.blueprint import ports
from lintel.estate.blueprint.access import may_plan
from lintel.estate.blueprint.actions import change as changes
from lintel.estate.blueprint.actions import plateau as plateaus
from lintel.estate.blueprint.actions._common import NOT_YOURS
from lintel.estate.blueprint.drawing.view import View
from lintel.estate.blueprint.forms import MEANINGS, ChangeForm, PlateauForm
from lintel.estate.blueprint.models import Change, ChangeKind, Plateau
from lintel.estate.blueprint.picture import picture_of_difference
from lintel.estate.blueprint.plateaus import applied_at, before_of, planned
from lintel.estate.blueprint.readiness import readiness_of
from lintel.estate.blueprint.tables import PlateauFilter, PlateauTable
from lintel.estate.blueprint.views.common import load_change, load_plateau, tabs
from lintel.estate.blueprint.views.differences import compared
from lintel.estate.blueprint.words import described
from lintel.people.authentication import user_of
from lintel.ui.http import done, form_problem
from lintel.ui.lists import list_page
from lintel.ui.problems import Problem

PLANNED_KINDS = [kind for kind in ChangeKind.values if kind != ChangeKind.DROP]  # dropping needs no plan


@require_safe
def plateau_list(request: HttpRequest) -> HttpResponseBase:
    """Every plateau in the order in which it is reached."""
    user = user_of(request)
    return list_page(
        request, Plateau.objects.visible_to(user).counted(), table=PlateauTable, filterset=PlateauFilter,
        template="blueprint/plateaus.html", context={"tabs": tabs(), "may_plan": may_plan(user)},
        export_name="plateaus", remember=remembered_of,
    )  # fmt: skip


@require_safe
def plateau(request: HttpRequest, pk: int) -> HttpResponse:
    """One plateau: its changes, what they do, and whether they fit."""
    user, row = user_of(request), load_plateau(request, pk)
    plan = planned()
    before, after = before_of(row, plan), applied_at(row, plan)
    own = list(Change.objects.counting().filter(plateau=row).select_related("amendment", "made"))
    said, why = described(own), {one.number: one.why for one in after.conflicts}
    ready = readiness_of(own, row, timezone.localdate())
    context: dict[str, Any] = {
        "tabs": tabs(), "row": row, "may_plan": may_plan(user), "warnings": after.warnings,
        "changes": [
            {"row": one, "says": said[one.pk], "conflict": why.get(one.pk, ""), "ready": ready[one.pk]}
            for one in own
        ],
        "elsewhere": len(why.keys() - said.keys()),
        "picture": picture_of_difference(before.standing, after.standing, View(), []),
        "panels": ports.panels(user, before.standing, after.standing),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
        **compared(before.standing, after.standing),
    }  # fmt: skip
    return render(request, "blueprint/plateau.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put a plateau in."""
    user = user_of(request)
    if not may_plan(user):
        raise NOT_YOURS
    form = PlateauForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = plateaus.create(**form.values(), by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "The plateau is there. Say next what it brings.")
    return render(request, "blueprint/plateau_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, day or note."""
    user, row = user_of(request), load_plateau(request, pk)
    if not may_plan(user):
        raise NOT_YOURS
    form = PlateauForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            plateaus.edit(Plateau.objects.get(pk=pk), **form.values(), version=version, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Changed.")
    context = {"form": form, "row": load_plateau(request, pk)}
    return render(request, "blueprint/plateau_form.html", context, status=422 if form.errors else 200)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a plateau for which nothing is planned."""
    row = load_plateau(request, pk)
    plateaus.remove(row, by=user_of(request))
    return done(request, "blueprint:plateaus", f"“{row.name}” is taken out.")


@require_http_methods(["GET", "POST"])
def new_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a change into the draft; its kind comes with the address."""
    user, row = user_of(request), load_plateau(request, pk)
    if not may_plan(user):
        raise NOT_YOURS
    kind = request.GET.get("kind", "")
    if kind not in PLANNED_KINDS:
        return choose_kind(request, {"row": row}, PLANNED_KINDS)
    form = ChangeForm(request.POST or None, kind=kind, standing=applied_at(row).standing)
    if request.method == "POST" and form.is_valid():
        try:
            changes.plan(row, kind, form.facts(), note=form.cleaned_data["note"], by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "It is planned.")
    return render_change(request, form, {"row": row})


def choose_kind(request: HttpRequest, context: dict[str, Any], among: Sequence[str]) -> HttpResponse:
    """Which kind of change it is."""
    kinds = [(ChangeKind(kind), MEANINGS[ChangeKind(kind)]) for kind in among]
    return render(request, "blueprint/change_kinds.html", {"kinds": kinds, **context})


def render_change(request: HttpRequest, form: ChangeForm, context: dict[str, Any]) -> HttpResponse:
    """The form of one kind of change."""
    kind = ChangeKind(form.kind)
    shown = {"form": form, "kind": kind, "meaning": MEANINGS[kind], **context}
    return render(request, "blueprint/change_form.html", shown, status=422 if form.errors else 200)


@require_POST
def change_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Drop a planned change."""
    row = changes.drop(load_change(request, pk), by=user_of(request))
    return done(request, row, "It is no longer planned.")


@require_POST
def carrying_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a signed change into the inventory."""
    row = changes.carry_out(load_change(request, pk), by=user_of(request))
    return done(request, row.plateau, "It stands in the inventory.")
