"""Data quality as pages: the datasets, one of them with its history, and what is expected of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lintel.audit.ledger import newest
from lintel.insight.quality import access
from lintel.insight.quality.actions import dataset_check, expectation
from lintel.insight.quality.behind import behind
from lintel.insight.quality.charts import rows_over_time
from lintel.insight.quality.expecting import all_expected, checkable
from lintel.insight.quality.forms import ExpectationForm, first_values
from lintel.insight.quality.models import Check, Expectation
from lintel.insight.quality.tables import CheckTable, QualityFilter, QualityTable, with_last_check
from lintel.people.access import may_read
from lintel.people.authentication import user_of
from lintel.people.models import User
from lintel.ui.http import done, form_problem
from lintel.ui.lists import list_page
from lintel.ui.problems import Denied, Missing, Problem
from lintel.warehouse.models import Dataset

SHOWN = 60  # checks in the chart


@require_safe
def datasets(request: HttpRequest) -> HttpResponseBase:
    """Every published dataset with what the last check found."""
    user = user_of(request)
    return list_page(
        request,
        with_last_check(Dataset.objects.visible_to(user).exclude(current=None).select_related("current")),
        table=QualityTable,
        filterset=QualityFilter,
        template="quality/datasets.html",
        context={"may_check": access.may_check(user)},
        export_name="data-quality",
    )


@require_safe
def dataset(request: HttpRequest, name: str) -> HttpResponseBase:
    """One dataset: what is known of its present state, what is expected, and every check."""
    user = _reader(request, name)
    last = list(Check.objects.visible_to(user).filter(dataset=name)[:SHOWN])[::-1]
    written = Expectation.objects.visible_to(user).filter(dataset=name).first()
    context = {
        "name": name,
        "shape": checkable()[name],
        "state": behind([name])[0],
        "last": last[-1] if last else None,
        "expected": all_expected()[name],
        "written": written,
        "chart": rows_over_time(last) if len(last) > 1 else None,
        "may_check": access.may_check(user),
        "may_expect": access.may_expect(user),
        "history": newest(written, seen_by=request.user) if written else None,
    }
    return list_page(
        request,
        Check.objects.visible_to(user).filter(dataset=name),
        table=CheckTable,
        template="quality/dataset.html",
        context=context,
        export_name=f"checks-of-{name}",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def expected(request: HttpRequest, name: str) -> HttpResponse:
    """Write down what is expected of a dataset."""
    user = _reader(request, name)
    if not access.may_expect(user):
        raise Denied(
            "What is expected of data is written by members of both sides.", way_out="Ask a colleague there."
        )
    written = Expectation.objects.filter(dataset=name).first()
    first: dict[str, Any] = first_values(all_expected()[name], written.version if written else 0)
    form, status = ExpectationForm(request.POST or None, initial=first), 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = expectation.expect(name, form.terms(), by=user, version=form.cleaned_data["version"] or 0)
        except Problem as problem:
            form_problem(form, problem)
            status = problem.status
        else:
            return done(request, saved, "From the next check on, the data is held to this.")
    context = {"form": form, "name": name, "shape": checkable()[name]}
    return render(request, "quality/expected.html", context, status=status)


@require_POST
def checks(request: HttpRequest) -> HttpResponse:
    """Have one dataset checked now, or all."""
    name = request.POST.get("dataset", "")
    run = dataset_check.order([name] if name else [], by=user_of(request))
    return done(request, run, "The data is being checked.")


def _reader(request: HttpRequest, name: str) -> User:
    user = user_of(request)
    if name not in checkable() or not may_read(user):
        raise Missing(f"There is no dataset “{name}” here.", way_out="Open one from the list.")
    return user
