"""Suggestions: made by one side, answered by the other."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.estate.blueprint import ports
from lintel.estate.blueprint.access import may_answer, may_extend, may_plan
from lintel.estate.blueprint.actions import amendment as amendments
from lintel.estate.blueprint.actions._common import NOT_YOURS
from lintel.estate.blueprint.applying import apply
from lintel.estate.blueprint.drawing.view import View
from lintel.estate.blueprint.forms import AmendmentForm, ChangeForm, RefusalForm, VersionForm
from lintel.estate.blueprint.models import Amendment, Change, ChangeKind, Plateau
from lintel.estate.blueprint.picture import picture_of_difference
from lintel.estate.blueprint.plateaus import planned, standing_at
from lintel.estate.blueprint.suggested import changes_of, effect_of
from lintel.estate.blueprint.tables import AmendmentFilter, AmendmentTable
from lintel.estate.blueprint.turns import turn_of_amendment
from lintel.estate.blueprint.views.common import (
    load_amendment,
    load_change,
    load_plateau,
    tabs,
)
from lintel.estate.blueprint.views.differences import compared
from lintel.estate.blueprint.views.plateaus import choose_kind, render_change
from lintel.estate.blueprint.words import described
from lintel.people.authentication import user_of
from lintel.ui.checking import read_form
from lintel.ui.http import done, form_problem
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Problem

NOT_YOUR_SIDE = Denied(
    "The side that made a suggestion changes it, while nobody has answered.",
    way_out="Say in a comment what should be different, or suggest something yourself.",
)


@require_safe
def amendment_list(request: HttpRequest) -> HttpResponseBase:
    """Everything that was suggested."""
    user = user_of(request)
    return list_page(
        request, Amendment.objects.visible_to(user).select_related("made_by"), table=AmendmentTable,
        filterset=AmendmentFilter, template="blueprint/amendments.html",
        context={"tabs": tabs(), "may_plan": may_plan(user)}, export_name="suggestions",
        remember=remembered_of,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Suggest a change."""
    user = user_of(request)
    if not may_plan(user):
        raise NOT_YOURS
    form = AmendmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = amendments.suggest(**form.cleaned_data, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, made, "Say next what should change.")
    return render(
        request, "blueprint/amendment_form.html", {"form": form}, status=422 if form.errors else 200
    )


@require_safe
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """One suggestion: its reason, its changes, what they would do, and the answer."""
    user, row = user_of(request), load_amendment(request, pk)
    own, effect = changes_of(row), effect_of(row)
    said = described(own)
    why = {one.number: one.why for one in effect.after.conflicts} if effect else {}
    context: dict[str, Any] = {
        "tabs": tabs(), "row": row, "turn": turn_of_amendment(row), "effect": effect,
        "changes": [{"row": one, "says": said[one.pk], "conflict": why.get(one.pk, "")} for one in own],
        "may_extend": may_extend(user, row), "may_answer": may_answer(user, row),
        "refusal": RefusalForm(initial={"version": row.version}),
        "plateaus": Plateau.objects.all() if may_extend(user, row) else (),
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }  # fmt: skip
    if effect is not None:
        before, after = effect.before.standing, effect.after.standing
        context |= compared(before, after)
        context["warnings"] = [one for one in effect.after.warnings if one not in effect.before.warnings]
        context["picture"] = picture_of_difference(before, after, View(), [])
        context["panels"] = ports.panels(user, before, after)
    return render(request, "blueprint/amendment.html", context)


@require_http_methods(["GET", "POST"])
def new_change(request: HttpRequest, pk: int, plateau: int) -> HttpResponse:
    """One more change of a suggestion, for one plateau."""
    user, row = user_of(request), load_amendment(request, pk)
    at = load_plateau(request, plateau)
    if not may_plan(user):
        raise NOT_YOURS
    if not may_extend(user, row):
        raise NOT_YOUR_SIDE
    kind = request.GET.get("kind", "")
    if kind not in ChangeKind.values:
        return choose_kind(request, {"row": at, "amendment": row}, ChangeKind.values)
    plan = planned(beside=changes_of(row))
    there = apply(standing_at(at.day), plan.until(at.day), plan.aliases)
    form = ChangeForm(
        request.POST or None, kind=kind, standing=there.standing, planned=_planned_for(at, kind)
    )
    if request.method == "POST" and form.is_valid():
        try:
            amendments.extend(row, at, kind, form.facts(), note=form.cleaned_data["note"], by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "It is part of the suggestion.")
    return render_change(request, form, {"row": at, "amendment": row})


def _planned_for(plateau: Plateau, kind: str) -> list[tuple[str, str]]:
    """What can be dropped: what is planned for a plateau and was not carried out, as sentences."""
    if kind != ChangeKind.DROP:
        return []
    rows = list(Change.objects.counting().in_order().filter(plateau=plateau, carried_out_at=None))
    said = described(rows)
    return [(str(row.pk), said[row.pk]) for row in rows]


@require_POST
def change_removal(request: HttpRequest, pk: int, change: int) -> HttpResponse:
    """Take a change out of a suggestion."""
    row = load_amendment(request, pk)
    amendments.shorten(load_change(request, change, amendment=row), by=user_of(request))
    return done(request, row, "It is no longer part of the suggestion.")


@require_POST
def acceptance(request: HttpRequest, pk: int) -> HttpResponse:
    """The other side takes it."""
    said = read_form(VersionForm(request.POST))
    row = amendments.accept(load_amendment(request, pk), version=said["version"], by=user_of(request))
    return done(request, row, "Its changes are in the draft. Freeze a version, and both offices can sign it.")


@require_POST
def refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """The other side says no, and why."""
    said = read_form(RefusalForm(request.POST))
    row = amendments.decline(load_amendment(request, pk), **said, by=user_of(request))
    return done(request, row, "Your reason stands with it.")


@require_POST
def withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """The side that suggested it takes it back."""
    said = read_form(VersionForm(request.POST))
    row = amendments.withdraw(load_amendment(request, pk), version=said["version"], by=user_of(request))
    return done(request, row, "It is withdrawn.")
