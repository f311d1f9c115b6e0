"""What is said about resilience: the list, one entry, and the file."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit import ledger
from lintel.audit.memory import remembered_of
from lintel.estate.inventory.models import Element, Kind
from lintel.estate.stress import columns, meter, ports, reading
from lintel.estate.stress.access import may_test
from lintel.estate.stress.actions import dependence, resilience
from lintel.estate.stress.forms import DependentForm, FactForm, WorthForm
from lintel.estate.stress.models import FAILING, Resilience
from lintel.estate.stress.rules import NODES, require_tester
from lintel.estate.stress.tables import FactFilter, FactTable, reliability
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.exports import csv_response, xlsx_response
from lintel.ui.http import done, form_problem
from lintel.ui.lists import list_page
from lintel.ui.problems import Missing, Problem


@require_safe
def facts(request: HttpRequest) -> HttpResponseBase:
    """Everything that can fail, with what is said and what is assumed."""
    rows = Element.objects.visible_to(user_of(request)).filter(kind__in=FAILING).select_related("resilience")
    rows = rows.prefetch_related("worths")
    return list_page(
        request, rows, table=FactTable, filterset=FactFilter, template="stress/facts.html",
        export_name="resilience", remember=remembered_of,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said about one entry; who works here writes it."""
    user, row = user_of(request), reading.element_of(user_of(request), pk)
    if request.method == "POST":
        require_tester(user)
    if row.kind not in FAILING:
        raise Missing("A data class does not fail.", way_out="Look at the systems that hold it.")
    known = reading.fact_of(row)
    form = FactForm(request.POST or None, instance=known, element=row)
    if request.method == "POST" and form.is_valid():
        try:
            resilience.write(row, form.values(), version=form.cleaned_data["version"], by=user)
        except Problem as problem:
            form_problem(form, problem)
        else:
            return done(request, reverse("stress:fact", args=[pk]), "Written down.")
    context = {
        "row": row, "known": known, "said": reliability(known), "form": form, "may_test": may_test(user),
        "history": ledger.newest(known, seen_by=request.user) if known and known.pk else None,
        "dependents": [
            (measure.removesuffix("s"), one, ports.reference(one))
            for measure, one in ports.standing_on_it(row, user)
        ],
        "worths": reading.worths_of(row),
        "worth_form": _worth_form() if may_test(user) and row.kind == Kind.TOUCHPOINT else None,
        "dependent_form": _dependent_form(user) if may_test(user) and row.kind in NODES else None,
    }  # fmt: skip
    return render(request, "stress/fact.html", context, status=422 if form.errors else 200)


def _dependent_form(user: User) -> DependentForm | None:
    """To choose what stands on an entry, where there is anything to choose."""
    things = ports.choices(user)
    return DependentForm(things=things) if things else None


def _worth_form() -> WorthForm | None:
    """To bind what an hour is worth, where both offices have agreed on any metric."""
    known = meter.choices()
    return WorthForm(known=known) if known.metrics else None


@require_POST
def dependents(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what stands on an entry."""
    user, row = user_of(request), reading.element_of(user_of(request), pk)
    dependence.say(row, ports.find(request.POST.get("thing", ""), user), by=user)
    return done(request, reverse("stress:fact", args=[pk]), "Noted: it stands on this.")


@require_POST
def dependent_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take such a word back."""
    user, row = user_of(request), reading.element_of(user_of(request), pk)
    dependence.take_back(row, ports.find(request.POST.get("thing", ""), user), by=user)
    return done(request, reverse("stress:fact", args=[pk]), "Taken back.")


@require_safe
def file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All facts as the file that comes in again unchanged, `csv` or `xlsx`."""
    user = user_of(request)
    if kind not in ("csv", "xlsx"):
        raise Missing("There is no such file.", way_out="Take csv or xlsx.")
    reading.require_reader(user)
    rows = Resilience.objects.visible_to(user).select_related("element")
    answer = csv_response if kind == "csv" else xlsx_response
    return answer("estate-resilience", [one.label for one in columns.FIELDS], columns.lines(rows))
