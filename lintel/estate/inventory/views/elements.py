"""One entry: its facts, what it hangs together with, what it costs, and its owners' word."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.estate.inventory import showing
from lintel.estate.inventory.access import may_confirm, may_keep
from lintel.estate.inventory.actions import contract as contracts
from lintel.estate.inventory.actions import element as elements
from lintel.estate.inventory.actions import relation as relations
from lintel.estate.inventory.actions import survey as surveys
from lintel.estate.inventory.beside import beside, unsaid
from lintel.estate.inventory.forms import CostForm, ElementForm, RelationForm, VersionForm
from lintel.estate.inventory.models import KINDS, Answer, Ask, Element, Kind, Relation
from lintel.estate.inventory.views.common import NOT_YOURS, load_element
from lintel.people.authentication import user_of
from lintel.ui.checking import read_form
from lintel.ui.http import carried_out, done, form_problem, get_visible
from lintel.ui.problems import Problem


@require_safe
def element(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one entry."""
    user, row, today = user_of(request), load_element(request, pk), timezone.localdate()
    keeps = may_keep(user)
    context: dict[str, Any] = {
        "row": row,
        "about": KINDS[row.kind],
        "stage": row.stage_on(today),
        "quality": showing.quality(row, today),
        "facts": showing.facts(row),
        "groups": showing.groups(row),
        "flows": showing.flows(row),
        "contracts": showing.contracts(row),
        "costs": showing.costs(row, today),
        "beside": unsaid(beside(row, user)),
        "may_keep": keeps,
        "may_confirm": may_confirm(user, row),
        "relation_form": RelationForm(source=row) if keeps else None,
        "cost_form": CostForm(initial={"month": today.replace(day=1)}) if keeps else None,
        "history": ledger.newest(row, everything=request.GET.get("history") == "all", seen_by=request.user),
    }
    return render(request, "inventory/element.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter something; the kind comes with the address."""
    user, kind = user_of(request), request.GET.get("kind", "")
    if not may_keep(user):
        raise NOT_YOURS
    if kind not in KINDS:
        return render(request, "inventory/kinds.html", {"kinds": [(Kind(one), KINDS[one]) for one in KINDS]})
    form = ElementForm(request.POST or None, kind=kind)
    made = carried_out(request, form, lambda: elements.create(kind, form.values(), by=user))
    if made is not None:
        return done(request, made, "It is entered. Say next what it hangs together with.")
    context = {"form": form, "kind": Kind(kind), "about": KINDS[kind]}
    return render(request, "inventory/element_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts."""
    user, row = user_of(request), load_element(request, pk)
    if not may_keep(user):
        raise NOT_YOURS
    form = ElementForm(request.POST or None, instance=row, kind=row.kind)
    if request.method == "POST" and form.is_valid():
        try:
            standing = Element.objects.get(pk=pk)
            elements.edit(standing, form.values(), version=form.cleaned_data["version"] or 0, by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            asked = request.GET.get("ask", "")
            return _answered(request, row, asked) if asked.isdecimal() else done(request, row, "Changed.")
    context = {
        "form": form,
        "row": load_element(request, pk),
        "kind": Kind(row.kind),
        "about": KINDS[row.kind],
    }
    return render(request, "inventory/element_form.html", context, status=422 if form.errors else 200)


def _answered(request: HttpRequest, row: Element, asked: str) -> HttpResponse:
    """Whoever came from a survey’s question has answered it by correcting the entry."""
    user = user_of(request)
    ask = Ask.objects.open_for(user).select_related("survey", "element").filter(pk=asked, element=row).first()
    if ask is not None:
        version = Element.objects.get(pk=row.pk).version
        surveys.answer(ask, Answer.CHANGED, version=version, by=user)
    return done(request, "inventory:mine", f"“{row.name}” is corrected. Thank you for your word.")


@require_POST
def confirmation(request: HttpRequest, pk: int) -> HttpResponse:
    """An owner says that it is right."""
    form = read_form(VersionForm(request.POST))
    row = elements.confirm(load_element(request, pk), version=form["version"], by=user_of(request))
    return done(request, row, "Thank you: it stands as confirmed today.")


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove what was a mistake."""
    row = load_element(request, pk)
    elements.remove(row, by=user_of(request))
    return done(request, "inventory:elements", f"“{row.name}” is removed.")


@require_POST
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what it is to another entry."""
    user, row = user_of(request), load_element(request, pk)
    said = read_form(RelationForm(request.POST, source=row))
    relations.join(row, said["kind"], said["target"], instead=said.get("instead", ""), by=user)
    return done(request, f"{row.get_absolute_url()}#relations", f"Noted, with “{said['target'].name}”.")


@require_POST
def parting(request: HttpRequest, pk: int, relation: int) -> HttpResponse:
    """Take a relation away."""
    row = load_element(request, pk)
    found = get_visible(Relation.objects.select_related("source", "target").filter(source=row), pk=relation)
    relations.part(found, by=user_of(request))
    return done(request, f"{row.get_absolute_url()}#relations", "Taken away.")


@require_POST
def cost(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what it cost in a month."""
    row = load_element(request, pk)
    contracts.note_cost(row, **read_form(CostForm(request.POST)), by=user_of(request))
    return done(request, f"{row.get_absolute_url()}#costs", "Noted.")
