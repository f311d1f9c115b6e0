"""Savings: the list, one of them, writing one down, the two keys, dropping."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.audit.sides import OFFICES
from lintel.audit.signatures import hash_of, keys_of
from lintel.estate.inventory.models import Element
from lintel.estate.spending import access, measuring
from lintel.estate.spending.actions import saving as savings_of
from lintel.estate.spending.forms import DropForm, SavingForm, SignForm
from lintel.estate.spending.models import DECIDE, Saving, SavingState
from lintel.estate.spending.tables import SavingFilter, SavingTable
from lintel.people.authentication import user_of
from lintel.ui.checking import read_form
from lintel.ui.http import carried_out, done, form_problem, get_visible, prefilled
from lintel.ui.lists import list_page
from lintel.ui.problems import Problem


def load(request: HttpRequest, pk: int) -> Saving:
    """The saving, if the reader may see it."""
    return get_visible(Saving.objects.visible_to(user_of(request)).with_parts(), pk=pk)


@require_safe
def savings(request: HttpRequest) -> HttpResponseBase:
    """Every saving."""
    user = user_of(request)
    return list_page(
        request, Saving.objects.visible_to(user).with_parts(), table=SavingTable, filterset=SavingFilter,
        template="spending/savings.html", context={"may_find": access.may_find(user)},
        export_name="savings", remember=remembered_of,
    )  # fmt: skip


@require_safe
def saving(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, whose keys it has, and what it has taken."""
    user, row = user_of(request), load(request, pk)
    given = keys_of(row, DECIDE).given
    key = access.may_sign(user, row)
    context: dict[str, Any] = {
        "row": row,
        "posts": [(office, given.get(office)) for office in OFFICES],
        "content_hash": hash_of(row),
        "may_sign": key,
        "may_edit": row.state == SavingState.FOUND and access.may_find(user),
        "may_drop": row.state != SavingState.DROPPED and access.may_drop(user, row),
        "drop_form": DropForm(),
        "taken": measuring.taken([row]).get(row.pk),
        "rule": measuring.RULE,
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "spending/saving.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Write one down; where it was seen leads here with some of it filled in."""
    user = user_of(request)
    if not access.may_find(user):
        raise savings_of.NO_FINDER
    first: dict[str, Any] = prefilled(request, "title", "origin", "a_year", "contract", "seen_at", "currency")
    numbers = [number for number in request.GET.getlist("systems") if number.isdecimal()]
    form = SavingForm(request.POST or None, initial=first | {"systems": numbers[:20], "carried_by": user.pk})
    made = carried_out(
        request, form, lambda: savings_of.find(form.values(), form.cleaned_data["systems"], by=user)
    )
    if made is not None:
        return done(request, made, "It is written down. Both offices are asked for their keys.")
    return render(request, "spending/saving_form.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change it before it is decided."""
    user, row = user_of(request), load(request, pk)
    if not access.may_find(user):
        raise savings_of.NO_FINDER
    form = SavingForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        standing, version = Saving.objects.get(pk=pk), form.cleaned_data["version"] or 0
        systems: list[Element] = list(form.cleaned_data["systems"])
        try:
            savings_of.edit(standing, form.values(), systems, version=version, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, row, "Changed. Both keys are asked for anew.")
    context = {"form": form, "row": load(request, pk)}
    return render(request, "spending/saving_form.html", context, status=422 if form.errors else 200)


@require_POST
def signature(request: HttpRequest, pk: int) -> HttpResponse:
    """An office's key to what was read."""
    row = load(request, pk)
    made = savings_of.sign(row, **read_form(SignForm(request.POST)), by=user_of(request))
    decided = made.state == SavingState.DECIDED
    words = "Decided by both. What it takes is measured." if decided else "Your key is put. One is missing."
    return done(request, made, words)


@require_POST
def dropping(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it up."""
    row = load(request, pk)
    return done(
        request,
        savings_of.drop(row, read_form(DropForm(request.POST))["why"], by=user_of(request)),
        "Dropped.",
    )
